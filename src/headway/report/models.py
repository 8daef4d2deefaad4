"""The outline of the report, chapter by chapter; and its editions, each frozen with all its facts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from headway.collect.models import Figure, Published, Testimony
from headway.engage.models import Case, Opportunity, Partner, Target
from headway.learn.models import CaseStudy, Theme
from headway.lib.ids import uuid7
from headway.movement.models import Office, User
from headway.plan.models import (
    ActivityKind,
    Area,
    Campaign,
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


class Edition(models.Model):
    """One issue of the report series of a campaign, as it was put before everybody.

    `content` is what it is made of, of the public profile; empty once something in it may no longer be shown. `cover`
    says what it is called. `rests_on` holds the ids of those records that could come to be closed to the public.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    log_entry = models.PositiveBigIntegerField()
    log_link = models.CharField(max_length=64)
    cover = models.JSONField()
    counts = models.JSONField()
    content = models.TextField(blank=True, default="")
    rests_on = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_why = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["campaign", "-number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_edition_a_number"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_why="")
                | models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_why=""),
                name="withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.number}"
