"""Reading what offices reported."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from headway.audit.queries import model_of, rows_of
from headway.collect.models import Activity
from headway.plan.models import Campaign


def collect_rows(campaign: Campaign, kind: str, keys: Sequence[str] | None = None) -> list[Any]:
    """Rows of one kind, as a pack holds them: all, or those with these keys."""
    records = model_of(kind).objects.filter(campaign=campaign)
    return rows_of(records if keys is None else records.filter(key__in=keys))


def offices_of_activities(campaign: Campaign, keys: Sequence[str]) -> dict[str, str]:
    """The office whose activity each of these is, by key."""
    found = Activity.objects.filter(campaign=campaign, key__in=[key for key in keys if key])
    return dict(found.values_list("key", "office__key"))


def keys_about(campaign: Campaign, kind: str, cases: Collection[str]) -> frozenset[str]:
    """The keys of all records of one kind that are about one of these cases."""
    found = model_of(kind).objects.filter(campaign=campaign, case__key__in=cases)
    return frozenset(found.values_list("key", flat=True))
