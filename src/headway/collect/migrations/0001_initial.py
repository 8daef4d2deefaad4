import django.db.models.deletion
import headway.audit.fields
import headway.lib.ids
import headway.lib.standing
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("engage", "0001_initial"),
        ("listen", "0001_initial"),
        ("movement", "0001_initial"),
        ("plan", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
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
                    "activity_kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.activitykind"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="movement.office"
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
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
                ("place", models.CharField(blank=True, default="", max_length=500)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("audience", models.CharField(blank=True, default="", max_length=500)),
                ("story", models.TextField(blank=True, default="")),
                (
                    "focus_countries",
                    models.ManyToManyField(blank=True, related_name="+", to="plan.focuscountry"),
                ),
                ("cases", models.ManyToManyField(blank=True, related_name="+", to="engage.case")),
                ("partners", models.ManyToManyField(blank=True, related_name="+", to="engage.partner")),
                ("targets", models.ManyToManyField(blank=True, related_name="+", to="engage.target")),
                (
                    "opportunities",
                    models.ManyToManyField(blank=True, related_name="+", to="engage.opportunity"),
                ),
                ("outputs", models.ManyToManyField(blank=True, related_name="+", to="plan.output")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="collect_activity_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
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
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.measure"
                    ),
                ),
                ("value", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("precision", models.CharField(max_length=40)),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="collect.activity",
                    ),
                ),
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
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="engage.case",
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
                ("country", models.CharField(blank=True, default="", max_length=2)),
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
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="collect.figure",
                    ),
                ),
                ("of", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="collect_figure_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", False), models.Q(("words", ""), _negated=True), _connector="OR"
                        ),
                        name="a_figure_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Published",
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
                ("published_kind", models.CharField(max_length=40)),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.measure",
                    ),
                ),
                ("value", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("precision", models.CharField(max_length=40)),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                ("unit", models.JSONField(blank=True, null=True)),
                ("made_of", models.TextField(blank=True, default="")),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="collect.published",
                    ),
                ),
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
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="engage.case",
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
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.area",
                    ),
                ),
                (
                    "moment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="listen.moment",
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
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="collect_published_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", False), models.Q(("words", ""), _negated=True), _connector="OR"
                        ),
                        name="a_published_fact_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Return",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="movement.office"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.period"
                    ),
                ),
                ("state", models.CharField(max_length=40)),
                ("assessment", models.TextField(blank=True, default="")),
                ("areas", models.ManyToManyField(blank=True, related_name="+", to="plan.area")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="collect_return_key"),
                    models.UniqueConstraint(
                        fields=("campaign", "office", "period"), name="one_return_a_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "not-started",
                                    "in-progress",
                                    "submitted",
                                    "returned",
                                    "accepted",
                                    "nothing-to-report",
                                ],
                            )
                        ),
                        name="a_return_has_a_known_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignUp",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="movement.office"
                    ),
                ),
                ("national_objective", models.TextField(blank=True, default="")),
                ("audiences", models.JSONField(default=list)),
                ("text", models.TextField(blank=True, default="")),
                (
                    "focus_countries",
                    models.ManyToManyField(blank=True, related_name="+", to="plan.focuscountry"),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="collect_signup_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Testimony",
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
                ("who", models.CharField(max_length=500)),
                ("text", models.TextField()),
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
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="engage.case",
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
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
                ("may_publish", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="collect_testimony_key")
                ],
            },
        ),
    ]
