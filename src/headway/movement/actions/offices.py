"""Writing offices; and erasing what the log tells of somebody who asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.audit.actions import erase_payload
from headway.audit.steps.keep import Keeper, Tally
from headway.movement.actions.policy import require, require_kind
from headway.movement.rows import OfficeRow


def keep_offices(rows: Sequence[OfficeRow], *, acting_user: Any) -> Tally:
    """Add offices, or bring those known by their key up to date."""
    require(acting_user, "set_up_movement")
    require_kind(rows, {OfficeRow.kind})
    return Keeper({}, acting_user).keep(rows)


def erase_log_entry(seq: int, *, acting_user: Any, reason: str) -> None:
    """Erase what an entry of the log tells (the chain still holds); somebody asked for it, and `reason` says who."""
    require(acting_user, "operate")
    erase_payload(seq, acting_user=acting_user, reason=reason)
