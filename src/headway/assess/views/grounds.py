"""Outcomes as grounds: each with how it stands and what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from headway.pages.wording import wording
from headway.verify.rows import OutcomeState


@dataclass(frozen=True)
class Ground:
    """An outcome, and its state in words."""

    outcome: Any
    state: str


def grounds_of(outcomes: Iterable[Any]) -> list[Ground]:
    """`outcomes` carry the counts of `outcomes_with_evidence`."""
    return [Ground(one, wording(OutcomeState(one.state))) for one in outcomes]
