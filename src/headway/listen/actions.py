"""Writing moments and content types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.audit.steps.keep import Keeper, Tally
from headway.lib.rows import Row
from headway.movement.actions import require
from headway.plan.models import Campaign


def keep_listening(campaign: Campaign, rows: Sequence[Row], *, acting_user: Any) -> Tally:
    """Keep moments or content types."""
    require(acting_user, "set_up_listening")
    return Keeper({"campaign": campaign}, acting_user).keep(rows)
