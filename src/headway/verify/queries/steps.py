"""How an outcome came to stand as it does: each step of its review with its reason, and what was removed from it and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from headway.audit.queries import entries_about, payload_text
from headway.lib.sealed import is_sealed
from headway.movement.queries import names_of_actors
from headway.verify.models import Outcome
from headway.verify.rows import OutcomeState
from headway.verify.rules import DECIDED

MOVED = "move_outcome"
REMOVED = {"remove_evidence": "evidence", "remove_claim": "contribution", "remove_rival": "rival"}


@dataclass(frozen=True)
class Stepped:
    """One step: from which state to which, or what sort of thing was removed. `is_decision`: its verdict tells the reason."""

    at: datetime
    who: str
    reason: str
    before: str = ""
    after: str = ""
    removed: str = ""

    @property
    def is_decision(self) -> bool:
        return self.after in DECIDED


def steps_of(outcome: Outcome, user: Any) -> list[Stepped]:
    """Oldest first, for whoever may know of the outcome; it is read from the log, so that nothing is kept twice.

    What was sealed while the outcome was restricted stays closed once it is open, but to the people named on it.
    """
    if not (outcome.reviewed_here or outcome.lost_parts):
        return []
    entries = list(entries_about("outcome", str(outcome.pk)).filter(action__in=[MOVED, *REMOVED]))
    closed = not outcome.restricted and any(is_sealed(one.payload.body) for one in entries)
    if closed and outcome.named.filter(pk=user.pk).exists():
        closed = False
    names = names_of_actors({one.actor for one in entries})
    return [_stepped(one, names.get(one.actor, ""), closed) for one in entries]


def _stepped(entry: Any, who: str, closed: bool) -> Stepped:
    at = datetime.fromisoformat(entry.at)
    text = "" if closed and is_sealed(entry.payload.body) else payload_text(entry.payload)
    told = json.loads(text) if text else {}
    before, after = told.get("state", ("", ""))
    states = [state if state in list(OutcomeState) else "" for state in (before, after)]
    return Stepped(at, who, str(told.get("reason", "")), states[0], states[1], REMOVED.get(entry.action, ""))
