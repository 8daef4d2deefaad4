"""What may be reported: when an activity may lie in a period, what a figure may be part of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from headway.collect.rows import ActivityRow, FigureRow, PublishedRow, ReturnRow, ReturnState
from headway.lib.edtf import ImpreciseDate
from headway.lib.loops import in_a_loop
from headway.plan.rows import PeriodRow


def outside_period(when: ImpreciseDate | None, period: PeriodRow) -> bool:
    """True where no day that the date can mean lies in the period it is reported for."""
    if when is None:
        return False
    starts_after = when.earliest is not None and when.earliest > period.ends
    ends_before = when.latest is not None and when.latest < period.begins
    return starts_after or ends_before


def after_cutoff(when: ImpreciseDate | None, cutoff: date) -> bool:
    """True where the date begins after the last day of which the pack tells."""
    return when is not None and when.earliest is not None and when.earliest > cutoff


def faults_of_activity(
    row: ActivityRow | FigureRow, periods: Mapping[str, PeriodRow], cutoff: date
) -> Iterator[tuple[str, str]]:
    """Field and message of what is wrong with the dates of an activity or a figure."""
    period = periods.get(row.period) if row.period else None
    if period and row.when and outside_period(row.when, period):
        within = f"{period.key} ({period.begins} to {period.ends})"
        said = f"{row.when.edtf} lies outside the period {within}; leave the period out for a fact from before or after it"
        yield "when", said
    if row.when and after_cutoff(row.when, cutoff):
        yield "when", f"{row.when.edtf} lies after the data cut-off, {cutoff}"


def faults_of_parts(figures: Mapping[str, FigureRow]) -> Iterator[tuple[FigureRow, str]]:
    """Figures that are part of another measure's figure, or of themselves by a detour."""
    for figure in figures.values():
        whole = figures.get(figure.part_of)
        if whole is not None and whole.measure != figure.measure:
            yield figure, f'part_of: "{whole.key}" counts {whole.measure}, not {figure.measure}'
    for key in in_a_loop({figure.key: figure.part_of for figure in figures.values()}):
        yield figures[key], "part_of: the figure is part of itself by way of others"


def faults_of_published(published: Mapping[str, PublishedRow]) -> Iterator[tuple[PublishedRow, str]]:
    """Published facts that are part of themselves."""
    for key in in_a_loop({row.key: row.part_of for row in published.values()}):
        yield published[key], "part_of: the fact is part of itself"


def faults_of_returns(returns: Iterable[ReturnRow]) -> Iterator[tuple[ReturnRow, str]]:
    """Returns of an office for a period of which it has given one already."""
    first: dict[tuple[str, str], str] = {}
    for row in returns:
        other = first.setdefault((row.office, row.period), row.key)
        if other != row.key:
            yield row, f'{row.office} has given a return for {row.period} already: "{other}"'


# What the core team says of a return, and not the office that gives it.
ANSWERS = frozenset({ReturnState.RETURNED, ReturnState.ACCEPTED})


def is_answer(row: ReturnRow, stored: ReturnRow | None) -> bool:
    """True where the row answers a return, takes an answer back, or changes one that is accepted."""
    before = stored.state if stored else ReturnState.NOT_STARTED
    if before is ReturnState.ACCEPTED:
        return row != stored
    return row.state in ANSWERS and row.state is not before
