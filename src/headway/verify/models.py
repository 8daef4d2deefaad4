"""Outcomes, what is claimed for them, what proves them, and who decided."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from headway.audit.fields import SealedLabelField, SealedListField, SealedTextField, When, when_columns
from headway.collect.models import Activity
from headway.engage.models import Case, Opportunity, Partner, Target
from headway.lib.ids import uuid7
from headway.lib.months import named_by_month
from headway.movement.models import Office, User
from headway.plan.models import (
    Campaign,
    CampaignFact,
    CampaignRecord,
    ChangeArea,
    FocusCountry,
    Indicator,
    Period,
    Risk,
    inside,
    link,
    to,
)
from headway.verify import rows

STATES = [state.value for state in rows.OutcomeState]


def likelihood(name: str) -> Any:
    """A likelihood lies between 0 and 1, where it is given."""
    given = models.Q(**{f"{name}__gte": 0, f"{name}__lte": 1})
    return models.CheckConstraint(
        condition=models.Q(**{f"{name}__isnull": True}) | given, name=f"{name}_is_a_likelihood"
    )


class Meeting(CampaignFact):
    row = rows.MeetingRow

    name = models.JSONField()
    period = to(Period)
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    place = models.CharField(max_length=500, blank=True, default="")
    attendees = models.JSONField(default=list)
    points = models.JSONField(default=list)
    actions = models.JSONField(default=list)


class Agreed(CampaignFact):
    row = rows.AgreedRow
    stands_in = "meeting"

    meeting = inside(Meeting, "agreed")
    text = models.TextField()
    owner = models.CharField(max_length=500, blank=True, default="")
    due = models.DateField(null=True, blank=True)
    done = models.DateField(null=True, blank=True)


class Outcome(CampaignFact):
    row = rows.OutcomeRow

    name = SealedLabelField()
    statement = SealedTextField()
    actor = SealedTextField()
    significance = SealedTextField(blank=True, default="")
    targets = link(Target)
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    focus_country = to(FocusCountry)
    country = models.CharField(max_length=2, blank=True, default="")
    place = SealedTextField(blank=True, default="")
    direction = models.CharField(max_length=40)
    intended = models.BooleanField(default=True)
    course = models.CharField(max_length=40)
    level = models.CharField(max_length=40)
    change_areas = link(ChangeArea)
    indicators = link(Indicator)
    cases = link(Case)
    partners = link(Partner)
    opportunities = link(Opportunity)
    risks = link(Risk)
    state = models.CharField(max_length=40)
    # True once somebody of this installation moved it: from then on no pack sets its state or gives it verdicts.
    reviewed_here = models.BooleanField(default=False)
    # True once something that stood in it was removed: the log tells what, and why.
    lost_parts = models.BooleanField(default=False)
    merged_into = to("self", "merged")
    # What it held before it was merged, by kind and key, so that the merging can be undone.
    gave = SealedLabelField(default=dict)
    restricted = models.BooleanField(default=False)
    author = to(User)
    named = link(User, "restricted_outcomes")

    class Meta(CampaignFact.Meta):
        constraints: ClassVar[list[Any]] = [
            *CampaignRecord.Meta.constraints,
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="an_outcome_has_a_known_state"),
        ]


class Update(CampaignFact):
    """One country of focus in one month. Of what is open and holds there is one."""

    row = rows.UpdateRow

    focus_country = models.ForeignKey(FocusCountry, on_delete=models.PROTECT, related_name="+")
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    happened = SealedTextField()
    context = SealedTextField(blank=True, default="")
    plans = SealedTextField(blank=True, default="")
    outcomes = link(Outcome)
    restricted = models.BooleanField(default=False)
    withdrawn = SealedTextField(blank=True, default="")
    author = to(User)
    named = link(User, "restricted_updates")

    class Meta(CampaignFact.Meta):
        constraints: ClassVar[list[Any]] = [
            *CampaignRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["focus_country", "when_edtf"],
                condition=models.Q(restricted=False, withdrawn=""),
                name="one_open_update_of_a_country_and_month",
            ),
        ]

    @property
    def name(self) -> dict[str, str]:
        return named_by_month(self.focus_country.name, self.when)


class AgendaItem(models.Model):
    """An outcome that a meeting means to speak about. It stands in no pack: what was decided stands in the verdicts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = inside(Meeting, "agenda")
    outcome = inside(Outcome, "+")
    place = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "outcome"], name="once_on_an_agenda")
        ]


