"""How an outcome moves from draft to verified, and what stops it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from headway.lib.problems import Refused
from headway.lib.rows import Row
from headway.lib.standing import Standing
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
# What may be said of an outcome that was looked at: a decision, or that it is left open.
VERDICTS = DECIDED | {OutcomeState.UNDER_REVIEW}


def next_state(now: OutcomeState, wanted: OutcomeState, reason: str) -> OutcomeState:
    """The state that follows; raise Refused for a step that skips the review, or one without a reason."""
    if wanted not in MOVES[now]:
        allowed = ", ".join(sorted(MOVES[now]))
        raise Refused(f"an outcome that is {now} cannot become {wanted}; it can become {allowed}")
    if not reason.strip():
        raise Refused("say why: each step of a review has a reason")
    return wanted


def verb_of(now: OutcomeState, wanted: OutcomeState) -> str:
    """What a step takes, as a verb of the policy.

    Who writes an outcome proposes it, takes it back, and hands it in again with better evidence. The core team takes it
    under review. To decide, and to undo what was decided, takes somebody who neither wrote nor claims it.
    """
    if wanted in DECIDED or now in {OutcomeState.VERIFIED, OutcomeState.SET_ASIDE}:
        return "verify_outcome"
    if wanted is OutcomeState.UNDER_REVIEW and now is not OutcomeState.NEEDS_EVIDENCE:
        return "review_outcome"
    return "record_outcome"


def claims_a_decision(row: OutcomeRow, before: OutcomeRow | None) -> bool:
    """True where a row says what only a review says: a state that it has not, beyond proposing it, or a verdict."""
    if before is None:
        return row.state not in {OutcomeState.DRAFT, OutcomeState.PROPOSED} or bool(row.verdicts)
    return row.state is not before.state or any(verdict not in before.verdicts for verdict in row.verdicts)


def differs(before: OutcomeRow, after: OutcomeRow) -> bool:
    """True where an outcome tells something else than before, its review apart."""
    apart = {"state": OutcomeState.DRAFT, "verdicts": ()}
    return before.model_copy(update=apart) != after.model_copy(update=apart)


def with_verdicts_of(row: OutcomeRow, before: OutcomeRow | None) -> OutcomeRow:
    """The row with the verdicts that the outcome has already as well: nothing takes one away."""
    known = {verdict.key for verdict in row.verdicts}
    older = tuple(verdict for verdict in before.verdicts if verdict.key not in known) if before else ()
    return row.model_copy(update={"verdicts": (*older, *row.verdicts)})


def faults_of_outcome(row: OutcomeRow) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Place and message of what a pack may not claim of an outcome."""
    verdicts = {verdict.verdict for verdict in row.verdicts}
    if row.state in DECIDED and row.state not in verdicts:
        yield ("state",), f'"{row.state}" needs a verdict that says so'
    for at, verdict in enumerate(row.verdicts):
        if verdict.verdict not in VERDICTS:
            known = ", ".join(sorted(VERDICTS))
            yield ("verdicts", at, "verdict"), f'"{verdict.verdict}" is no verdict; one is {known}'
        if not (verdict.as_published or verdict.meeting or verdict.standing is Standing.ENTERED):
            yield ("verdicts", at), "the verdict names no meeting and is not as published: nobody gave it"
    for at, item in enumerate(row.evidence):
        for name in ("likely_if_true", "likely_if_false"):
            value = getattr(item, name)
            if value is not None and not 0 <= value <= 1:
                yield ("evidence", at, name), f"{name}: a likelihood lies between 0 and 1"


def rests_on_restricted(
    row: Row, *, outcomes: Collection[str], cases: Collection[str]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Place and message of each restricted outcome or case that an open record names: it would tell of it in clear."""
    for kind, field, restricted in (("outcome", "outcomes", outcomes), ("case", "cases", cases)):
        for key in getattr(row, field, ()):
            if key in restricted:
                yield (
                    (field,),
                    f'rests on the restricted {kind} "{key}": restrict or remove what it says of it',
                )
