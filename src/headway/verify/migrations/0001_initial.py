import django.db.models.deletion
import headway.audit.fields
import headway.lib.ids
import headway.lib.standing
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("collect", "0001_initial"),
        ("engage", "0001_initial"),
        ("movement", "0001_initial"),
        ("movement", "__first__"),
        ("plan", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
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
                ("attendees", models.JSONField(default=list)),
                ("points", models.JSONField(default=list)),
                ("actions", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="verify_meeting_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
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
                ("name", headway.audit.fields.SealedLabelField()),
                ("statement", headway.audit.fields.SealedTextField()),
                ("actor", headway.audit.fields.SealedTextField()),
                ("significance", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
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
                ("place", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("direction", models.CharField(max_length=40)),
                ("intended", models.BooleanField(default=True)),
                ("course", models.CharField(max_length=40)),
                ("level", models.CharField(max_length=40)),
                ("state", models.CharField(max_length=40)),
                ("reviewed_here", models.BooleanField(default=False)),
                ("restricted", models.BooleanField(default=False)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("targets", models.ManyToManyField(blank=True, related_name="+", to="engage.target")),
                ("change_areas", models.ManyToManyField(blank=True, related_name="+", to="plan.changearea")),
                ("indicators", models.ManyToManyField(blank=True, related_name="+", to="plan.indicator")),
                ("cases", models.ManyToManyField(blank=True, related_name="+", to="engage.case")),
                ("partners", models.ManyToManyField(blank=True, related_name="+", to="engage.partner")),
                (
                    "opportunities",
                    models.ManyToManyField(blank=True, related_name="+", to="engage.opportunity"),
                ),
                ("risks", models.ManyToManyField(blank=True, related_name="+", to="plan.risk")),
                (
                    "named",
                    models.ManyToManyField(
                        blank=True, related_name="restricted_outcomes", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="verify_outcome_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "proposed",
                                    "under-review",
                                    "verified",
                                    "needs-evidence",
                                    "set-aside",
                                ],
                            )
                        ),
                        name="an_outcome_has_a_known_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
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
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="verify.outcome",
                    ),
                ),
                ("tactics", headway.audit.fields.SealedListField(default=list)),
                ("how", headway.audit.fields.SealedTextField()),
                ("others", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("credit", models.CharField(max_length=40)),
                ("offices", models.ManyToManyField(blank=True, related_name="+", to="movement.office")),
                ("activities", models.ManyToManyField(blank=True, related_name="+", to="collect.activity")),
                ("partners", models.ManyToManyField(blank=True, related_name="+", to="engage.partner")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="verify_contribution_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="verify.outcome",
                    ),
                ),
                ("evidence_kind", models.CharField(max_length=40)),
                ("text", headway.audit.fields.SealedTextField()),
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
                ("origin", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("side", models.CharField(max_length=40)),
                (
                    "contribution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="verify.contribution",
                    ),
                ),
                (
                    "likely_if_true",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "likely_if_false",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="verify_evidence_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("likely_if_true__isnull", True),
                            models.Q(("likely_if_true__gte", 0), ("likely_if_true__lte", 1)),
                            _connector="OR",
                        ),
                        name="likely_if_true_is_a_likelihood",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("likely_if_false__isnull", True),
                            models.Q(("likely_if_false__gte", 0), ("likely_if_false__lte", 1)),
                            _connector="OR",
                        ),
                        name="likely_if_false_is_a_likelihood",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rival",
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
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rivals",
                        to="verify.contribution",
                    ),
                ),
                ("text", headway.audit.fields.SealedTextField()),
                ("weight", models.CharField(max_length=40)),
                ("why", headway.audit.fields.SealedTextField(blank=True, default="")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("campaign", "key"), name="verify_rival_key")],
            },
        ),
        migrations.CreateModel(
            name="Substantiation",
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
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="substantiations",
                        to="verify.outcome",
                    ),
                ),
                ("who", headway.audit.fields.SealedTextField()),
                ("says", models.CharField(max_length=40)),
                ("text", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="verify_substantiation_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
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
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verdicts",
                        to="verify.outcome",
                    ),
                ),
                ("verdict", models.CharField(max_length=40)),
                ("text", headway.audit.fields.SealedTextField()),
                ("dissent", headway.audit.fields.SealedTextField(blank=True, default="")),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="verify.meeting",
                    ),
                ),
                ("as_published", models.BooleanField(default=False)),
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="verify_verdict_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verdict__in",
                                [
                                    "draft",
                                    "proposed",
                                    "under-review",
                                    "verified",
                                    "needs-evidence",
                                    "set-aside",
                                ],
                            )
                        ),
                        name="a_verdict_is_a_known_state",
                    ),
                ],
            },
        ),
    ]
