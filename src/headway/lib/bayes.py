"""How sure one may be of a claim, by Bayes' rule: from how likely each item of evidence is if it is true, and if it is not.

After Befani and Stedman-Bryce, Process Tracing and Bayesian Updating for Impact Evaluation, Evaluation 23(1), 2017. The
odds before are multiplied by each item's ratio of the two likelihoods. What comes from one source counts once: of the
items of one source that speak for the claim the most telling one counts, and so of those that speak against it. No
single item and no sum of them makes anything certain: every number is held away from 0 and 1, and is said in steps of 5.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from headway.lib.folding import fold


class Likely(StrEnum):
    """How likely one would see something, in words."""

    NEARLY_SURE = "nearly-sure"
    LIKELY = "likely"
    EVEN = "even"
    UNLIKELY = "unlikely"
    HARDLY = "hardly"


LIKELIHOODS: Mapping[Likely, Decimal] = {
    Likely.NEARLY_SURE: Decimal("0.95"),
    Likely.LIKELY: Decimal("0.8"),
    Likely.EVEN: Decimal("0.5"),
    Likely.UNLIKELY: Decimal("0.2"),
    Likely.HARDLY: Decimal("0.05"),
}


class Test(StrEnum):
    """What an item can do to a claim: the four tests of process tracing."""

    __test__ = False  # it is no test of ours

    STRAW = "straw-in-the-wind"
    HOOP = "hoop"
    SMOKING_GUN = "smoking-gun"
    DECISIVE = "doubly-decisive"


class Sure(StrEnum):
    """How sure one is of a claim, in words, surest first."""

    VERY = "very-sure"
    CONFIDENT = "confident"
    FAIRLY = "fairly-confident"
    LEANING = "more-likely-than-not"
    OPEN = "open"
    AGAINST = "less-likely-than-not"
    DOUBTFUL = "doubtful"
    VERY_DOUBTFUL = "very-doubtful"


# From so many in 100 on.
_FROM: Mapping[Sure, int] = {
    Sure.VERY: 95,
    Sure.CONFIDENT: 85,
    Sure.FAIRLY: 70,
    Sure.LEANING: 55,
    Sure.OPEN: 50,
    Sure.AGAINST: 35,
    Sure.DOUBTFUL: 20,
    Sure.VERY_DOUBTFUL: 0,
}


class Counts(StrEnum):
    """What became of an item in the reckoning."""

    MOVES = "moves"
    SAYS_NOTHING = "says-nothing"
    SAME_SOURCE = "same-source"
    NOT_WEIGHED = "not-weighed"


EVEN = Decimal("0.5")
LEAST_LIKELY, MOST_LIKELY = 0.01, 0.99
LEAST, MOST = 5, 95
LIKELY_FROM, UNLIKELY_TO = Decimal("0.7"), Decimal("0.1")


@dataclass(frozen=True)
class Weighed:
    """An item of evidence as it is reckoned with. Without a `source` it stands for itself."""

    key: str
    if_true: Decimal | None
    if_false: Decimal | None
    source: str = ""

    @property
    def strength(self) -> float:
        """The logarithm of how much more likely it is if the claim is true; 0 where it was not weighed."""
        if self.if_true is None or self.if_false is None:
            return 0.0
        return math.log(_held(self.if_true)) - math.log(_held(self.if_false))


@dataclass(frozen=True)
class Step:
    """One item, and how sure one was before it and is after it (0 to 1)."""

    key: str
    counts: Counts
    before: float
    after: float

    @property
    def moved(self) -> bool:
        return self.counts is Counts.MOVES


@dataclass(frozen=True)
class Confidence:
    """How sure one may be of a claim, and by which steps one came there."""

    prior: float
    value: float
    steps: tuple[Step, ...] = ()

    @property
    def percent(self) -> int:
        return percent_of(self.value)

    @property
    def sure(self) -> Sure:
        return sure_of(self.percent)

    @property
    def is_weighed(self) -> bool:
        """True where somebody weighed an item: without that there is nothing but where one began."""
        return any(step.counts is not Counts.NOT_WEIGHED for step in self.steps)


def confidence_of(items: Iterable[Weighed], prior: Decimal | None = None) -> Confidence:
    """How sure one may be of a claim after these items, in whatever order they come."""
    given = list(items)
    begun = _held(EVEN if prior is None else prior, LEAST / 100, MOST / 100)
    start, telling = math.log(begun) - math.log(1 - begun), most_telling(given)
    steps: list[Step] = []
    counted: list[float] = []
    for item in given:
        counts = _counts(item, telling)
        before = _share(start, counted)
        if counts is Counts.MOVES:
            counted.append(item.strength)
        steps.append(Step(item.key, counts, before, _share(start, counted)))
    return Confidence(begun, _share(start, counted), tuple(steps))


def most_telling(items: Sequence[Weighed]) -> frozenset[str]:
    """The keys of those that count: of each source the strongest for the claim, and the strongest against it."""
    best: dict[tuple[str, bool], Weighed] = {}
    for item in items:
        if not item.strength:
            continue
        at = (fold(item.source.strip()) or f"\0{item.key}", item.strength > 0)
        held = best.get(at)
        if held is None or (abs(item.strength), held.key) > (abs(held.strength), item.key):
            best[at] = item
    return frozenset(item.key for item in best.values())


def _counts(item: Weighed, telling: frozenset[str]) -> Counts:
    if item.if_true is None or item.if_false is None:
        return Counts.NOT_WEIGHED
    if item.key in telling:
        return Counts.MOVES
    return Counts.SAME_SOURCE if item.strength else Counts.SAYS_NOTHING


def _share(start: float, strengths: Sequence[float]) -> float:
    """The odds as a share; `fsum` gives the same whatever the order."""
    return 1 / (1 + math.exp(-math.fsum([start, *strengths])))


def _held(value: Decimal | float, least: float = LEAST_LIKELY, most: float = MOST_LIKELY) -> float:
    return min(max(float(value), least), most)


def percent_of(value: float) -> int:
    """So many in 100, to the nearest 5, and never 0 or 100."""
    return min(max(round(value * 20) * 5, LEAST), MOST)


def sure_of(percent: int) -> Sure:
    return next(sure for sure, least in _FROM.items() if percent >= least)


def test_of(if_true: Decimal | None, if_false: Decimal | None) -> Test | None:
    """The test that an item is, for the claim or (where it is likelier if that is false) against it.

    What has to be there if the claim is true, and is often there otherwise, is a hoop; what is hardly there otherwise is a
    smoking gun; both together decide twice.
    """
    if if_true is None or if_false is None:
        return None
    high, low = max(if_true, if_false), min(if_true, if_false)
    if high == low:
        return Test.STRAW
    if low <= UNLIKELY_TO:
        return Test.DECISIVE if high >= LIKELY_FROM else Test.SMOKING_GUN
    return Test.HOOP if high >= LIKELY_FROM else Test.STRAW


test_of.__test__ = False  # type: ignore[attr-defined]  # it is no test of ours
