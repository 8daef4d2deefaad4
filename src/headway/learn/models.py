"""Themes, learnings, recommendations and case studies."""

from __future__ import annotations

from django.db import models

from headway.collect.models import Activity, Figure, Published
from headway.engage.models import Case
from headway.learn import rows
from headway.movement.models import Office
from headway.plan.models import CampaignFact, FocusCountry, link, to
from headway.verify.models import Outcome


class Theme(CampaignFact):
    row = rows.ThemeRow

    name = models.JSONField()
    parent = to("self")


class Learning(CampaignFact):
    row = rows.LearningRow

    learning_kind = models.CharField(max_length=40)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    offices = link(Office)
    focus_countries = link(FocusCountry)
    cases = link(Case)
    outcomes = link(Outcome)


class Recommendation(CampaignFact):
    row = rows.RecommendationRow

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    learnings = link(Learning)


class CaseStudy(CampaignFact):
    row = rows.CaseStudyRow

    name = models.JSONField()
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    began = models.TextField()
    did = models.TextField()
    came_of = models.TextField()
    activities = link(Activity)
    outcomes = link(Outcome)
    figures = link(Figure)
    published = link(Published)
