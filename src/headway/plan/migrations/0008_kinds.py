"""A campaign may name its own kinds of outputs. Taken back, what has such a kind has the kind "other" again."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import headway.lib.ids
from headway.lib.kinds import default_keys

NAMED = (
    ("Output", "output_kind", "output"),
)


def only_default_kinds(apps: Any, editor: Any) -> None:
    """What stood before this knows of no others."""
    for model, field, family in NAMED:
        own = apps.get_model("plan", model).objects.exclude(**{f"{field}__in": default_keys(family)})
        own.update(**{field: "other"})


class Migration(migrations.Migration):

    dependencies = [
        ('plan', '0007_what_indicators_hear'),
    ]

    operations = [
        migrations.AlterField(
            model_name='output',
            name='output_kind',
            field=models.CharField(max_length=40),
        ),
        migrations.CreateModel(
            name='OutputKind',
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
                'constraints': [models.UniqueConstraint(fields=('campaign', 'key'), name='plan_outputkind_key')],
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, only_default_kinds),
    ]
