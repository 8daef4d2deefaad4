"""The campaign and its plan. Every record of a campaign carries it, and its key is unique there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models

from headway.audit.fields import When, when_columns
from headway.audit.models import FactFields, Record
from headway.movement.models import Office
from headway.plan import rows


class Campaign(Record):
    row = rows.CampaignRow
    # The end of the log when a page began to read; empty where whoever reads may also write. See `at_one_moment`.
    seen_at: tuple[int, str] | None = None
    # The same for what changes rarely, by the kinds that do not count; None where it is asked each time.
    seen_but_of: Mapping[frozenset[str], tuple[int, str]] | None = None

    name = models.JSONField()
    movement = models.JSONField()
    summary = models.JSONField()
    language = models.CharField(max_length=10, default="en")
    begins_edtf, begins_words, begins_earliest, begins_latest = when_columns()
    begins = When("begins")
    ends_edtf, ends_words, ends_earliest, ends_latest = when_columns()
    ends = When("ends")
    cutoff = models.DateField()
    report_title = models.JSONField()
    report_series = models.JSONField(null=True, blank=True)
    actor = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["key"]
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["key"], name="campaign_key")]


class CampaignRecord(Record):
    """Base of all that belongs to one campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["position", "key"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["campaign", "key"], name="%(app_label)s_%(class)s_key")
        ]


class CampaignFact(CampaignRecord, FactFields):
    """Base of all that comes from a source."""

    class Meta(CampaignRecord.Meta):
        abstract = True


def inside(model: Any, name: str) -> Any:
    """The foreign key of a record that stands inside another and goes when that goes."""
    return models.ForeignKey(model, on_delete=models.CASCADE, related_name=name)


def to(model: Any, name: str = "+") -> Any:
    """An optional foreign key to a record that may not vanish under those that point at it."""
    return models.ForeignKey(model, null=True, blank=True, on_delete=models.PROTECT, related_name=name)


def link(model: Any, name: str = "+") -> Any:
    """A set of links; the rows between are the field's own table."""
    return models.ManyToManyField(model, related_name=name, blank=True)


class SourceDocument(CampaignRecord):
    row = rows.SourceDocumentRow
    stands_in = "document_of"

    document_of = inside(Campaign, "sources")
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=500, blank=True, default="")
    published_edtf, published_words, published_earliest, published_latest = when_columns()
    published = When("published")
    identifier = models.CharField(max_length=500, blank=True, default="")
    sections = models.JSONField(default=list)
    note = models.TextField(blank=True, default="")


class Period(CampaignFact):
    row = rows.PeriodRow

    name = models.JSONField()
    begins = models.DateField()
    ends = models.DateField()
    due = models.DateField(null=True, blank=True)

    class Meta(CampaignFact.Meta):
        constraints: ClassVar[list[Any]] = [
            *CampaignRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("begins")), name="a_period_runs_forward"
            ),
        ]


class Participation(CampaignFact):
    row = rows.ParticipationRow

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="participations")
    reports_through = models.CharField(max_length=20)

    class Meta(CampaignFact.Meta):
        constraints: ClassVar[list[Any]] = [
            *CampaignRecord.Meta.constraints,
            models.UniqueConstraint(fields=["campaign", "office"], name="one_part_an_office"),
        ]


class Area(CampaignFact):
    row = rows.AreaRow

    name = models.JSONField()
    help = models.JSONField(null=True, blank=True)


class ActivityKind(CampaignFact):
    row = rows.ActivityKindRow
    stands_in = "area"

    area = inside(Area, "kinds")
    name = models.JSONField()
    help = models.JSONField(null=True, blank=True)
    asks = models.JSONField(default=list)
    enquiries = models.BooleanField(default=False)


class Measure(CampaignFact):
    row = rows.MeasureRow

    name = models.JSONField()
    unit = models.JSONField()
    additivity = models.CharField(max_length=20)
    area = to(Area, "measures")
    help = models.JSONField(null=True, blank=True)
    disaggregations = models.JSONField(default=list)
    kinds = link(ActivityKind, "measures")
    numerator = to("self")
    denominator = to("self")
    step_after = to("self")
    money = models.BooleanField(default=False)
    growth = models.BooleanField(default=False)


