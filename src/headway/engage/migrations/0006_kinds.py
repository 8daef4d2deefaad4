"""A campaign may name its own kinds of partners, steps, events, relief, targets and opportunities.

Taken back, what has such a kind has the kind "other" again.
"""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import headway.lib.ids
from headway.lib.kinds import default_keys

NAMED = (
    ("Partner", "partner_kind", "partner"),
    ("PartnerStep", "step_kind", "step"),
    ("CaseEvent", "event_kind", "event"),
    ("Relief", "relief_kind", "relief"),
    ("Target", "target_kind", "target"),
    ("Opportunity", "opportunity_kind", "opportunity"),
)


def only_default_kinds(apps: Any, editor: Any) -> None:
    """What stood before this knows of no others."""
    for model, field, family in NAMED:
        own = apps.get_model("engage", model).objects.exclude(**{f"{field}__in": default_keys(family)})
        own.update(**{field: "other"})


class Migration(migrations.Migration):

    dependencies = [
        ('engage', '0005_weeks_ahead'),
        ('plan', '0008_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='EventKind',
            fields=[
                ('id', models.UUIDField(default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0)),
                ('name', models.JSONField()),
                ('help', models.JSONField(blank=True, null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plan.campaign')),
            ],
            options={
                'ordering': ['position', 'key'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('campaign', 'key'), name='engage_eventkind_key')],
            },
        ),
        migrations.CreateModel(
            name='OpportunityKind',
            fields=[
                ('id', models.UUIDField(default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0)),
                ('name', models.JSONField()),
                ('help', models.JSONField(blank=True, null=True)),
                ('unsaid', models.BooleanField(default=False)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plan.campaign')),
            ],
            options={
                'ordering': ['position', 'key'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('campaign', 'key'), name='engage_opportunitykind_key')],
            },
        ),
        migrations.CreateModel(
            name='PartnerKind',
            fields=[
                ('id', models.UUIDField(default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0)),
                ('name', models.JSONField()),
                ('help', models.JSONField(blank=True, null=True)),
                ('graded', models.BooleanField(default=False)),
                ('unsaid', models.BooleanField(default=False)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plan.campaign')),
            ],
            options={
                'ordering': ['position', 'key'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('campaign', 'key'), name='engage_partnerkind_key')],
            },
        ),
        migrations.CreateModel(
            name='ReliefKind',
            fields=[
                ('id', models.UUIDField(default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0)),
                ('name', models.JSONField()),
                ('help', models.JSONField(blank=True, null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plan.campaign')),
            ],
            options={
                'ordering': ['position', 'key'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('campaign', 'key'), name='engage_reliefkind_key')],
            },
        ),
        migrations.CreateModel(
            name='StepKind',
            fields=[
                ('id', models.UUIDField(default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0)),
                ('name', models.JSONField()),
                ('help', models.JSONField(blank=True, null=True)),
                ('tone', models.CharField(blank=True, default='', max_length=20)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plan.campaign')),
            ],
            options={
                'ordering': ['position', 'key'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('campaign', 'key'), name='engage_stepkind_key')],
            },
        ),
        migrations.CreateModel(
            name='TargetKind',
            fields=[
                ('id', models.UUIDField(default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0)),
                ('name', models.JSONField()),
                ('help', models.JSONField(blank=True, null=True)),
                ('unsaid', models.BooleanField(default=False)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plan.campaign')),
            ],
            options={
                'ordering': ['position', 'key'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('campaign', 'key'), name='engage_targetkind_key')],
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, only_default_kinds),
    ]
