"""Writing moments, content types and what is planned to be heard of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.audit.steps.keep import Tally
from headway.lib.rows import Row
from headway.movement.actions import require, require_kind
from headway.plan.actions import keeper_of
from headway.plan.models import Campaign

KINDS = ("moment", "content-type", "media-target")


def keep_listening(campaign: Campaign, rows: Sequence[Row], *, acting_user: Any) -> Tally:
    """Keep moments, content types or media targets."""
    require(acting_user, "set_up_listening")
    require_kind(rows, KINDS)
    return keeper_of(campaign, acting_user).keep(rows)
