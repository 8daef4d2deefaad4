"""The annex matrix: dimension, change area, indicator, and what was seen of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from headway.assess.rules import IndicatorValue, indicator_value
from headway.assess.words import how_taken
from headway.lib.additivity import NoFigures
from headway.listen.queries.heard import taken_by_indicators
from headway.listen.rules import Taken
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
)
from headway.report.facts.numbers import figures_of, measure_of
from headway.report.page.footing import footing, labelled, on_lines, standing_tag
from headway.report.page.page import Page
from headway.report.page.whose import whose
from headway.report.page.wording import wording
from headway.report.rows import BlockRow


def annex_matrix(page: Page, block: BlockRow) -> list[Block]:
    """One table for each dimension; its change areas head the rows of their indicators."""
    areas = page.choose(block, page.records.of("change-area")).all
    made: list[Block] = []
    for dimension in page.records.of("dimension"):
        own = tuple(area for area in dimension.change_areas if area in areas)
        if own:
            table = _dimension(page, dimension, own, page.place("table", f"{block.key}-{dimension.key}"))
            made += [table, *footing(page, [dimension.model_copy(update={"change_areas": own})])]
    return made


def _dimension(page: Page, dimension: Any, areas: Sequence[Any], name: str) -> Table:
    """Baselines and targets have a column where any is known; else one line says that none is."""
    told = any(_is_bounded(row) for area in areas for row in area.indicators)
    columns = [Column(_("Indicator"), width=2.0), Column(_("What was seen"), width=2.8)]
    if told:
        columns.insert(1, Column(_("Baseline and target"), width=1.2))
    lines: list[TableRow] = []
    for area in areas:
        lines.append(TableRow((cell(page.tongue.label(area.name), *standing_tag(area)),), "group"))
        lines += [_indicator(page, row, area.key, bounded=told) for row in area.indicators]
    note = "" if told else _("Baselines and targets of these indicators are not known.")
    caption = page.tongue.say(dimension.name)
    return Table(caption, tuple(columns), tuple(lines), note=runs(note), id=name)


def _is_bounded(row: Any) -> bool:
    return row.baseline_value is not None or any(one.value is not None or one.words for one in row.targets)


def _indicator(page: Page, row: Any, area: str, *, bounded: bool) -> TableRow:
    name: list[str | Run] = [page.tongue.label(row.name), " ", emphasis(f"({wording(row.indicator_kind)})")]
    if row.focus_country:
        name += [" ", page.name("focus-country", row.focus_country)]
    name += standing_tag(row)
    seen: list[str | Run] = [*_seen(page, row, area)]
    if row.disaggregations:
        by = page.listed(page.in_terms(row.disaggregations))
        seen += [Break(), *labelled(_("Told apart by"), *by)]
    if row.verification:
        seen += [Break(), *labelled(_("Means of verification"), page.tongue.told(row.verification))]
    cells = [cell(*name), cell(*seen)]
    if bounded:
        cells.insert(1, Cell(_bounds(page, row)))
    return TableRow(tuple(cells))


def _bounds(page: Page, row: Any) -> Runs:
    """Baseline and targets, as far as they are known."""
    baseline: Run | str = page.tongue.told(row.baseline) if row.baseline else _("not known")
    if row.baseline_value is not None:
        baseline = page.tongue.number(row.baseline_value)
    targets = [labelled(_("Target"), *_target(page, one)) for one in row.targets]
    return on_lines(
        [labelled(_("Baseline"), baseline), *(targets or [labelled(_("Target"), _("not known"))])]
    )


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
        measures={measure.key: measure_of(measure, records) for measure in records.of("measure")},
        figures=figures_of(records),
        ratings=records.of("rating"),
        heard=taken_by_indicators(records.of("heard")).get(row.key),
    )


def _seen(page: Page, row: Any, area: str) -> Runs:
    """Figures and ratings first, then the outcomes that are tied to it; that nothing was seen is said."""
    value = value_of(page, row, area)
    lines: list[Runs] = [*_measured(page, row, value)]
    if value.heard is not None:
        lines.append(_heard(page, value.heard))
    for key in value.ratings:
        rating = page.records.get("rating", key)
        country = (
            page.name("focus-country", rating.focus_country)
            if rating.focus_country
            else _("Campaign as a whole")
        )
        lines.append(runs(country, page.tongue.colon, page.name("scale-step", rating.step)))
    if value.verified:
        count = len(value.verified)
        said = ngettext("%(count)s verified outcome", "%(count)s verified outcomes", count)
        lines.append(
            labelled(said % {"count": page.tongue.number(count)}, *page.links("outcome", value.verified))
        )
    if value.unverified:
        lines.append(labelled(_("Not verified"), *page.links("outcome", value.unverified)))
    return on_lines(lines) if lines else runs(_("Nothing was reported."))


def _heard(page: Page, taken: Taken) -> Runs:
    """What was counted in imported rows; published facts of the same measure stand in lines of their own."""
    number = page.tongue.share if taken.what.is_share else page.tongue.number
    value = _("not known") if taken.value is None else number(taken.value)
    return runs(wording(taken.what), page.tongue.colon, value, f" ({how_taken(taken)})")


def _of_whom(page: Page, kind: str, keys: Sequence[str]) -> Runs:
    """Whose figures these are, each once: one section's are not the movement's."""
    rows = page.records.named(kind, keys)
    names = dict.fromkeys(name for row in rows if (name := whose(page, row)))
    return runs(f" ({page.tongue.listed(names)})") if names else ()


def _measured(page: Page, row: Any, value: IndicatorValue) -> Iterator[Runs]:
    """Each measure by itself: figures of different measures are never added to one another."""
    for result in value.results:
        if isinstance(result, NoFigures):
            continue
        name = page.name("measure", result.measure)
        if row.focus_country == "":
            fact = page.facts.numbers[f"total:{result.measure}"]
            said = FactRef(fact.id, page.tongue.fact(fact))
            yield runs(name, page.tongue.colon, said, *_of_whom(page, "figure", result.parts))
        else:
            own: list[str | Run] = []
            for key in result.parts:
                own += [
                    page.tongue.comma if own else "",
                    page.ref(f"figure:{key}"),
                    *_of_whom(page, "figure", (key,)),
                ]
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
