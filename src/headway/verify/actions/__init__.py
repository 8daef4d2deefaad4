"""Every write of what changed, each by the action that others import from here."""

from __future__ import annotations

from headway.verify.actions.outcomes import keep_meetings, keep_outcomes, move_outcomes

__all__ = [
    "keep_meetings",
    "keep_outcomes",
    "move_outcomes",
]
