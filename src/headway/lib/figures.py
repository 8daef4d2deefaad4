"""Figures and what can come of taking them together: a total, a range, a distribution, a refusal, or nothing.

Every result is frozen, names the figures it rests on (`parts`), those it does not and why (`left_out`), and is the
same whatever the order in which the figures came.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from headway.lib.edtf import ImpreciseDate
from headway.lib.precision import Precision


class Additivity(StrEnum):
    """How the figures of a measure may be taken together."""

    FLOW = "flow"
    STOCK = "stock"
    UNIQUE = "unique"
    RATIO = "ratio"
    POTENTIAL = "potential"


@dataclass(frozen=True)
class Measure:
    """A thing counted. A ratio names the measures that it divides, where these are counted too."""

    key: str
    additivity: Additivity
    numerator: Measure | None = None
    denominator: Measure | None = None


@dataclass(frozen=True)
class Figure:
    """One value of one measure: who, where, when, in which case. `value` is None where the source has only words.

    A stock that is told for a period takes the last day of the period as its `when`.
    `same_as` is the key of another figure that tells of the same thing where fields alone do not show it.
    """

    key: str
    measure: str
    value: Decimal | None = None
    precision: Precision = Precision.EXACT
    words: str = ""
    office: str = ""
    activity: str = ""
    case: str = ""
    focus_country: str = ""
    country: str = ""
    period: str = ""
    when: ImpreciseDate | None = None
    of: str = ""
    part_of: str = ""
    same_as: str = ""
    currency: str = ""

    @property
    def subject(self) -> tuple[str, ...]:
        """Whose value it is, apart from time and occasion: a stock has one latest value for each subject."""
        return self.office, self.case, self.focus_country, self.country, self.of, self.currency

    @property
    def occasion(self) -> tuple[str, ...]:
        """Whose value it is, of what and when."""
        return (*self.subject, self.activity, self.period, self.when.edtf if self.when else "")

    @property
    def is_placed(self) -> bool:
        """True where it names an activity, or an office at some time; of two that do not, nobody can say that they
        tell of the same thing.
        """
        return bool(self.activity or (self.office and (self.when or self.period)))

    @property
    def thing(self) -> tuple[str, ...]:
        """What it tells of. Two figures of one thing are two sources, to be counted once."""
        return self.occasion if self.is_placed else (self.key,)


class Why(StrEnum):
    """Why a figure is not in a result."""

    PART_OF = "part-of"
    NO_NUMBER = "no-number"
    SUPERSEDED = "superseded"
    UNDATED = "undated"
    OTHER_MEASURE = "other-measure"
    NO_PAIR = "no-pair"
    RECOMPUTED = "recomputed"


@dataclass(frozen=True, order=True)
class LeftOut:
    """A figure that was not counted. `by` is the figure that holds or replaces it, where there is one."""

    key: str
    why: Why
    by: str = ""


@dataclass(frozen=True, order=True)
class Count:
    """One thing counted once. Where its sources disagree, `low` and `high` differ and both stand."""

    keys: tuple[str, ...]
    low: Decimal
    high: Decimal
    precision: Precision

    @property
    def disputed(self) -> bool:
        return self.low != self.high


class Reason(StrEnum):
    """Why a result is a range, or is refused."""

    OVERLAP = "overlap"  # the same people may have been counted more than once
    DISAGREEMENT = "disagreement"  # sources differ, or nobody can say which value is the later one
    RATIO_WITHOUT_PARTS = "ratio-without-parts"  # shares cannot be added, and what they divide is not there
    PARTS_NOT_SUMMABLE = "parts-not-summable"  # what the ratio divides has no total of its own
    DIVIDES_BY_ZERO = "divides-by-zero"
    NEGATIVE_COUNT = "negative-count"  # people cannot be fewer than none
    CIRCULAR = "circular"  # figures that are part of each other
    CURRENCIES = "currencies"  # amounts in more than one currency, without a dated rate between them


@dataclass(frozen=True, kw_only=True)
class _Result:
    measure: str
    parts: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Known(_Result):
    precision: Precision
    counts: tuple[Count, ...]

    @property
    def disagreements(self) -> tuple[Count, ...]:
        """Things on whose value the sources differ."""
        return tuple(count for count in self.counts if count.disputed)


@dataclass(frozen=True, kw_only=True)
class Total(_Known):
    """One number that the measure allows, as precise as its weakest part."""

    value: Decimal


@dataclass(frozen=True, kw_only=True)
class Range(_Known):
    """The number lies between `low` and `high`, for these reasons."""

    low: Decimal
    high: Decimal
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Distribution(_Known):
    """Values that stand beside each other and have no sum; `counts` runs from the smallest to the largest."""

    @property
    def smallest(self) -> Decimal:
        return min(count.low for count in self.counts)

    @property
    def largest(self) -> Decimal:
        return max(count.high for count in self.counts)

    @property
    def median(self) -> tuple[Decimal, Decimal]:
        """The two values in the middle, which are one where the number of things is odd."""
        return self.counts[(len(self.counts) - 1) // 2].low, self.counts[len(self.counts) // 2].high


@dataclass(frozen=True, kw_only=True)
class Refusal(_Result):
    """No number: the measure forbids it. `reason` says why, `parts` are the figures that were not put together."""

    reason: Reason


@dataclass(frozen=True, kw_only=True)
class NoFigures(_Result):
    """Nothing with a number was there."""


Result = Total | Range | Distribution | Refusal | NoFigures
