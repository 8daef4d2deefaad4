"""Ratios, shares and growth: never added, always divided anew from what stands above and below the line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Context, Decimal, localcontext

from headway.lib.figures import (
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
from headway.lib.precision import Precision, opposite, weakest
from headway.lib.sameness import count_once, leave_out_parts

_SHARE = Context(prec=28)
# Places behind the point of a share (0.667): as many are taken for given, and to so many is one printed that was divided.
GIVEN_PLACES, PRINTED_PLACES = 4, 3
Known = Mapping[str, Figure]
Sum = Callable[[Measure, Known], Result]


def recompute(measure: Measure, known: Known, parents: Mapping[str, str], sum_of: Sum) -> Result:
    """The ratio of what its parts add up to, over those things of which both parts are known.

    A single ratio whose parts are not known stands for itself; two such are refused, for shares cannot be added.
    """
    above, below = measure.numerator, measure.denominator
    pairs: dict[str, Figure] = {}
    if above and below:
        pairs = _pairs(above, below, known, parents)
    if above and below and pairs:
        left = tuple(sorted(_not_in(pairs, known, measure, (above.key, below.key))))
        return _divide(measure.key, sum_of(above, pairs), sum_of(below, pairs), left)
    alone = count_once(measure, known, parents)
    if not alone.counts:
        return NoFigures(measure=measure.key, left_out=alone.left_out)
    if len(alone.counts) > 1 or alone.uncounted:
        why = Reason.RATIO_WITHOUT_PARTS
        return Refusal(measure=measure.key, parts=alone.parts, left_out=alone.left_out, reason=why)
    return one_or_range(
        Span(alone.counts[0].low, alone.counts[0].high, alone.counts[0].precision),
        measure.key,
        alone.counts,
        alone.left_out,
        (Reason.DISAGREEMENT,),
    )


def _pairs(above: Measure, below: Measure, known: Known, parents: Mapping[str, str]) -> dict[str, Figure]:
    """The figures of both measures for things of which each has one; parts of others do not pair."""
    sides: list[dict[tuple[str, ...], list[Figure]]] = []
    for side in (above, below):
        own = {key: one for key, one in known.items() if one.measure == side.key and one.value is not None}
        whole, _ = leave_out_parts(own, parents)
        things: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
        for figure in whole:
            things[figure.occasion].append(figure)
        sides.append(things)
    shared = sides[0].keys() & sides[1].keys()
    # Where nothing says that two figures are of one thing, only one above and one below the line can belong together.
    clear = [
        occasion
        for occasion in shared
        if all(len(side[occasion]) == 1 or side[occasion][0].is_placed for side in sides)
    ]
    return {figure.key: figure for occasion in clear for side in sides for figure in side[occasion]}


def _not_in(pairs: Known, known: Known, measure: Measure, sides: tuple[str, str]) -> Iterable[LeftOut]:
    occasions = {figure.occasion for figure in pairs.values()}
    for key, figure in known.items():
        if key in pairs:
            continue
        if figure.measure in sides:
            yield LeftOut(key, Why.NO_PAIR if figure.value is not None else Why.NO_NUMBER)
        elif figure.measure != measure.key:
            yield LeftOut(key, Why.OTHER_MEASURE)
        else:
            yield LeftOut(key, Why.RECOMPUTED if figure.occasion in occasions else Why.NO_PAIR)


@dataclass(frozen=True)
class Span:
    """A number, or the two between which it lies."""

    low: Decimal
    high: Decimal
    precision: Precision


def span_of(result: Result) -> Span | None:
    """The number or range of a result; of a distribution only where it has a single value."""
    match result:
        case Total():
            return Span(result.value, result.value, result.precision)
        case Range():
            return Span(result.low, result.high, result.precision)
        case Distribution() if len(result.counts) == 1:
            return Span(result.smallest, result.largest, result.precision)
    return None


def _divide(measure: str, over: Result, under: Result, left: tuple[LeftOut, ...]) -> Result:
    top, bottom = span_of(over), span_of(under)
    parts = tuple(sorted({*over.parts, *under.parts}))
    left = tuple(sorted({*left, *_beyond(over, parts), *_beyond(under, parts)}))
    if top is None or bottom is None:
        return Refusal(measure=measure, parts=parts, left_out=left, reason=Reason.PARTS_NOT_SUMMABLE)
    if bottom.low <= 0:
        return Refusal(measure=measure, parts=parts, left_out=left, reason=Reason.DIVIDES_BY_ZERO)
    counts = tuple(count for side in (over, under) for count in getattr(side, "counts", ()))
    reasons = {why for side in (over, under) if isinstance(side, Range) for why in side.reasons}
    return one_or_range(quotient(top, bottom), measure, counts, left, tuple(sorted(reasons)))


def _beyond(result: Result, parts: tuple[str, ...]) -> Iterable[LeftOut]:
    """What a part of the ratio left out of its own sum; that each leaves the other's measure out goes unsaid."""
    return (left for left in result.left_out if left.why is not Why.OTHER_MEASURE and left.key not in parts)


def quotient(top: Span, bottom: Span) -> Span:
    """`bottom` is above nought. What lies below the line weighs the other way, in value and in precision."""
    with localcontext(_SHARE):
        corners = [above / below for above in (top.low, top.high) for below in (bottom.low, bottom.high)]
    precision = weakest([top.precision, opposite(bottom.precision)])
    if top.low < 0 and precision is not Precision.EXACT:
        precision = Precision.ABOUT
    return Span(min(corners), max(corners), precision)


def one_or_range(
    span: Span,
    measure: str,
    counts: tuple[Count, ...],
    left: tuple[LeftOut, ...],
    reasons: tuple[Reason, ...],
) -> Total | Range:
    """A total where both ends are one number, else a range with its reasons."""
    parts = tuple(sorted({key for count in counts for key in count.keys}))
    if span.low == span.high:
        return Total(
            measure=measure,
            parts=parts,
            left_out=left,
            precision=span.precision,
            counts=counts,
            value=span.low,
        )
    return Range(
        measure=measure,
        parts=parts,
        left_out=left,
        precision=span.precision,
        counts=counts,
        low=span.low,
        high=span.high,
        reasons=reasons,
    )


def in_print(share: Decimal) -> Decimal:
    """A share as it is printed: what was given as it was given, what was divided to a tenth of a per cent, and where that
    would be nothing to two figures that say something. Never rounded to all or to nothing.
    """
    if share.is_zero() or share == round(share, GIVEN_PLACES):
        return share
    places = max(PRINTED_PLACES, 1 - share.adjusted())
    rounded = round(share, places)
    return share.quantize(Decimal(1).scaleb(-GIVEN_PLACES), ROUND_DOWN) if rounded == 1 > share else rounded


def share_of(part: Result, whole: Result) -> Result:
    """What share of `whole` is `part`: 0.25 for a quarter."""
    return _divide(part.measure, part, whole, ())


def growth(before: Result, after: Result) -> Result:
    """By what share `after` is more than `before`: 0.27 for 27 % more, below nought for less."""
    result = _divide(after.measure, after, before, ())
    match result:
        case Total() | Range():
            span = span_of(result)
            assert span is not None
            less_one = Span(span.low - 1, span.high - 1, span.precision)
            reasons = result.reasons if isinstance(result, Range) else ()
            return one_or_range(less_one, result.measure, result.counts, result.left_out, reasons)
    return result
