"""Reading ratings, and what each rests on."""

from __future__ import annotations

from typing import Any

from headway.audit.queries import rows_of
from headway.assess.models import Rating
from headway.plan.models import Campaign


def ratings_of(campaign: Campaign) -> list[Any]:
    """Every rating, as a pack holds it."""
    return rows_of(Rating.objects.filter(campaign=campaign))
