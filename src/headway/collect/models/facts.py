"""Activities, figures, returns, sign-ups, testimonies and published facts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from headway.audit.fields import NewestFirst, SealedTextField, When, when_columns
from headway.collect import rows
from headway.engage.models import Case, Opportunity, Partner, Target
from headway.listen.models import Moment
from headway.movement.models import Office
from headway.plan.models import (
    ActivityKind,
    Area,
    CampaignFact,
    CampaignRecord,
    FocusCountry,
    Measure,
    Output,
    Period,
    inside,
    link,
    to,
)


class Activity(CampaignFact):
    row = rows.ActivityRow

    name = models.JSONField()
    activity_kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    period = to(Period)
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    place = models.CharField(max_length=500, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    focus_countries = link(FocusCountry)
    cases = link(Case)
    partners = link(Partner)
    targets = link(Target)
    opportunities = link(Opportunity)
    outputs = link(Output)
    follows = to("self", "followed_by")
    delivers = to("self", "deliveries")
    by_whom = models.CharField(max_length=500, blank=True, default="")
    audience = models.CharField(max_length=500, blank=True, default="")
    story = models.TextField(blank=True, default="")

    class Meta(CampaignFact.Meta):
        # Without these all of them would be looked through each time: by who adds one, which asks for the last place;
        # by the list, which begins with the newest; by its filter, which offers the years from the first to the last.
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["campaign", "position"], name="activity_place"),
            NewestFirst(
                fields=["campaign", "-when_latest", "-when_earliest", "position", "key", "id"],
                name="activity_newest",
            ),
            models.Index(fields=["campaign", "when_earliest"], name="activity_earliest"),
        ]


class Figure(CampaignFact):
    row = rows.FigureRow

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    precision = models.CharField(max_length=40)
    words = SealedTextField(blank=True, default="")
    activity = to(Activity)
    office = to(Office)
    case = to(Case)
    focus_country = to(FocusCountry)
    country = models.CharField(max_length=2, blank=True, default="")
    period = to(Period)
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    part_of = to("self")
    of = SealedTextField(blank=True, default="")
    currency = models.CharField(max_length=3, blank=True, default="")

    class Meta(CampaignFact.Meta):
        # As of activities; and of each office the page of a measure asks whether it counted any of it.
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["campaign", "position"], name="figure_place"),
            models.Index(fields=["measure", "office"], name="figure_of_office"),
        ]
        constraints: ClassVar[list[Any]] = [
            *CampaignRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | ~models.Q(words=""), name="a_figure_says_something"
            ),
        ]


class Published(CampaignFact):
    row = rows.PublishedRow

    name = models.JSONField()
    published_kind = models.CharField(max_length=40)
    measure = to(Measure)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    precision = models.CharField(max_length=40)
    words = SealedTextField(blank=True, default="")
    unit = models.JSONField(null=True, blank=True)
    made_of = SealedTextField(blank=True, default="")
    part_of = to("self")
    office = to(Office)
    case = to(Case)
    focus_country = to(FocusCountry)
    area = to(Area)
    moment = to(Moment)
    period = to(Period)
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")

    class Meta(CampaignFact.Meta):
        constraints: ClassVar[list[Any]] = [
            *CampaignRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | ~models.Q(words=""),
                name="a_published_fact_says_something",
            ),
        ]


class Return(CampaignFact):
    row = rows.ReturnRow

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=40)
    areas = link(Area)
    assessment = models.TextField(blank=True, default="")
    worked = models.TextField(blank=True, default="")
    not_worked = models.TextField(blank=True, default="")
    learnt = models.TextField(blank=True, default="")
    targets_met = models.TextField(blank=True, default="")
    handed_in = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")

    class Meta(CampaignFact.Meta):
        constraints: ClassVar[list[Any]] = [
            *CampaignRecord.Meta.constraints,
            models.UniqueConstraint(fields=["campaign", "office", "period"], name="one_return_a_period"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in rows.ReturnState]),
                name="a_return_has_a_known_state",
            ),
        ]


class SignUp(CampaignFact):
    row = rows.SignUpRow

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    focus_countries = link(FocusCountry)
    national_objective = models.TextField(blank=True, default="")
    audiences = models.JSONField(default=list)
    segments = models.JSONField(default=list)
    outputs = models.JSONField(default=list)
    text = models.TextField(blank=True, default="")


class SignUpTarget(CampaignRecord):
    row = rows.SignUpTargetRow
    stands_in = "sign_up"

    sign_up = inside(SignUp, "targets")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    period = to(Period)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    words = models.CharField(max_length=500, blank=True, default="")


class Testimony(CampaignFact):
    row = rows.TestimonyRow

    who = SealedTextField()
    text = SealedTextField()
    activity = to(Activity)
    office = to(Office)
    case = to(Case)
    focus_country = to(FocusCountry)
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    may_publish = models.BooleanField(default=False)
