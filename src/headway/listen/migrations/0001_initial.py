import django.db.models.deletion
import headway.audit.fields
import headway.lib.ids
import headway.lib.standing
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("plan", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContentType",
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
                ("meaning", models.JSONField()),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="listen_contenttype_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Moment",
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
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
                ("planned", models.BooleanField(default=True)),
                ("text", models.TextField(blank=True, default="")),
                (
                    "focus_countries",
                    models.ManyToManyField(blank=True, related_name="+", to="plan.focuscountry"),
                ),
                ("outputs", models.ManyToManyField(blank=True, related_name="+", to="plan.output")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="listen_moment_key")
                ],
            },
        ),
    ]
