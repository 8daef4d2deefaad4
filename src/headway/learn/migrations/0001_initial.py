import django.db.models.deletion
import headway.audit.fields
import headway.lib.ids
import headway.lib.standing
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("collect", "0001_initial"),
        ("engage", "0001_initial"),
        ("movement", "0001_initial"),
        ("plan", "0001_initial"),
        ("verify", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("position", models.PositiveIntegerField(default=0)),
                ("source", models.CharField(blank=True, default="", max_length=40)),
                (
                    "standing",
                    models.CharField(default=headway.lib.standing.Standing["PRINTED"], max_length=20),
                ),
                ("reason", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("note", headway.audit.fields.SealedTextField(blank=True, default="")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plan.campaign"
                    ),
                ),
                ("name", models.JSONField()),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="learn.theme",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("campaign", "key"), name="learn_theme_key")],
            },
        ),
        migrations.CreateModel(
            name="Learning",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("position", models.PositiveIntegerField(default=0)),
                ("source", models.CharField(blank=True, default="", max_length=40)),
                (
                    "standing",
                    models.CharField(default=headway.lib.standing.Standing["PRINTED"], max_length=20),
                ),
                ("reason", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("note", headway.audit.fields.SealedTextField(blank=True, default="")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plan.campaign"
                    ),
                ),
                ("learning_kind", models.CharField(max_length=40)),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="learn.theme"
                    ),
                ),
                ("text", models.TextField()),
                ("offices", models.ManyToManyField(blank=True, related_name="+", to="movement.office")),
                (
                    "focus_countries",
                    models.ManyToManyField(blank=True, related_name="+", to="plan.focuscountry"),
                ),
                ("cases", models.ManyToManyField(blank=True, related_name="+", to="engage.case")),
                ("outcomes", models.ManyToManyField(blank=True, related_name="+", to="verify.outcome")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="learn_learning_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("position", models.PositiveIntegerField(default=0)),
                ("source", models.CharField(blank=True, default="", max_length=40)),
                (
                    "standing",
                    models.CharField(default=headway.lib.standing.Standing["PRINTED"], max_length=20),
                ),
                ("reason", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("note", headway.audit.fields.SealedTextField(blank=True, default="")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plan.campaign"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="learn.theme"
                    ),
                ),
                ("text", models.TextField()),
                ("learnings", models.ManyToManyField(blank=True, related_name="+", to="learn.learning")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="learn_recommendation_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseStudy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("position", models.PositiveIntegerField(default=0)),
                ("source", models.CharField(blank=True, default="", max_length=40)),
                (
                    "standing",
                    models.CharField(default=headway.lib.standing.Standing["PRINTED"], max_length=20),
                ),
                ("reason", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("note", headway.audit.fields.SealedTextField(blank=True, default="")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plan.campaign"
                    ),
                ),
                ("name", models.JSONField()),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="learn.theme"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="movement.office"
                    ),
                ),
                ("began", models.TextField()),
                ("did", models.TextField()),
                ("came_of", models.TextField()),
                ("activities", models.ManyToManyField(blank=True, related_name="+", to="collect.activity")),
                ("outcomes", models.ManyToManyField(blank=True, related_name="+", to="verify.outcome")),
                ("figures", models.ManyToManyField(blank=True, related_name="+", to="collect.figure")),
                ("published", models.ManyToManyField(blank=True, related_name="+", to="collect.published")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="learn_casestudy_key")
                ],
            },
        ),
    ]
