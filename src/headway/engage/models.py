"""Cases, partners, targets, relations and opportunities."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from headway.audit.fields import SealedLabelField, SealedTextField, When, when_columns
from headway.engage import rows
from headway.engage.rules import NOTES
from headway.lib.ids import uuid7
from headway.movement.models import Office, User
from headway.plan.models import Campaign, CampaignFact, FocusCountry, Kind, SourceDocument, inside, link, to


class PartnerKind(Kind):
    row = rows.PartnerKindRow

    graded = models.BooleanField(default=False)
    unsaid = models.BooleanField(default=False)


class StepKind(Kind):
    row = rows.StepKindRow

    tone = models.CharField(max_length=20, blank=True, default="")


class EventKind(Kind):
    row = rows.EventKindRow


class ReliefKind(Kind):
    row = rows.ReliefKindRow


class TargetKind(Kind):
    row = rows.TargetKindRow

    unsaid = models.BooleanField(default=False)


class OpportunityKind(Kind):
    row = rows.OpportunityKindRow

    unsaid = models.BooleanField(default=False)


class Partner(CampaignFact):
    row = rows.PartnerRow

    name = models.JSONField()
    partner_kind = models.CharField(max_length=40)
    countries = models.JSONField(default=list)
    focus_countries = link(FocusCountry)
    offices = link(Office)
    relation = models.TextField(blank=True, default="")
    capacity = models.TextField(blank=True, default="")
    independence = models.CharField(max_length=500, blank=True, default="")
    grade = models.CharField(max_length=40, default="not-graded")


class PartnerStep(CampaignFact):
    row = rows.PartnerStepRow
    stands_in = "partner"

    partner = inside(Partner, "steps")
    step_kind = models.CharField(max_length=40)
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    text = models.TextField()


class Case(CampaignFact):
    row = rows.CaseRow
    always_sealed = ("protected_name", *NOTES)

    name = SealedLabelField()
    protected_name = SealedTextField(blank=True, default="")
    country = models.CharField(max_length=2)
    focus_country = to(FocusCountry)
    summary = SealedTextField()
    restricted = models.BooleanField(default=False)
    published_in = to(SourceDocument)
    campaign_links = models.JSONField(default=list)
    lawyers = link(Partner)
    well_being = SealedTextField(blank=True, default="")
    risk = SealedTextField(blank=True, default="")
    named = link(User, "restricted_cases")


class Ask(CampaignFact):
    row = rows.AskRow
    stands_in = "case"

    case = inside(Case, "asks")
    text = SealedTextField()
    state = models.CharField(max_length=40)


class CaseEvent(CampaignFact):
    row = rows.CaseEventRow
    stands_in = "case"

    case = inside(Case, "events")
    event_kind = models.CharField(max_length=40)
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    text = SealedTextField()


class Relief(CampaignFact):
    row = rows.ReliefRow
    stands_in = "case"

    case = inside(Case, "relief")
    relief_kind = models.CharField(max_length=40)
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    text = SealedTextField()


class Solidarity(CampaignFact):
    row = rows.SolidarityRow
    stands_in = "case"

    case = inside(Case, "solidarity")
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    text = SealedTextField()


class Consent(CampaignFact):
    row = rows.ConsentRow
    stands_in = "case"

    case = inside(Case, "consents")
    consent_to = models.CharField(max_length=40)
    given = models.BooleanField()
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    revoked_edtf, revoked_words, revoked_earliest, revoked_latest = when_columns()
    revoked = When("revoked")


class Target(CampaignFact):
    row = rows.TargetRow

    name = models.JSONField()
    target_kind = models.CharField(max_length=40)
    country = models.CharField(max_length=2, blank=True, default="")
    focus_countries = link(FocusCountry)
    text = models.TextField(blank=True, default="")


class Position(CampaignFact):
    row = rows.PositionRow
    stands_in = "target"

    target = inside(Target, "positions")
    stance = models.CharField(max_length=40)
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    text = models.TextField()
    known_from = models.CharField(max_length=500, blank=True, default="")


class Relation(CampaignFact):
    row = rows.RelationRow

    government = models.CharField(max_length=2)
    focus_country = models.ForeignKey(FocusCountry, on_delete=models.PROTECT, related_name="+")
    office = to(Office)
    held_by = link(Target)
    leverage = models.TextField()
    tried = models.TextField(blank=True, default="")
    came_of = models.TextField(blank=True, default="")


class Opportunity(CampaignFact):
    row = rows.OpportunityRow

    name = models.JSONField()
    opportunity_kind = models.CharField(max_length=40)
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    focus_countries = link(FocusCountry)
    targets = link(Target)
    owner = to(Office)
    lead_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    ask = models.TextField(blank=True, default="")
    result = models.TextField(blank=True, default="")
    follow_up = models.TextField(blank=True, default="")


class CalendarLink(models.Model):
    """The private link of one person to the calendar of a campaign; of the word in it only the digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "campaign"], name="one_calendar_link_a_person")
        ]
