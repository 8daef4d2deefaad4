import django.db.models.deletion
import headway.audit.fields
import headway.lib.ids
import headway.lib.standing
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("movement", "0001_initial"),
        ("movement", "__first__"),
        ("plan", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Partner",
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
                ("partner_kind", models.CharField(max_length=40)),
                ("countries", models.JSONField(default=list)),
                ("relation", models.TextField(blank=True, default="")),
                ("capacity", models.TextField(blank=True, default="")),
                ("independence", models.CharField(blank=True, default="", max_length=500)),
                (
                    "focus_countries",
                    models.ManyToManyField(blank=True, related_name="+", to="plan.focuscountry"),
                ),
                ("offices", models.ManyToManyField(blank=True, related_name="+", to="movement.office")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="engage_partner_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
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
                ("protected_name", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("country", models.CharField(max_length=2)),
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
                ("summary", headway.audit.fields.SealedTextField()),
                ("restricted", models.BooleanField(default=False)),
                (
                    "published_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.sourcedocument",
                    ),
                ),
                ("campaign_links", models.JSONField(default=list)),
                ("well_being", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("risk", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("lawyers", models.ManyToManyField(blank=True, related_name="+", to="engage.partner")),
                (
                    "named",
                    models.ManyToManyField(
                        blank=True, related_name="restricted_cases", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("campaign", "key"), name="engage_case_key")],
            },
        ),
        migrations.CreateModel(
            name="Relief",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="relief", to="engage.case"
                    ),
                ),
                ("relief_kind", models.CharField(max_length=40)),
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
                ("text", headway.audit.fields.SealedTextField()),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="engage_relief_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Solidarity",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="solidarity",
                        to="engage.case",
                    ),
                ),
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
                ("text", headway.audit.fields.SealedTextField()),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="engage_solidarity_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
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
                ("target_kind", models.CharField(max_length=40)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
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
                    models.UniqueConstraint(fields=("campaign", "key"), name="engage_target_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Relation",
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
                ("government", models.CharField(max_length=2)),
                (
                    "focus_country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.focuscountry"
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
                ("leverage", models.TextField()),
                ("tried", models.TextField(blank=True, default="")),
                ("came_of", models.TextField(blank=True, default="")),
                ("held_by", models.ManyToManyField(blank=True, related_name="+", to="engage.target")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="engage_relation_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
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
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="engage.target",
                    ),
                ),
                ("stance", models.CharField(max_length=40)),
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="engage_position_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Opportunity",
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
                ("opportunity_kind", models.CharField(max_length=40)),
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="movement.office",
                    ),
                ),
                ("lead_time", models.CharField(blank=True, default="", max_length=500)),
                ("ask", models.TextField(blank=True, default="")),
                ("result", models.TextField(blank=True, default="")),
                ("follow_up", models.TextField(blank=True, default="")),
                (
                    "focus_countries",
                    models.ManyToManyField(blank=True, related_name="+", to="plan.focuscountry"),
                ),
                ("targets", models.ManyToManyField(blank=True, related_name="+", to="engage.target")),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="engage_opportunity_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Ask",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="asks", to="engage.case"
                    ),
                ),
                ("text", headway.audit.fields.SealedTextField()),
                ("state", models.CharField(max_length=40)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("campaign", "key"), name="engage_ask_key")],
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="engage.case"
                    ),
                ),
                ("event_kind", models.CharField(max_length=40)),
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
                ("text", headway.audit.fields.SealedTextField()),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="engage_caseevent_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="engage.case"
                    ),
                ),
                ("consent_to", models.CharField(max_length=40)),
                ("given", models.BooleanField()),
                ("when_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("when_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("when_earliest", models.DateField(blank=True, null=True)),
                ("when_latest", models.DateField(blank=True, null=True)),
                ("revoked_edtf", models.CharField(blank=True, default="", max_length=60)),
                ("revoked_words", headway.audit.fields.SealedTextField(blank=True, default="")),
                ("revoked_earliest", models.DateField(blank=True, null=True)),
                ("revoked_latest", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="engage_consent_key")
                ],
            },
        ),
    ]
