"""What a person may do with an outcome next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.verify.models import Outcome
from headway.verify.queries.writing import may_write, subject_of
from headway.verify.rows import OutcomeState
from headway.verify.rules import MOVES, verb_of


@dataclass(frozen=True)
class Rights:
    """What one person may do with one outcome as it stands now."""

    may_write: bool = False
    may_overrule: bool = False
    may_merge: bool = False
    sees_files: bool = False
    steps: tuple[OutcomeState, ...] = ()


def rights_of(outcome: Outcome, user: Any, named: frozenset[str] | None = None) -> Rights:
    """`named` are the offices that its claims name, where those were read already."""
    person = person_of(user)
    if not may(person, "read_internal_report"):
        return Rights()
    subject, now = subject_of(outcome, offices=named), OutcomeState(outcome.state)
    own = subject if named is None else replace(subject, offices=named)
    if outcome.merged_into_id is not None:
        return Rights(sees_files=True, may_merge=may(person, "merge_outcome", subject))
    is_open = now is not OutcomeState.VERIFIED
    return Rights(
        may_write=is_open
        and (may_write(outcome, user) if named is None else may(person, "record_outcome", own)),
        may_overrule=is_open and may(person, "overrule_confidence", subject),
        may_merge=is_open and may(person, "merge_outcome", subject),
        sees_files=True,
        # In the order in which reviews go.
        steps=tuple(to for to in OutcomeState if to in MOVES[now] and may(person, verb_of(now, to), subject)),
    )
