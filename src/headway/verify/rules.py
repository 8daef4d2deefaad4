"""How an outcome moves from draft to verified, and what stops it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from headway.lib.bayes import (
    EVEN,
    LEAST,
    LIKELY_FROM,
    MOST,
    UNLIKELY_TO,
    Confidence,
    Sure,
    Weighed,
    confidence_of,
)
from headway.lib.hints import kind_in_words
from headway.lib.problems import Refused
from headway.lib.rows import Row
from headway.lib.standing import Standing
from headway.lib.tongue import say
from headway.verify.rows import (
    ContributionRow,
    EvidenceKind,
    EvidenceRow,
    OutcomeRow,
    OutcomeState,
    Side,
    Substantiated,
    Weight,
)

T = TypeVar("T")

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
# The fields of which a form tells; all else of a record stays as it stands while it is changed.
OF_OUTCOME = (
    "name", "statement", "actor", "significance", "targets", "when", "focus_country", "country", "place", "direction",
    "intended", "course", "level", "change_areas", "indicators", "cases", "partners", "opportunities", "risks",
)  # fmt: skip
OF_CLAIM = ("offices", "activities", "partners", "tactics", "how", "others", "credit", "prior", "prior_why")
OF_EVIDENCE = (
    "evidence_kind", "text", "when", "origin", "group", "link", "checksum", "side", "contribution", "likely_if_true",
    "likely_if_false", "why",
)  # fmt: skip
DECIDED = frozenset({OutcomeState.VERIFIED, OutcomeState.NEEDS_EVIDENCE, OutcomeState.SET_ASIDE})
# What may be said of an outcome that was looked at: a decision, or that it is left open.
VERDICTS = DECIDED | {OutcomeState.UNDER_REVIEW}


def next_state(now: OutcomeState, wanted: OutcomeState, reason: str) -> OutcomeState:
    """The state that follows; raise Refused for a step that skips the review, or one without a reason."""
    if wanted not in MOVES[now]:
        allowed = ", ".join(sorted(MOVES[now]))
        raise Refused(
            say(
                "an outcome that is {now} cannot become {wanted}; it can become {allowed}",
                now=now,
                wanted=wanted,
                allowed=allowed,
            )
        )
    if not reason.strip():
        raise Refused(say("say why: each step of a review has a reason"))
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
        decided = row.state not in {OutcomeState.DRAFT, OutcomeState.PROPOSED} or bool(row.verdicts)
        return decided or bool(row.merged_into) or bool(_overruled(row))
    if row.state is not before.state or row.merged_into != before.merged_into:
        return True
    held = _overruled(before)
    return any(held.get(key) != said for key, said in _overruled(row, set(held)).items()) or any(
        verdict not in before.verdicts for verdict in row.verdicts
    )


def _overruled(row: OutcomeRow, also: Collection[str] = ()) -> dict[str, tuple[Sure | None, str]]:
    """What is held against what is reckoned, by claim; of claims in `also` that nothing is, too."""
    return {
        claim.key: (claim.overrule, claim.overrule_why)
        for claim in row.contributions
        if claim.overrule or claim.key in also
    }


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
        yield ("state",), say('"{state}" needs a verdict that says so', state=row.state)
    if row.merged_into and (row.state is not OutcomeState.SET_ASIDE or row.merged_into == row.key):
        yield ("merged_into",), say("an outcome that is merged into another is set aside")
    for at, verdict in enumerate(row.verdicts):
        if verdict.verdict not in VERDICTS:
            known = ", ".join(sorted(VERDICTS))
            yield (
                ("verdicts", at, "verdict"),
                say('"{verdict}" is no verdict; one is {known}', verdict=verdict.verdict, known=known),
            )
        if not (verdict.as_published or verdict.meeting or verdict.standing is Standing.ENTERED):
            yield (
                ("verdicts", at),
                say("the verdict names no meeting and is not as published: nobody gave it"),
            )
    for at, item in enumerate(row.evidence):
        for name, fault in faults_of_evidence(item):
            yield ("evidence", at, name), fault
    for at, claim in enumerate(row.contributions):
        for name, fault in faults_of_claim(claim):
            yield ("contributions", at, name), fault


def faults_of_evidence(item: EvidenceRow) -> Iterator[tuple[str, str]]:
    """Field and message of what an item of evidence may not say."""
    likelihoods = [(name, getattr(item, name)) for name in ("likely_if_true", "likely_if_false")]
    wrong = [name for name, value in likelihoods if value is not None and not 0 <= value <= 1]
    for name in wrong:
        yield name, say("{name}: a likelihood lies between 0 and 1", name=name)
    if_true, if_false = (value for _, value in likelihoods)
    if wrong or if_true is None or if_false is None:
        return
    if item.side is Side.FOR and if_true < if_false:
        yield "side", say("by its likelihoods this speaks against the claim, and not for it")
    if item.side is Side.AGAINST and if_true > if_false:
        yield "side", say("by its likelihoods this speaks for the claim, and not against it")


def faults_of_claim(claim: ContributionRow) -> Iterator[tuple[str, str]]:
    """Field and message of what a claim may not say of how likely it is."""
    if claim.prior is not None and not LEAST <= claim.prior * 100 <= MOST:
        yield "prior", say("prior: before any evidence a claim is between 0.05 and 0.95 likely")
    if claim.prior is not None and claim.prior != EVEN and not claim.prior_why:
        yield "prior_why", say("say why it was likelier, or less likely, than not before any evidence")
    if claim.overrule and not claim.overrule_why:
        yield "overrule_why", say("say why you hold something else than what is reckoned")
    if claim.overrule_why and not claim.overrule:
        yield "overrule", say("say how sure you are instead of what is reckoned")


def confidence_in(claim: str, evidence: Iterable[Bearing], prior: Decimal | None = None) -> Confidence:
    """How sure one may be of the claim with this key: by the items that name it, and by those that name no claim."""
    items = [
        Weighed(one.key, one.likely_if_true, one.likely_if_false, one.group or one.origin)
        for one in evidence
        if one.claim in ("", claim)
    ]
    return confidence_of(items, prior)


@dataclass(frozen=True)
class Bearing:
    """An item of evidence, and the key of the claim on which it bears ("": on each)."""

    key: str
    claim: str
    likely_if_true: Decimal | None
    likely_if_false: Decimal | None
    group: str = ""
    origin: str = ""


def bearing_of(item: EvidenceRow) -> Bearing:
    return Bearing(
        item.key, item.contribution, item.likely_if_true, item.likely_if_false, item.group, item.origin
    )


def rests_on_restricted(
    row: Row, *, outcomes: Collection[str], cases: Collection[str]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Place and message of each restricted outcome or case that an open record names: it would tell of it in clear."""
    for kind, name, restricted in (("outcome", "outcomes", outcomes), ("case", "cases", cases)):
        for key in getattr(row, name, ()):
            if key in restricted:
                yield (
                    (name,),
                    say(
                        'rests on the restricted {kind} "{key}": restrict or remove what it says of it',
                        kind=kind_in_words(kind),
                        key=key,
                    ),
                )


