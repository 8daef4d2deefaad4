"""What may be added to what: the only sum that the program knows, and the sums that it refuses.

    flow       summed over time and offices
    stock      the latest of each subject, then summed over offices
    unique     people, never summed: a range from the largest single count to the sum
    ratio      never summed: recomputed from what it divides, or refused
    potential  never summed: shown as a distribution

Amounts of money are added within one currency and refused across two.

Before any of that a figure that is part of another is left out, and sources that tell of one thing count once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, localcontext

from headway.lib.figures import (
    Additivity,
    Count,
    Distribution,
    Figure,
    LeftOut,
    Measure,
    NoFigures,
    Range,
    Reason,
    Refusal,
    Result,
    Total,
    Why,
)
from headway.lib.precision import Precision, weakest
from headway.lib.ratios import Span, growth, one_or_range, recompute, share_of
from headway.lib.sameness import Circular, Counted, count_once

__all__ = [
    "SUMMABLE",
    "Additivity",
    "Count",
    "Distribution",
    "Figure",
    "LeftOut",
    "Measure",
    "NoFigures",
    "Range",
    "Reason",
    "Refusal",
    "Result",
    "Total",
    "Why",
    "growth",
    "share_of",
    "total",
]

SUMMABLE = frozenset({Additivity.FLOW, Additivity.STOCK})
# Twenty digits a figure, and more figures than anybody has: no sum is ever rounded, so order cannot matter.
_EXACTLY = Context(prec=60)


def total(measure: Measure, figures: Iterable[Figure], parents: Mapping[str, str] | None = None) -> Result:
    """Take the figures of `measure` together as far as it allows.

    `parents` says of figures that are not among `figures` what they are part of, so that a part is known as one
    even where the link between is out of sight. A ratio reads the figures of its two parts from `figures` too.
    """
    known: dict[str, Figure] = {}
    for figure in figures:
        if known.setdefault(figure.key, figure) != figure:
            raise ValueError(f'two figures have the key "{figure.key}"')
    in_order = dict(sorted(known.items()))
    own = [
        figure for figure in in_order.values() if figure.measure == measure.key and figure.value is not None
    ]
    if len({figure.currency for figure in own}) > 1:
        keys = tuple(figure.key for figure in own)
        return Refusal(measure=measure.key, reason=Reason.CURRENCIES, parts=keys)
    try:
        with localcontext(_EXACTLY):
            return _total(measure, in_order, parents or {})
    except Circular as circle:
        return Refusal(measure=measure.key, reason=Reason.CIRCULAR, parts=circle.keys)


def _total(measure: Measure, known: Mapping[str, Figure], parents: Mapping[str, str]) -> Result:
    if measure.additivity is Additivity.RATIO:
        return recompute(measure, known, parents, lambda part, pairs: _total(part, pairs, parents))
    counted = count_once(measure, known, parents)
    if not counted.counts:
        return NoFigures(measure=measure.key, left_out=counted.left_out)
    match measure.additivity:
        case Additivity.POTENTIAL:
            return Distribution(
                measure=measure.key,
                parts=counted.parts,
                left_out=counted.left_out,
                precision=weakest(count.precision for count in counted.counts),
                counts=counted.counts,
            )
        case Additivity.UNIQUE:
            return _people(measure.key, counted)
        case Additivity.FLOW | Additivity.STOCK:
            return _sum(measure.key, counted)


def _sum(measure: str, counted: Counted) -> Total | Range:
    low = sum((count.low for count in counted.counts), Decimal(0))
    span = Span(low, _high(counted), _precision(counted))
    return one_or_range(span, measure, counted.counts, counted.left_out, (Reason.DISAGREEMENT,))


def _people(measure: str, counted: Counted) -> Total | Range | Refusal:
    low = max(count.low for count in counted.counts)
    if any(count.low < 0 for count in counted.counts):
        return Refusal(
            measure=measure, parts=counted.parts, left_out=counted.left_out, reason=Reason.NEGATIVE_COUNT
        )
    reasons = [Reason.OVERLAP] if len(counted.counts) > 1 else []
    if any(count.disputed for count in counted.counts):
        reasons.append(Reason.DISAGREEMENT)
    span = Span(low, _high(counted), _precision(counted))
    return one_or_range(span, measure, counted.counts, counted.left_out, tuple(reasons))


def _high(counted: Counted) -> Decimal:
    return sum((count.high for count in counted.counts), Decimal(0))


def _precision(counted: Counted) -> Precision:
    """What has words but no number adds something that nobody counted: the rest is at least."""
    unseen = [Precision.AT_LEAST] if counted.uncounted else []
    return weakest([*(count.precision for count in counted.counts), *unseen])
