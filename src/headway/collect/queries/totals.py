"""What the figures of a campaign come to, taken together by office, period, case, target or country.

Totals count what is open to all, never by who reads. Every line goes through `lib.additivity`, so that a sum which a
measure forbids cannot come out of here, however the figures are grouped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from headway.collect.models import Figure
from headway.collect.queries.figures import measures_with_parts, open_figures, read_by, rule_of
from headway.collect.queries.named import named_by_activities
from headway.collect.rules import By, group_of, in_order
from headway.engage.models import Case, Target
from headway.lib import additivity
from headway.lib.additivity import Distribution, NoFigures, Range, Refusal, Result, Total, total
from headway.lib.rows import dump_number
from headway.movement.models import Office
from headway.plan.models import Campaign, Measure, Period
from headway.plan.queries import remembered


@dataclass(frozen=True)
class TotalLine:
    """What the figures of one measure in one group come to. `group` holds keys (of a country: its code) in the order
    of `by`, empty where figures name none; `currency` is that of money.
    """

    measure: Measure
    group: tuple[str, ...]
    currency: str
    result: Result


@dataclass(frozen=True)
class Totals:
    """The lines, measure by measure in the order of the pack, and what the keys of their groups are called."""

    by: tuple[By, ...]
    lines: tuple[TotalLine, ...]
    names: Mapping[By, Mapping[str, Any]]


def totals(campaign: Campaign, by: Sequence[By] = (), measure: str = "") -> Totals:
    """Every measure that has figures (or the one named), in the groups that `by` makes."""
    by = in_order(by)
    name = f"totals by {'-'.join(by)}"
    made = remembered(name, campaign, lambda: _totals(campaign, by))
    if not measure:
        return made
    return Totals(by, tuple(line for line in made.lines if line.measure.key == measure), made.names)


def _totals(campaign: Campaign, by: tuple[By, ...]) -> Totals:
    figures, parents = open_figures(Figure.objects.filter(campaign=campaign))
    groups: dict[str, dict[tuple[str, ...], list[additivity.Figure]]] = defaultdict(lambda: defaultdict(list))
    named = named_by_activities(campaign, by)
    apart = _told_apart(figures, parents) if By.COUNTRY in by else {}
    nowhere: dict[By, Mapping[str, str]] = {**named, By.COUNTRY: {}}
    for figure in figures:
        is_apart = figure.key in apart and not figure.country
        if is_apart and apart[figure.key] == figure.value:
            continue
        group = group_of(figure, by, nowhere if is_apart else named)
        groups[figure.measure][group].append(figure)
    names = _names(campaign, by)
    lines: list[TotalLine] = []
    for measure in measures_with_parts(campaign):
        rule = rule_of(measure)
        met = {group for key in read_by(rule) for group in groups[key]}
        for group in sorted(met, key=lambda one: _place(one, by, names)):
            read = [one for key in read_by(rule) for one in groups[key].get(group, ())]
            lines += _lines(measure, rule, group, read, parents)
    return Totals(by, tuple(lines), names)


def _told_apart(figures: Sequence[additivity.Figure], parents: Mapping[str, str]) -> dict[str, Decimal]:
    """What the parts of a figure that name a country come to, by its key: of signatures by country of origin, the country
    is not the one where they were collected or handed over, and where all are told apart the whole says nothing more.
    """
    apart: dict[str, Decimal] = defaultdict(Decimal)
    for figure in figures:
        if figure.country and parents.get(figure.key):
            apart[parents[figure.key]] += figure.value or 0
    return apart


def _lines(
    measure: Measure,
    rule: additivity.Measure,
    group: tuple[str, ...],
    figures: Sequence[additivity.Figure],
    parents: Mapping[str, str],
) -> list[TotalLine]:
    """One line, or one for each currency: amounts in two are not added."""
    lines = []
    for currency in sorted({one.currency for one in figures if one.measure == measure.key} or {""}):
        result = total(rule, [one for one in figures if one.currency in ("", currency)], parents)
        if result.parts or not isinstance(result, NoFigures) or result.left_out:
            lines.append(TotalLine(measure, group, currency, result))
    return lines


def _names(campaign: Campaign, by: Sequence[By]) -> dict[By, Mapping[str, Any]]:
    """Labels by key, in the order in which they are to stand. A country is called by its code and needs none."""
    found: dict[By, Mapping[str, Any]] = {}
    for one, records in (
        (By.OFFICE, Office.objects.order_by("key")),
        (By.PERIOD, Period.objects.filter(campaign=campaign)),
        (By.CASE, Case.objects.filter(campaign=campaign, restricted=False)),
        (By.TARGET, Target.objects.filter(campaign=campaign)),
    ):
        if one in by:
            found[one] = dict(records.values_list("key", "name"))
    return found


def _place(
    group: tuple[str, ...], by: Sequence[By], names: Mapping[By, Mapping[str, Any]]
) -> tuple[Any, ...]:
    """Those that name nothing stand last."""
    orders = {one: {key: at for at, key in enumerate(known)} for one, known in names.items()}
    return tuple(
        (not key, orders[one].get(key, len(orders[one])) if one in orders else 0, key)
        for one, key in zip(by, group, strict=True)
    )


TOTAL_COLUMNS = (
    "measure", "additivity", *(one.value for one in By), "currency", "result", "value", "low", "high", "precision",
    "reasons", "figures", "left_out",
)  # fmt: skip


def rows_of_totals(found: Totals) -> list[dict[str, str]]:
    """The lines for a machine: every column as text, empty where it says nothing."""
    return [_row(found.by, line) for line in found.lines]


def _row(by: Sequence[By], line: TotalLine) -> dict[str, str]:
    result = line.result
    row = dict.fromkeys(TOTAL_COLUMNS, "")
    row |= {one.value: key for one, key in zip(by, line.group, strict=True)}
    row |= {
        "measure": line.measure.key, "additivity": line.measure.additivity, "currency": line.currency,
        "figures": str(len(result.parts)), "left_out": str(len(result.left_out)),
    }  # fmt: skip
    match result:
        case Total():
            row |= {
                "result": "total",
                "value": dump_number(result.value),
                "precision": result.precision.value,
            }
        case Range():
            row |= {"result": "range", "low": dump_number(result.low), "high": dump_number(result.high)}
            row |= {
                "precision": result.precision.value,
                "reasons": "; ".join(one.value for one in result.reasons),
            }
        case Distribution():
            row |= {
                "result": "spread",
                "low": dump_number(result.smallest),
                "high": dump_number(result.largest),
            }
            row |= {"precision": result.precision.value}
        case Refusal():
            row |= {"result": "refused", "reasons": result.reason.value}
        case NoFigures():
            row |= {"result": "none"}
    return row
