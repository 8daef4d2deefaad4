"""Every number of a campaign as a fact: figures, published totals, counts of records, and what figures add up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from headway.collect.rows import PublishedKind
from headway.lib.additivity import (
    Additivity,
    Distribution,
    Figure,
    Measure,
    NoFigures,
    Range,
    Refusal,
    Result,
    Total,
    total,
)
from headway.lib.edtf import ImpreciseDate
from headway.lib.standing import Standing
from headway.report.facts.counts import COUNTS
from headway.report.facts.fact import Fact, FactKind
from headway.report.facts.records import Records


def measure_of(row: Any, records: Records) -> Measure:
    """How figures of the measure add; a ratio is divided anew from the two measures that it names."""
    parts = (records.get("measure", key) if key else None for key in (row.numerator, row.denominator))
    above, below = (Measure(part.key, part.additivity) if part else None for part in parts)
    return Measure(row.key, row.additivity, above, below)


def figures_of(records: Records) -> tuple[Figure, ...]:
    """The figures as the rules of addition read them."""
    return tuple(_figure(records, row) for row in records.of("figure"))


def _figure(records: Records, row: Any) -> Figure:
    when = row.when
    measure, period = records.get("measure", row.measure), records.get("period", row.period)
    if when is None and period is not None and measure.additivity is Additivity.STOCK:
        when = ImpreciseDate.on(period.ends)
    return Figure(
        key=row.key,
        measure=row.measure,
        value=row.value,
        precision=row.precision,
        words=row.words,
        office=row.office,
        activity=row.activity,
        case=row.case,
        focus_country=row.focus_country,
        country=row.country or "",
        period=row.period,
        when=when,
        of=row.of,
        part_of=row.part_of,
        currency=row.currency or "",
    )


def results_of(records: Records) -> dict[str, Result]:
    """What the figures of each measure come to, by the key of the measure."""
    figures = figures_of(records)
    return {row.key: total(measure_of(row, records), figures) for row in records.of("measure")}


def numbers_of(records: Records, results: dict[str, Result]) -> dict[str, Fact]:
    """All facts by their id, in a fixed order."""
    facts = [*_figures(records), *_published(records), *_counts(records), *_totals(records, results)]
    return {fact.id: fact for fact in facts}


def _figures(records: Records) -> Iterator[Fact]:
    for row in records.of("figure"):
        measure = records.get("measure", row.measure)
        yield _stated(row, FactKind.FIGURE, measure, is_share=measure.additivity is Additivity.RATIO)


def _published(records: Records) -> Iterator[Fact]:
    for row in records.of("published"):
        measure = records.get("measure", row.measure)
        yield _stated(row, FactKind.PUBLISHED, measure, is_share=row.published_kind is PublishedKind.RATIO)


def _stated(row: Any, kind: FactKind, measure: Any, *, is_share: bool) -> Fact:
    """A number that one record states, with how exactly it is known and where it stands."""
    return Fact(
        kind=kind,
        key=row.key,
        value=row.value,
        precision=row.precision,
        words=row.words,
        measure=row.measure,
        is_share=is_share,
        additivity=measure.additivity if measure else None,
        standing=row.standing,
        why=row.reason,
        section=row.source,
        rows=((row.kind, row.key),),
    )


def _counts(records: Records) -> Iterator[Fact]:
    for name, counter in COUNTS.items():
        rows = tuple(counter(records))
        standing = Standing.ENTERED if rows else Standing.UNKNOWN
        yield Fact(kind=FactKind.COUNT, key=name, value=Decimal(len(rows)), rows=rows, standing=standing)


def _totals(records: Records, results: dict[str, Result]) -> Iterator[Fact]:
    for row in records.of("measure"):
        if not isinstance(results[row.key], NoFigures):
            yield total_fact(row, results[row.key])


def total_fact(measure: Any, result: Result) -> Fact:
    """A total, a range, a spread or a refusal as a fact; never made of published totals."""
    fields: dict[str, Any] = {
        "kind": FactKind.TOTAL,
        "key": measure.key,
        "measure": measure.key,
        "is_share": measure.additivity is Additivity.RATIO,
        "additivity": measure.additivity,
        "left_out": tuple(left for left in result.left_out if left.why != "other-measure"),
        "standing": Standing.ENTERED,
        "rows": tuple(("figure", key) for key in result.parts),
    }
    fact = Fact(**fields)
    match result:
        case Total():
            return replace(fact, value=result.value, precision=result.precision)
        case Range():
            low, high = result.low, result.high
            return replace(fact, value=low, high=high, precision=result.precision, reasons=result.reasons)
        case Distribution():
            low, high = result.smallest, result.largest
            return replace(fact, value=low, high=high, precision=result.precision, is_spread=True)
        case Refusal():
            return replace(fact, refused=result.reason)
        case NoFigures():
            return fact
