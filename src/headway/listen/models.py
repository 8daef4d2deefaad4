"""Moments, and the kinds of content that posts are sorted into."""

from __future__ import annotations

from django.db import models

from headway.audit.fields import When, when_columns
from headway.listen import rows
from headway.plan.models import CampaignFact, FocusCountry, Output, link


class Moment(CampaignFact):
    row = rows.MomentRow

    name = models.JSONField()
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    planned = models.BooleanField(default=True)
    focus_countries = link(FocusCountry)
    outputs = link(Output)
    text = models.TextField(blank=True, default="")


class ContentType(CampaignFact):
    row = rows.ContentTypeRow

    name = models.JSONField()
    meaning = models.JSONField()
