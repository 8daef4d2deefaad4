"""What may be reported: when an activity may lie in a period, what a figure may be part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from headway.collect.rows import ActivityRow, FigureRow
from headway.lib.edtf import ImpreciseDate
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
        yield (
            "when",
            f"{row.when.edtf} lies outside the period {period.key} ({period.begins} to {period.ends}); "
            "leave the period out for a fact from before or after it",
        )
    if row.when and after_cutoff(row.when, cutoff):
        yield "when", f"{row.when.edtf} lies after the data cut-off, {cutoff}"


def faults_of_parts(figures: Mapping[str, FigureRow]) -> Iterator[tuple[FigureRow, str]]:
    """Figures that are part of another measure's figure, or of themselves by a detour."""
    for figure in figures.values():
        if not figure.part_of or figure.part_of not in figures:
            continue
        whole = figures[figure.part_of]
        if whole.measure != figure.measure:
            yield figure, f'part_of: "{whole.key}" counts {whole.measure}, not {figure.measure}'
        seen = {figure.key}
        while whole.part_of in figures and whole.key not in seen:
            seen.add(whole.key)
            whole = figures[whole.part_of]
        if whole.key in seen and whole.key == figure.key:
            yield figure, "part_of: the figure is part of itself by way of others"
