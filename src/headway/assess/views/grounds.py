"""Outcomes as grounds: each with how it stands and what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from headway.pages.wording import wording
from headway.verify.rows import OutcomeState

_TONES = {
    OutcomeState.VERIFIED: "good",
    OutcomeState.NEEDS_EVIDENCE: "warn",
    OutcomeState.SET_ASIDE: "bad",
}


@dataclass(frozen=True)
class Ground:
    """An outcome, its state in words, and the tone of that."""

    outcome: Any
    state: str
    tone: str


def grounds_of(outcomes: Iterable[Any]) -> list[Ground]:
    """`outcomes` carry the counts of `outcomes_with_evidence`."""
    return [
        Ground(one, wording(state), _TONES.get(state, "quiet"))
        for one in outcomes
        for state in (OutcomeState(one.state),)
    ]
