"""Reading campaigns and their plans."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from headway.audit.queries import model_of, rows_of
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.plan.models import Campaign


def visible_campaigns(user: Any) -> QuerySet[Campaign]:
    return Campaign.objects.all() if may(person_of(user), "see") else Campaign.objects.none()


def campaign_by_key(key: str, user: Any) -> Campaign | None:
    """None where there is no such campaign, or none that `user` may see."""
    return visible_campaigns(user).filter(key=key).first()


def plan_rows(campaign: Campaign, kind: str) -> list[Any]:
    """All rows of one kind of the plan, as a pack holds them; the plan holds no restricted records."""
    return rows_of(model_of(kind).objects.filter(campaign=campaign))


def campaign_row(campaign: Campaign) -> Any:
    """The campaign itself, as a pack holds it."""
    return rows_of(Campaign.objects.filter(pk=campaign.pk))[0]