class Item(Protocol):
    """An item of evidence, as a row or as a record."""

    @property
    def evidence_kind(self) -> str: ...

    @property
    def side(self) -> str: ...


class Support(StrEnum):
    """How well an outcome is supported by what is on record: a rule of thumb that says how it counts, no judgement."""

    WELL = "well-supported"
    SUPPORTED = "supported"
    THIN = "thinly-supported"
    CONTESTED = "contested"
    NONE = "unsupported"


# Sources that are not the claimants themselves.
OUTSIDE = frozenset(EvidenceKind) - {EvidenceKind.OWN_LOG}


@dataclass(frozen=True)
class Grounds:
    """Why an outcome may be believed, counted: what speaks for and against it, from whom, and what else may explain it."""

    speak_for: int = 0
    speak_against: int = 0
    kinds: tuple[EvidenceKind, ...] = ()
    confirmed: Mapping[Substantiated, int] = field(default_factory=dict)
    rivals: Mapping[Weight, int] = field(default_factory=dict)

    @property
    def outside(self) -> tuple[EvidenceKind, ...]:
        """Kinds of sources other than the movement's own records."""
        return tuple(kind for kind in self.kinds if kind in OUTSIDE)

    @property
    def confirming(self) -> int:
        return self.confirmed.get(Substantiated.ACCURATE, 0) + self.confirmed.get(Substantiated.PARTLY, 0)

    @property
    def denying(self) -> int:
        return self.confirmed.get(Substantiated.NOT, 0)

    @property
    def rival_count(self) -> int:
        return sum(self.rivals.values())

    @property
    def strong_rivals(self) -> int:
        return self.rivals.get(Weight.STRONG, 0)

    @property
    def unweighed_rivals(self) -> int:
        return self.rivals.get(Weight.UNKNOWN, 0)

    @property
    def support(self) -> Support:
        """Well supported takes two kinds of sources or a confirmation, none of it the movement's word alone."""
        if not self.speak_for and not self.confirming:
            return Support.CONTESTED if self.speak_against or self.denying else Support.NONE
        if self.speak_against >= max(1, self.speak_for) or self.denying > self.confirming:
            return Support.CONTESTED
        if not self.outside and not self.confirming:
            return Support.THIN
        many = len(self.kinds) > 1 or bool(self.confirming)
        return (
            Support.WELL if many and not self.speak_against and not self.strong_rivals else Support.SUPPORTED
        )


