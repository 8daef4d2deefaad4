"""Reading what was learnt."""

from __future__ import annotations

from typing import Any

from headway.audit.queries import model_of, rows_of
from headway.plan.models import Campaign


def learn_rows(campaign: Campaign, kind: str) -> list[Any]:
    """All rows of one kind, as a pack holds them."""
    return rows_of(model_of(kind).objects.filter(campaign=campaign))
