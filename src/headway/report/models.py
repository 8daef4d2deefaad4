"""The outline of the report, chapter by chapter."""

from __future__ import annotations

from django.db import models

from headway.collect.models import Figure, Published, Testimony
from headway.engage.models import Case, Opportunity, Partner, Target
from headway.learn.models import CaseStudy, Theme
from headway.movement.models import Office
from headway.plan.models import (
    ActivityKind,
    Area,
    CampaignRecord,
    ChangeArea,
    Dimension,
    FocusCountry,
    Measure,
    inside,
    link,
    to,
)
from headway.report import rows
from headway.verify.models import Outcome


class Chapter(CampaignRecord):
    row = rows.ChapterRow

    heading = models.JSONField()
    under = to("self")
    overview = models.BooleanField(default=False)


class Block(CampaignRecord):
    row = rows.BlockRow
    stands_in = "chapter"

    chapter = inside(Chapter, "blocks")
    show = models.CharField(max_length=40)
    heading = models.JSONField(null=True, blank=True)
    text = models.JSONField(null=True, blank=True)
    caption = models.JSONField(null=True, blank=True)
    by_country = models.BooleanField(default=False)
    dimensions = link(Dimension)
    change_areas = link(ChangeArea)
    focus_countries = link(FocusCountry)
    areas = link(Area)
    activity_kinds = link(ActivityKind)
    themes = link(Theme)
    offices = link(Office)
    partners = link(Partner)
    targets = link(Target)
    opportunities = link(Opportunity)
    outcomes = link(Outcome)
    cases = link(Case)
    measures = link(Measure)
    figures = link(Figure)
    published = link(Published)
    testimonies = link(Testimony)
    case_studies = link(CaseStudy)