class FocusCountry(CampaignFact):
    row = rows.FocusCountryRow

    name = models.JSONField()
    countries = models.JSONField(default=list)
    office = to(Office)
    text = models.TextField(blank=True, default="")


class Objective(CampaignFact):
    row = rows.ObjectiveRow

    text = models.TextField()
    level = models.CharField(max_length=20)
    focus_country = to(FocusCountry, "objectives")


class TheoryNode(CampaignFact):
    row = rows.TheoryNodeRow

    name = models.JSONField()
    stage = models.CharField(max_length=20)
    text = models.TextField(blank=True, default="")


class TheoryLink(CampaignRecord):
    row = rows.TheoryLinkRow
    stands_in = "cause"

    cause = inside(TheoryNode, "links")
    to = models.ForeignKey(TheoryNode, on_delete=models.CASCADE, related_name="causes")
    how = models.CharField(max_length=500, blank=True, default="")


class Dimension(CampaignFact):
    row = rows.DimensionRow

    name = models.JSONField()


class ChangeArea(CampaignFact):
    row = rows.ChangeAreaRow
    stands_in = "dimension"

    dimension = inside(Dimension, "change_areas")
    name = models.JSONField()


class Indicator(CampaignFact):
    row = rows.IndicatorRow
    stands_in = "change_area"

    change_area = inside(ChangeArea, "indicators")
    name = models.JSONField()
    indicator_kind = models.CharField(max_length=20)
    measures = link(Measure, "indicators")
    focus_country = to(FocusCountry, "indicators")
    baseline = models.CharField(max_length=500, blank=True, default="")
    baseline_value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    disaggregations = models.JSONField(default=list)
    verification = models.CharField(max_length=500, blank=True, default="")
    heard = models.CharField(max_length=20, blank=True, default="")
    heard_where = models.JSONField(default=list)


class IndicatorTarget(CampaignFact):
    row = rows.IndicatorTargetRow
    stands_in = "indicator"

    indicator = inside(Indicator, "targets")
    focus_country = to(FocusCountry)
    period = to(Period)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    words = models.CharField(max_length=500, blank=True, default="")


class Term(CampaignRecord):
    row = rows.TermRow

    name = models.JSONField()


class ScaleStep(CampaignFact):
    row = rows.ScaleStepRow

    name = models.JSONField()
    value = models.IntegerField()
    meaning = models.JSONField(null=True, blank=True)
    tone = models.CharField(max_length=20, blank=True, default="")


class Kind(CampaignRecord):
    """Base of the kinds that a campaign names itself, a table a family; without any of a family it has the default ones."""

    name = models.JSONField()
    help = models.JSONField(null=True, blank=True)

    class Meta(CampaignRecord.Meta):
        abstract = True


class OutputKind(Kind):
    row = rows.OutputKindRow


class Output(CampaignFact):
    row = rows.OutputRow

    name = models.JSONField()
    output_kind = models.CharField(max_length=40)
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    focus_countries = link(FocusCountry, "outputs")
    offices = link(Office)
    text = models.TextField(blank=True, default="")
    file = models.CharField(max_length=500, blank=True, default="")


class Risk(CampaignFact):
    row = rows.RiskRow

    name = models.JSONField()
    text = models.TextField()
    foreseen = models.BooleanField(default=False)
    focus_country = to(FocusCountry, "risks")
    mitigation = models.TextField(blank=True, default="")
    owner = models.CharField(max_length=500, blank=True, default="")
    closed = models.BooleanField(default=False)


class ExitItem(CampaignFact):
    row = rows.ExitItemRow

    name = models.JSONField()
    text = models.TextField()
    focus_country = to(FocusCountry, "exit_items")
    owner = models.CharField(max_length=500, blank=True, default="")
