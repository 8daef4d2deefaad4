"""Ratings of progress."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from headway.assess import rows
from headway.collect.models import Figure, Published
from headway.plan.models import (
    CampaignFact,
    CampaignRecord,
    ChangeArea,
    FocusCountry,
    Period,
    ScaleStep,
    link,
    to,
)
from headway.verify.models import Outcome


class Rating(CampaignFact):
    row = rows.RatingRow

    focus_country = to(FocusCountry)
    change_area = models.ForeignKey(ChangeArea, on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(ScaleStep, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=40)
    text = models.TextField()
    outcomes = link(Outcome)
    figures = link(Figure)
    published = link(Published)

    class Meta(CampaignFact.Meta):
        constraints: ClassVar[list[Any]] = [
            *CampaignRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["campaign", "focus_country", "change_area", "period"],
                condition=models.Q(focus_country__isnull=False),
                name="one_rating_a_cell",
            ),
            models.UniqueConstraint(
                fields=["campaign", "change_area", "period"],
                condition=models.Q(focus_country__isnull=True),
                name="one_rating_a_cell_of_the_whole",
            ),
        ]
