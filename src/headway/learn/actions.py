"""Writing what was learnt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.audit.steps.keep import Keeper, Tally
from headway.lib.rows import Row
from headway.movement.actions import require
from headway.plan.models import Campaign


def keep_learning(campaign: Campaign, rows: Sequence[Row], *, acting_user: Any) -> Tally:
    """Keep themes, learnings, recommendations or case studies."""
    require(acting_user, "record_learning")
    return Keeper({"campaign": campaign}, acting_user).keep(rows)