class Contribution(CampaignFact):
    row = rows.ContributionRow
    stands_in = "outcome"

    outcome = inside(Outcome, "contributions")
    offices = link(Office)
    activities = link(Activity)
    partners = link(Partner)
    tactics = SealedListField(default=list)
    how = SealedTextField()
    others = SealedTextField(blank=True, default="")
    credit = models.CharField(max_length=40)
    prior = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    prior_why = SealedTextField(blank=True, default="")
    overrule = models.CharField(max_length=40, blank=True, default="")
    overrule_why = SealedTextField(blank=True, default="")
    overruled_by = to(User)

    class Meta(CampaignFact.Meta):
        constraints: ClassVar[list[Any]] = [*CampaignRecord.Meta.constraints, likelihood("prior")]


class Rival(CampaignFact):
    row = rows.RivalRow
    stands_in = "contribution"

    contribution = inside(Contribution, "rivals")
    text = SealedTextField()
    weight = models.CharField(max_length=40)
    why = SealedTextField(blank=True, default="")


class Evidence(CampaignFact):
    row = rows.EvidenceRow
    stands_in = "outcome"

    outcome = inside(Outcome, "evidence")
    evidence_kind = models.CharField(max_length=40)
    text = SealedTextField()
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    origin = SealedTextField(blank=True, default="")
    group = SealedTextField(blank=True, default="")
    link = SealedTextField(blank=True, default="")
    checksum = SealedTextField(blank=True, default="")
    side = models.CharField(max_length=40)
    contribution = to(Contribution)
    likely_if_true = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    likely_if_false = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    why = SealedTextField(blank=True, default="")

    class Meta(CampaignFact.Meta):
        constraints: ClassVar[list[Any]] = [
            *CampaignRecord.Meta.constraints, likelihood("likely_if_true"), likelihood("likely_if_false"),
        ]  # fmt: skip


class EvidenceFile(models.Model):
    """A file that proves something, as it lies in the store of all files: sealed, once however often it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="files")
    name = SealedTextField()
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["added_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["evidence", "digest"], name="a_proof_is_kept_once")
        ]

    @property
    def of_record(self) -> tuple[str, str]:
        """Kind and key of the record to which the file belongs."""
        return "evidence", self.evidence.key


class Substantiation(CampaignFact):
    row = rows.SubstantiationRow
    stands_in = "outcome"

    outcome = inside(Outcome, "substantiations")
    who = SealedTextField()
    says = models.CharField(max_length=40)
    extent = models.CharField(max_length=40, blank=True, default="")
    text = SealedTextField(blank=True, default="")
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    through_link = models.BooleanField(default=False)
    name_kept = models.BooleanField(default=False)


class Asking(models.Model):
    """Somebody without an account who is asked about one outcome, by a link of which only a digest is kept.

    It stands in no pack. Names and addresses are sealed, whatever the outcome is.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    outcome = inside(Outcome, "+")
    name = SealedTextField()
    email = SealedTextField(blank=True, default="")
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, unique=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(max_length=500, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    # What they call themselves; where they want it kept, it stands here alone.
    answered_as = SealedTextField(blank=True, default="")
    substantiation = models.ForeignKey(
        Substantiation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "pk"]


class Verdict(CampaignFact):
    row = rows.VerdictRow
    stands_in = "outcome"

    outcome = inside(Outcome, "verdicts")
    verdict = models.CharField(max_length=40)
    text = SealedTextField()
    dissent = SealedTextField(blank=True, default="")
    meeting = to(Meeting)
    as_published = models.BooleanField(default=False)
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    given_by = to(User)

    class Meta(CampaignFact.Meta):
        constraints: ClassVar[list[Any]] = [
            *CampaignRecord.Meta.constraints,
            models.CheckConstraint(condition=models.Q(verdict__in=STATES), name="a_verdict_is_a_known_state"),
        ]
