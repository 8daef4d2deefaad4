"""How an outcome moves from draft to verified, and what stops it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from headway.lib.problems import Refused
from headway.verify.rows import OutcomeRow, OutcomeState

MOVES: Mapping[OutcomeState, frozenset[OutcomeState]] = {
    OutcomeState.DRAFT: frozenset({OutcomeState.PROPOSED, OutcomeState.SET_ASIDE}),
    OutcomeState.PROPOSED: frozenset({OutcomeState.UNDER_REVIEW, OutcomeState.DRAFT, OutcomeState.SET_ASIDE}),
    OutcomeState.UNDER_REVIEW: frozenset(
        {OutcomeState.VERIFIED, OutcomeState.NEEDS_EVIDENCE, OutcomeState.SET_ASIDE}
    ),
    OutcomeState.NEEDS_EVIDENCE: frozenset({OutcomeState.UNDER_REVIEW, OutcomeState.SET_ASIDE}),
    OutcomeState.VERIFIED: frozenset({OutcomeState.UNDER_REVIEW}),
    OutcomeState.SET_ASIDE: frozenset({OutcomeState.DRAFT}),
}
DECIDED = frozenset({OutcomeState.VERIFIED, OutcomeState.NEEDS_EVIDENCE, OutcomeState.SET_ASIDE})


def next_state(now: OutcomeState, wanted: OutcomeState, reason: str) -> OutcomeState:
    """The state that follows; raise Refused for a step that skips the review, or one without a reason."""
    if wanted not in MOVES[now]:
        allowed = ", ".join(sorted(MOVES[now]))
        raise Refused(f"an outcome that is {now} cannot become {wanted}; it can become {allowed}")
    if not reason.strip():
        raise Refused("say why: each step of a review has a reason")
    return wanted


def faults_of_outcome(row: OutcomeRow) -> Iterator[tuple[str, str]]:
    """Field and message of what a pack may not claim of an outcome."""
    verdicts = {verdict.verdict for verdict in row.verdicts}
    if row.state in DECIDED and row.state not in verdicts:
        yield "state", f'"{row.state}" needs a verdict that says so'
    for at, verdict in enumerate(row.verdicts):
        if not verdict.as_published and not verdict.meeting:
            yield "verdicts", f"verdict {at + 1} names no meeting and is not as published: nobody gave it"
    for item in row.evidence:
        for name in ("likely_if_true", "likely_if_false"):
            value = getattr(item, name)
            if value is not None and not 0 <= value <= 1:
                yield "evidence", f"{item.key}, {name}: a likelihood lies between 0 and 1"
