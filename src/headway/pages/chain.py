"""The chain beyond what one room knows: later rooms say what they rest on an outcome, without an import upward.

The room of outcomes builds a chain as far as the verdict. Ratings and the report stand in later rooms: each registers,
in its `chains.py`, who gives its records for a set of outcomes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from headway.lib.influence import Node, Stage
from headway.pages.wording import says

# Called with (outcomes, campaign, user): nodes by the key of the outcome.
Extender = Callable[[Sequence[Any], Any, Any], Mapping[str, Sequence[Node]]]
_EXTENDERS: list[Extender] = []


def extends_chain(function: Extender) -> Extender:
    """Register what a room adds to the chain of an outcome; it is asked once for all the outcomes of a page."""
    _EXTENDERS.append(function)
    return function


def extended(outcomes: Sequence[Any], campaign: Any, user: Any) -> dict[str, tuple[Node, ...]]:
    """What all rooms add, by the key of the outcome, in the order in which the rooms come."""
    found: dict[str, tuple[Node, ...]] = {}
    for extender in _EXTENDERS if outcomes else ():
        for key, nodes in extender(outcomes, campaign, user).items():
            found[key] = (*found.get(key, ()), *nodes)
    return found


@says(Stage)
def _stage() -> Mapping[StrEnum, str]:
    return {
        Stage.DONE: _("What was done"),
        Stage.CLAIM: _("Who claims a part"),
        Stage.CHANGE: _("What changed"),
        Stage.EVIDENCE: _("What shows it"),
        Stage.VERDICT: _("What was decided"),
        Stage.RATING: _("Which rating rests on it"),
        Stage.REPORT: _("Where the report tells it"),
    }
