import django.db.models.deletion
import headway.audit.fields
import headway.lib.ids
import headway.lib.standing
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("collect", "0001_initial"),
        ("plan", "0001_initial"),
        ("verify", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rating",
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
                    "focus_country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.focuscountry",
                    ),
                ),
                (
                    "change_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.changearea"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.period"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.scalestep"
                    ),
                ),
                ("basis", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("outcomes", models.ManyToManyField(blank=True, related_name="+", to="verify.outcome")),
                ("figures", models.ManyToManyField(blank=True, related_name="+", to="collect.figure")),
                ("published", models.ManyToManyField(blank=True, related_name="+", to="collect.published")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="assess_rating_key"),
                    models.UniqueConstraint(
                        condition=models.Q(("focus_country__isnull", False)),
                        fields=("campaign", "focus_country", "change_area", "period"),
                        name="one_rating_a_cell",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("focus_country__isnull", True)),
                        fields=("campaign", "change_area", "period"),
                        name="one_rating_a_cell_of_the_whole",
                    ),
                ],
            },
        ),
    ]