def grounds_of(
    evidence: Iterable[Item], substantiations: Iterable[str] = (), rivals: Iterable[str] = ()
) -> Grounds:
    """Count what an outcome rests on: its evidence, what independent people said, and how its rivals were weighed."""
    items = list(evidence)
    found = {item.evidence_kind for item in items if item.side == Side.FOR}
    speak_for = sum(item.side == Side.FOR for item in items)
    return Grounds(
        speak_for=speak_for,
        speak_against=len(items) - speak_for,
        kinds=tuple(kind for kind in EvidenceKind if kind in found),
        confirmed=Counter(Substantiated(said) for said in substantiations),
        rivals=Counter(Weight(weight) for weight in rivals),
    )


class Telling(StrEnum):
    """What an item of evidence can tell: how much more it is to be expected where the claim is true."""

    DECISIVE = "decisive"
    SIGN = "sign"
    NEEDED = "needed"
    LITTLE = "little"
    CONTRARY = "contrary"


def telling_of(if_true: Decimal | None, if_false: Decimal | None) -> Telling | None:
    """The test that the two likelihoods make of an item; None where either was not judged.

    Likely if true and unlikely if false decides; unlikely if false is a sign that is not needed; likely either way has
    to be there and proves nothing; more likely if false speaks against the claim.
    """
    if if_true is None or if_false is None:
        return None
    if if_true < if_false:
        return Telling.CONTRARY
    if if_true >= LIKELY_FROM and if_false <= UNLIKELY_TO:
        return Telling.DECISIVE
    if if_false <= UNLIKELY_TO and if_true > if_false:
        return Telling.SIGN
    return Telling.NEEDED if if_true >= LIKELY_FROM and if_true > if_false else Telling.LITTLE


MOST_ON_AN_AGENDA = 60
# From where a meeting decides, and by which steps.
_FIRST_STEPS: Mapping[OutcomeState, tuple[OutcomeState, ...]] = {
    OutcomeState.PROPOSED: (OutcomeState.UNDER_REVIEW,),
    OutcomeState.NEEDS_EVIDENCE: (OutcomeState.UNDER_REVIEW,),
    OutcomeState.UNDER_REVIEW: (),
}


def is_open_to_verdicts(now: OutcomeState) -> bool:
    """True where a meeting can decide about an outcome in this state."""
    return now in _FIRST_STEPS


def way_to(now: OutcomeState, verdict: OutcomeState) -> tuple[OutcomeState, ...]:
    """The steps by which a meeting comes from a state to its verdict; raise Refused where there is no way."""
    if verdict not in DECIDED:
        raise Refused(
            say(
                '"{verdict}" is no verdict; one is {known}', verdict=verdict, known=", ".join(sorted(DECIDED))
            )
        )
    if now not in _FIRST_STEPS:
        raise Refused(
            say(
                "a meeting decides about outcomes that are proposed or under review; this one is {now}",
                now=now,
            )
        )
    return (*_FIRST_STEPS[now], verdict)


def shifted(items: Sequence[T], item: T | None, by: int) -> list[T]:
    """The items with one of them moved so many places up or down, as far as there is room."""
    moved = list(items)
    if item is None:
        return moved
    at = moved.index(item)
    moved.insert(min(max(0, at + by), len(moved) - 1), moved.pop(at))
    return moved


# How long a private link may work; the first is offered.
DAYS_TO_ANSWER = (30, 7, 90)


def cut_short(line: str, longest: int) -> str:
    """The line itself where it is no longer; else as many whole words as fit, and that there are more."""
    return line if len(line) <= longest else f"{line[: longest - 1].rsplit(' ', 1)[0]}…"
