"""Drafts of the person who asks, and of nobody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from headway.collect.models import Draft
from headway.plan.models import Campaign


def drafts_of(campaign: Campaign, user: Any, form: str = "activity") -> QuerySet[Draft]:
    return Draft.objects.filter(campaign=campaign, person=user, form=form).select_related("office")


def draft_by_id(campaign: Campaign, user: Any, client_id: str, form: str = "activity") -> Draft | None:
    try:
        return drafts_of(campaign, user, form).filter(client_id=UUID(client_id)).first()
    except ValueError:
        return None
