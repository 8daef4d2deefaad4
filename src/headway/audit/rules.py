"""What the log keeps of a write: who did what to which record, and how its fields changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_VALUE = 4_000


@dataclass(frozen=True)
class Event:
    """One entry on its way into the log; `sealed` where its payload may not be stored in the clear.

    `campaign` is the id of the one that it belongs to, where whoever writes knows it; None where it has to be looked up.
    """

    actor: str
    action: str
    kind: str
    subject: str
    changes: Mapping[str, Any]
    sealed: bool = False
    campaign: Any = None

    def payload(self) -> bytes:
        """The changes as canonical JSON, long values cut, so that the log stays smaller than what it logs."""
        shown = {name: _short(value) for name, value in self.changes.items()}
        return json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _short(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_short(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): _short(item) for name, item in value.items()}
    if value is None or isinstance(value, (bool, int)):
        return value
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}… ({len(text)} characters)"
