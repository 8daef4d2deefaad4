import django.db.models.deletion
import headway.audit.fields
import headway.lib.ids
import headway.lib.standing
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("movement", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("position", models.PositiveIntegerField(default=0)),
                ("name", models.JSONField()),
                ("movement", models.JSONField()),
                ("summary", models.JSONField()),
                ("language", models.CharField(default="en", max_length=10)),
                ("begins_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("begins_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("begins_earliest", models.DateField(blank=True, null=True)),
                ("begins_latest", models.DateField(blank=True, null=True)),
                ("ends_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("ends_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("ends_earliest", models.DateField(blank=True, null=True)),
                ("ends_latest", models.DateField(blank=True, null=True)),
                ("cutoff", models.DateField()),
                ("report_title", models.JSONField()),
                ("report_series", models.JSONField(blank=True, null=True)),
                ("actor", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ["key"],
                "constraints": [models.UniqueConstraint(fields=("key",), name="campaign_key")],
            },
        ),
        migrations.CreateModel(
            name="Area",
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
                ("help", models.JSONField(blank=True, null=True)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("campaign", "key"), name="plan_area_key")],
            },
        ),
        migrations.CreateModel(
            name="ActivityKind",
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
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="kinds", to="plan.area"
                    ),
                ),
                ("name", models.JSONField()),
                ("help", models.JSONField(blank=True, null=True)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_activitykind_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Dimension",
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
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_dimension_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeArea",
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
                    "dimension",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="change_areas",
                        to="plan.dimension",
                    ),
                ),
                ("name", models.JSONField()),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_changearea_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="FocusCountry",
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
                ("countries", models.JSONField(default=list)),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="movement.office",
                    ),
                ),
                ("text", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_focuscountry_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="ExitItem",
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
                ("text", models.TextField()),
                (
                    "focus_country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exit_items",
                        to="plan.focuscountry",
                    ),
                ),
                ("owner", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_exititem_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
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
                ("unit", models.JSONField()),
                ("additivity", models.CharField(max_length=20)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="plan.area",
                    ),
                ),
                ("help", models.JSONField(blank=True, null=True)),
                ("disaggregations", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("campaign", "key"), name="plan_measure_key")],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
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
                    "change_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="plan.changearea",
                    ),
                ),
                ("name", models.JSONField()),
                ("indicator_kind", models.CharField(max_length=20)),
                (
                    "focus_country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="plan.focuscountry",
                    ),
                ),
                ("baseline", models.CharField(blank=True, default="", max_length=500)),
                (
                    "baseline_value",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                ("disaggregations", models.JSONField(default=list)),
                ("verification", models.CharField(blank=True, default="", max_length=500)),
                (
                    "measures",
                    models.ManyToManyField(blank=True, related_name="indicators", to="plan.measure"),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_indicator_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Objective",
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
                ("text", models.TextField()),
                ("level", models.CharField(max_length=20)),
                (
                    "focus_country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
                        to="plan.focuscountry",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_objective_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Output",
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
                ("output_kind", models.CharField(max_length=20)),
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
                ("text", models.TextField(blank=True, default="")),
                ("file", models.CharField(blank=True, default="", max_length=500)),
                (
                    "focus_countries",
                    models.ManyToManyField(blank=True, related_name="outputs", to="plan.focuscountry"),
                ),
                ("offices", models.ManyToManyField(blank=True, related_name="+", to="movement.office")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("campaign", "key"), name="plan_output_key")],
            },
        ),
        migrations.CreateModel(
            name="Participation",
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
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="movement.office",
                    ),
                ),
                ("reports_through", models.CharField(max_length=20)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_participation_key"),
                    models.UniqueConstraint(fields=("campaign", "office"), name="one_part_an_office"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Period",
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
                ("begins", models.DateField()),
                ("ends", models.DateField()),
                ("due", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_period_key"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("begins"))), name="a_period_runs_forward"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorTarget",
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
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="plan.indicator",
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
                    "period",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.period",
                    ),
                ),
                ("value", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("words", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_indicatortarget_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Risk",
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
                ("text", models.TextField()),
                ("foreseen", models.BooleanField(default=False)),
                (
                    "focus_country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="plan.focuscountry",
                    ),
                ),
                ("mitigation", models.TextField(blank=True, default="")),
                ("owner", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("campaign", "key"), name="plan_risk_key")],
            },
        ),
        migrations.CreateModel(
            name="ScaleStep",
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
                ("value", models.IntegerField()),
                ("meaning", models.JSONField(blank=True, null=True)),
                ("tone", models.CharField(blank=True, default="", max_length=20)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_scalestep_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceDocument",
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
                    "document_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="plan.campaign",
                    ),
                ),
                ("title", models.CharField(max_length=500)),
                ("publisher", models.CharField(blank=True, default="", max_length=500)),
                ("published_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("published_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("published_earliest", models.DateField(blank=True, null=True)),
                ("published_latest", models.DateField(blank=True, null=True)),
                ("identifier", models.CharField(blank=True, default="", max_length=500)),
                ("sections", models.JSONField(default=list)),
                ("note", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_sourcedocument_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="TheoryNode",
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
                ("stage", models.CharField(max_length=20)),
                ("text", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_theorynode_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="TheoryLink",
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
                    "cause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="plan.theorynode",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="causes",
                        to="plan.theorynode",
                    ),
                ),
                ("how", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="plan_theorylink_key")
                ],
            },
        ),
    ]
