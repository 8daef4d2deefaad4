"""Ratings of progress."""

from __future__ import annotations

from django.db import models

from headway.assess import rows
from headway.collect.models import Figure, Published
from headway.plan.models import CampaignFact, ChangeArea, FocusCountry, Period, ScaleStep, link, to
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
