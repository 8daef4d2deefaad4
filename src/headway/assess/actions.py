"""Writing ratings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.assess.rows import RatingRow
from headway.audit.steps.keep import Keeper, Tally
from headway.movement.actions import require
from headway.plan.models import Campaign


def keep_ratings(campaign: Campaign, rows: Sequence[RatingRow], *, acting_user: Any) -> Tally:
    """Keep the core team's ratings, each with its reasons and what it rests on."""
    require(acting_user, "rate_progress")
    return Keeper({"campaign": campaign}, acting_user).keep(rows)
