"""The annex matrix: dimension, change area, indicator, and what was seen of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from headway.assess.rules import IndicatorValue, indicator_value
from headway.lib.additivity import NoFigures
from headway.plan.rows import IndicatorKind
from headway.report.blocks import (
    Block,
    Break,
    Cell,
    Column,
    FactRef,
    Run,
    Runs,
    Table,
    TableRow,
    cell,
    emphasis,
    runs,
    strong,
)
from headway.report.facts.numbers import figures_of, measure_of
from headway.report.page.footing import footing, standing_tag
from headway.report.page.page import Page
from headway.report.page.wording import wording
from headway.report.rows import BlockRow


def annex_matrix(page: Page, block: BlockRow) -> list[Block]:
    """One table for each dimension; its change areas head the rows of their indicators."""
    areas = page.choose(block, page.records.of("change-area")).all
    made: list[Block] = []
    for dimension in page.records.of("dimension"):
        own = [area for area in dimension.change_areas if area in areas]
        if not own:
            continue
        columns = (
            Column(_("Indicator"), width=2.0),
            Column(_("Baseline and target"), width=1.2),
            Column(_("What was seen"), width=2.6),
        )
        lines: list[TableRow] = []
        for area in own:
            lines.append(TableRow((cell(page.tongue.label(area.name), *standing_tag(area)),), "group"))
            lines += [_indicator(page, row, area.key) for row in area.indicators]
        table = Table(
            page.tongue.say(dimension.name),
            columns,
            tuple(lines),
            id=page.place("table", f"{block.key}-{dimension.key}"),
        )
        made += [table, *footing(page, [dimension.model_copy(update={"change_areas": tuple(own)})])]
    return made


def _indicator(page: Page, row: Any, area: str) -> TableRow:
    name: list[str | Run] = [page.tongue.label(row.name), " ", emphasis(f"({wording(row.indicator_kind)})")]
    if row.focus_country:
        name += [" ", page.name("focus-country", row.focus_country)]
    if row.disaggregations:
        name += [" ", page.tongue.told(_("by %(parts)s") % {"parts": ", ".join(row.disaggregations)})]
    name += standing_tag(row)
    if row.verification:
        name += [Break(), emphasis(page.tongue.told(row.verification))]
    return TableRow((cell(*name), Cell(_bounds(page, row)), Cell(_seen(page, row, area))))


def _bounds(page: Page, row: Any) -> Runs:
    """Baseline and targets as known; that they are not published is said."""
    unknown = _("not known")
    baseline: Run | str = page.tongue.told(row.baseline) if row.baseline else unknown
    if row.baseline_value is not None:
        baseline = page.tongue.number(row.baseline_value)
    parts: list[str | Run] = [_("Baseline:"), " ", baseline, Break(), _("Target:"), " "]
    said = [_target(page, one) for one in row.targets]
    if not said:
        return runs(*parts, unknown)
    for at, one in enumerate(said):
        parts += [" " if at else "", *one]
    return runs(*parts)


def _target(page: Page, target: Any) -> Runs:
    value: Run | str = _("not known")
    if target.value is not None:
        value = page.tongue.number(target.value)
    elif target.words:
        value = page.tongue.told(target.words)
    where = page.name("focus-country", target.focus_country).text if target.focus_country else ""
    return runs(value, f" ({where})" if where else "")


def value_of(page: Page, row: Any, area: str) -> IndicatorValue:
    records = page.records
    return indicator_value(
        row,
        area,
        outcomes=records.of("outcome"),
        measures={measure.key: measure_of(measure) for measure in records.of("measure")},
        figures=figures_of(records),
        ratings=records.of("rating"),
    )


def _seen(page: Page, row: Any, area: str) -> Runs:
    """What the indicator's kind makes of outcomes, figures and ratings; that nothing was seen is said."""
    value = value_of(page, row, area)
    parts: list[str | Run] = []
    if row.indicator_kind is IndicatorKind.INCIDENCE and value.verified:
        count = len(value.verified)
        said = ngettext("%(count)s verified outcome", "%(count)s verified outcomes", count)
        parts += [strong(said % {"count": page.tongue.number(count)}), ": "]
    elif value.verified:
        parts.append(_("Outcomes tied to it: "))
    parts += [*page.links("outcome", value.verified), ". " if value.verified else ""]
    if value.unverified:
        parts += [_("Not verified: "), *page.links("outcome", value.unverified), ". "]
    for part in _measured(page, row, value):
        parts += [*part, ". "]
    for key in value.ratings:
        rating = page.records.get("rating", key)
        parts += [
            page.name("focus-country", rating.focus_country),
            ": ",
            page.name("scale-step", rating.step),
            ". ",
        ]
    return runs(*parts) or runs(_("Nothing was reported."))


def _measured(page: Page, row: Any, value: IndicatorValue) -> Iterator[Runs]:
    """Each measure by itself: figures of different measures are never added to one another."""
    for result in value.results:
        if isinstance(result, NoFigures):
            continue
        name = page.name("measure", result.measure)
        if row.focus_country == "":
            fact = page.facts.numbers[f"total:{result.measure}"]
            yield runs(name, page.tongue.colon, FactRef(fact.id, page.tongue.fact(fact)))
        else:
            own: list[str | Run] = []
            for key in result.parts:
                own += [", " if own else "", page.ref(f"figure:{key}")]
            yield runs(name, page.tongue.colon, *own)
    for key in row.measures:
        for printed in page.records.of("published"):
            if printed.measure == key and row.focus_country in ("", printed.focus_country):
                yield runs(
                    page.tongue.label(printed.name),
                    page.tongue.colon,
                    page.ref(f"published:{printed.key}"),
                    " (",
                    pgettext("a figure", "published"),
                    ")",
                )
