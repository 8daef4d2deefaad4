"""Reading moments and content types."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from headway.audit.queries import model_of, rows_of
from headway.listen.models import Moment
from headway.plan.models import Campaign


def listen_rows(campaign: Campaign, kind: str) -> list[Any]:
    """All rows of one kind, as a pack holds them; nothing here is ever restricted."""
    return rows_of(model_of(kind).objects.filter(campaign=campaign))


def moments_of(campaign: Campaign, key: str = "") -> QuerySet[Moment]:
    """The moments of a campaign, with the countries and publications that each names."""
    found = Moment.objects.filter(campaign=campaign).prefetch_related("focus_countries", "outputs")
    return found.filter(key=key) if key else found


def bare_moments_of(campaign: Campaign) -> list[Moment]:
    """The moments of a campaign with what a timeline shows."""
    return list(Moment.objects.filter(campaign=campaign))


def moments_about(kind: str, record: Any) -> list[Moment]:
    """Moments that name a country of focus or a publication."""
    field = {"focus-country": "focus_countries", "output": "outputs"}[kind]
    return list(Moment.objects.filter(**{field: record}))
