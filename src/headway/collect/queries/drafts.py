"""Drafts of the person who asks, and of nobody else."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from headway.collect.models import Draft
from headway.lib.ids import read_id
from headway.plan.models import Campaign


def drafts_of(campaign: Campaign, user: Any, form: str = "") -> QuerySet[Draft]:
    """Those of one form, or of all."""
    found = Draft.objects.filter(campaign=campaign, person=user).select_related("office")
    return found.filter(form=form) if form else found


def draft_by_id(campaign: Campaign, user: Any, client_id: str, form: str = "") -> Draft | None:
    asked = read_id(client_id)
    return drafts_of(campaign, user, form).filter(client_id=asked).first() if asked else None
