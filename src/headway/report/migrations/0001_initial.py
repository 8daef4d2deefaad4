import django.db.models.deletion
import headway.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("collect", "0001_initial"),
        ("engage", "0001_initial"),
        ("learn", "0001_initial"),
        ("movement", "0001_initial"),
        ("plan", "0001_initial"),
        ("verify", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chapter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plan.campaign"
                    ),
                ),
                ("heading", models.JSONField()),
                (
                    "under",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="report.chapter",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="report_chapter_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plan.campaign"
                    ),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to="report.chapter",
                    ),
                ),
                ("show", models.CharField(max_length=40)),
                ("heading", models.JSONField(blank=True, null=True)),
                ("text", models.JSONField(blank=True, null=True)),
                ("caption", models.JSONField(blank=True, null=True)),
                ("by_country", models.BooleanField(default=False)),
                ("dimensions", models.ManyToManyField(blank=True, related_name="+", to="plan.dimension")),
                ("change_areas", models.ManyToManyField(blank=True, related_name="+", to="plan.changearea")),
                (
                    "focus_countries",
                    models.ManyToManyField(blank=True, related_name="+", to="plan.focuscountry"),
                ),
                ("areas", models.ManyToManyField(blank=True, related_name="+", to="plan.area")),
                (
                    "activity_kinds",
                    models.ManyToManyField(blank=True, related_name="+", to="plan.activitykind"),
                ),
                ("themes", models.ManyToManyField(blank=True, related_name="+", to="learn.theme")),
                ("offices", models.ManyToManyField(blank=True, related_name="+", to="movement.office")),
                ("partners", models.ManyToManyField(blank=True, related_name="+", to="engage.partner")),
                ("targets", models.ManyToManyField(blank=True, related_name="+", to="engage.target")),
                (
                    "opportunities",
                    models.ManyToManyField(blank=True, related_name="+", to="engage.opportunity"),
                ),
                ("outcomes", models.ManyToManyField(blank=True, related_name="+", to="verify.outcome")),
                ("cases", models.ManyToManyField(blank=True, related_name="+", to="engage.case")),
                ("measures", models.ManyToManyField(blank=True, related_name="+", to="plan.measure")),
                ("figures", models.ManyToManyField(blank=True, related_name="+", to="collect.figure")),
                ("published", models.ManyToManyField(blank=True, related_name="+", to="collect.published")),
                ("testimonies", models.ManyToManyField(blank=True, related_name="+", to="collect.testimony")),
                ("case_studies", models.ManyToManyField(blank=True, related_name="+", to="learn.casestudy")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("campaign", "key"), name="report_block_key")],
            },
        ),
    ]
