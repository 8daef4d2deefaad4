"""Figures and published totals, as tables: what is counted, the value as exactly as it is known, and what it is of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from headway.collect.rows import PublishedKind
from headway.lib.additivity import NoFigures, Result
from headway.lib.precision import Precision
from headway.report.blocks import (
    Block,
    Break,
    Cell,
    Column,
    Definition,
    Definitions,
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
from headway.report.page.footing import footing, standing_tag
from headway.report.page.grouping import by_value
from headway.report.page.page import Page
from headway.report.page.wording import wording
from headway.report.rows import BlockRow
from headway.report.sections.drawings import bars_of, tiers_of

# Fewer than so many rows make no table.
FEWEST_ROWS = 4


def figures(page: Page, block: BlockRow) -> list[Block]:
    """The figures of the block by measure, each measure closed by what its figures may be taken together to."""
    rows = page.choose(block, page.records.of("figure")).all
    if not rows:
        return []
    if len(rows) < FEWEST_ROWS:
        entries = tuple(_figure_entry(page, row) for row in _parts_last(_in_order(page, rows)))
        return [Definitions(entries), *footing(page, rows)]
    # When stands with whose it is: a column of its own would be mostly empty, and a sliver in a column of a page.
    columns = (Column(_("What and whose"), width=2.9), Column(_("How many"), "end", 1.35))
    lines: list[TableRow] = []
    for measure, own in by_value(_in_order(page, rows), "measure"):
        if len(own) > 1:
            lines.append(_measure_head(page, measure))
        lines += [_figure_line(page, row, named=len(own) == 1) for row in _parts_last(own)]
        lines += _total_line(page, measure, own)
    caption = page.tongue.say(block.caption) if block.caption else _("What was counted")
    note = _undated(page, rows)
    table = Table(caption, columns, tuple(lines), note=note, id=page.place("table", block.key))
    return [table, *bars_of(page, rows), *footing(page, rows)]


def _figure_entry(page: Page, row: Any) -> Definition:
    """One of a few figures: what is counted, how many, and whose it is."""
    when = page.tongue.when(row.when) or (page.name("period", row.period).text if row.period else "")
    about: list[str | Run] = [emphasis(_("of these:")), " "] if row.part_of else []
    about += _about(page, row)
    value: list[str | Run] = [page.ref(f"figure:{row.key}"), *_in_words(page, row)]
    parts: list[str | Run] = [*value, " — ", *about, f" ({when})" if when else "", *standing_tag(row)]
    return Definition(runs(page.name("measure", row.measure)), runs(*parts))


def _undated(page: Page, rows: Sequence[Any]) -> Runs:
    """The periods of figures that have no date, said once for all of them."""
    periods = list(dict.fromkeys(row.period for row in rows if row.period and not row.when))
    if not periods:
        return ()
    return runs(_("Without a date of its own: %(periods)s.") % {"periods": page.names("period", periods)})


def _in_order(page: Page, rows: Sequence[Any]) -> list[Any]:
    """By measure as the pack orders measures, and by the pack's own order within."""
    order = {row.key: at for at, row in enumerate(page.records.of("measure"))}
    return sorted(rows, key=lambda row: order[row.measure])


def _parts_last(rows: Sequence[Any]) -> list[Any]:
    """Each figure followed by those that are part of it."""
    keys = {row.key for row in rows}
    tops = [row for row in rows if row.part_of not in keys]
    return [one for top in tops for one in (top, *_parts_of(top, rows))]


def _parts_of(top: Any, rows: Sequence[Any]) -> list[Any]:
    return [one for row in rows if row.part_of == top.key for one in (row, *_parts_of(row, rows))]


def _measure_head(page: Page, measure: str) -> TableRow:
    row = page.records.get("measure", measure)
    return TableRow((cell(page.tongue.label(row.name)),), "group")


def _figure_line(page: Page, row: Any, *, named: bool) -> TableRow:
    """One figure; `named` where no row above it says what is counted."""
    what: list[str | Run] = []
    if named:
        what += [strong(page.name("measure", row.measure)), Break()]
    if row.part_of:
        what += [emphasis(_("of these:")), " "]
    what += [*_about(page, row)]
    what += [" · ", when] if (when := page.tongue.when(row.when)) else []
    what += standing_tag(row)
    value: list[str | Run] = [page.ref(f"figure:{row.key}")]
    value += _in_words(page, row)
    return TableRow((cell(*what), cell(*value)))


def _about(page: Page, row: Any) -> Runs:
    """Whose figure it is and of what, without saying a country that its office says already."""
    parts: list[Run] = []
    if row.activity:
        parts.append(page.link("activity", row.activity))
    if row.case:
        parts.append(page.link("case", row.case))
    if row.office and not row.activity:
        parts.append(page.office(row.office))
    if row.focus_country and not row.activity and not row.case and not _is_at_home(page, row):
        parts.append(page.name("focus-country", row.focus_country))
    if row.country and not parts:
        parts.append(cell(page.tongue.country(row.country)).runs[0])
    if row.of:
        parts.append(page.called(row.of))
    if not parts:
        parts.append(page.name("measure", row.measure))
    found: list[str | Run] = []
    for part in parts:
        found += [" · " if found else "", part]
    return runs(*found)


def _is_at_home(page: Page, row: Any) -> bool:
    """True where the office is that of the country of focus, and its name says so."""
    country = page.records.get("focus-country", row.focus_country)
    office = page.records.get("office", row.office) if row.office else None
    return office is not None and country is not None and office.country in country.countries


def _total_line(page: Page, measure: str, rows: Sequence[Any]) -> list[TableRow]:
    """What the measure allows of its figures, where there are several and all of them stand here."""
    result: Result = page.facts.results[measure]
    counts = getattr(result, "counts", ())
    keys = {row.key for row in rows}
    if isinstance(result, NoFigures) or not set(result.parts) <= keys or (counts and len(counts) < 2):
        return []
    fact = page.facts.numbers[f"total:{measure}"]
    said: list[str | Run] = [FactRef(fact.id, page.tongue.fact(fact))]
    name = _("Spread, not added") if fact.is_spread else _("Together")
    if fact.refused is not None:
        name = _("Not added: %(why)s") % {"why": wording(fact.refused)}
    elif fact.reasons:
        why = page.tongue.join(wording(reason) for reason in fact.reasons)
        name = _("Together, as a range: %(why)s") % {"why": why}
    return [TableRow((cell(name), Cell(runs(*said))), "total")]


def published(page: Page, block: BlockRow) -> list[Block]:
    """What a source printed without the records under it: numbers, shares, and judgements in words."""
    rows = page.choose(block, page.records.of("published")).all
    if not rows:
        return []
    numbers = [row for row in rows if row.published_kind is not PublishedKind.WORDS]
    words = [row for row in rows if row.published_kind is PublishedKind.WORDS]
    if len(rows) < FEWEST_ROWS:
        entries = tuple(
            Definition(*(one.runs for one in _published_line(page, row).cells)) for row in _parts_last(rows)
        )
        return [Definitions(entries), *footing(page, rows)]
    columns = (Column(_("What was published"), width=1.9), Column(_("As published"), width=1.3))
    caption = (
        page.tongue.say(block.caption) if block.caption else _("As published, without the records underneath")
    )
    lines = [_published_line(page, row) for row in _parts_last(numbers)]
    if words and numbers:
        lines.append(TableRow((cell(_("Said in words, without a number")),), "group"))
    lines += [_published_line(page, row) for row in _parts_last(words)]
    table = Table(caption, columns, tuple(lines), id=page.place("table", block.key))
    return [*tiers_of(page, numbers), table, *footing(page, rows)]


def _published_line(page: Page, row: Any) -> TableRow:
    what: list[str | Run] = []
    if row.part_of:
        what += [emphasis(_("of these:")), " "]
    what.append(page.tongue.label(row.name))
    about = [part for part in (_whose(page, row), _when_of(page, row)) if part]
    if about:
        what.append(f" ({page.tongue.listed(about)})")
    what += standing_tag(row)
    if row.made_of:
        what += [Break(), emphasis(page.tongue.told(row.made_of))]
    return TableRow((cell(*what), Cell(_value(page, row))))


def _when_of(page: Page, row: Any) -> str:
    """The date, where it is not that of the moment which is named."""
    moment = page.records.get("moment", row.moment) if row.moment else None
    if moment is None or row.when is None or row.office or row.case:
        return page.tongue.when(row.when)
    return "" if moment.when.edtf == row.when.edtf else page.tongue.when(row.when)


def _whose(page: Page, row: Any) -> str:
    for kind, key in (("office", row.office), ("case", row.case), ("moment", row.moment)):
        if key:
            return (page.office(key) if kind == "office" else page.name(kind, key)).text
    return page.name("focus-country", row.focus_country).text if row.focus_country else ""


def _value(page: Page, row: Any) -> Runs:
    fact = page.facts.numbers[f"published:{row.key}"]
    if row.value is None:
        return runs(FactRef(fact.id, row.words))
    unit = f" {page.tongue.say(row.unit)}" if row.unit else ""
    found: list[str | Run] = [FactRef(fact.id, page.tongue.fact(fact)), unit]
    if row.precision is not Precision.EXACT or row.published_kind is PublishedKind.RATIO:
        found += _in_words(page, row)
    return runs(*found)


def _in_words(page: Page, row: Any) -> Runs:
    """The words of the source beside the number, where they say more than the number does."""
    if row.value is None or not row.words:
        return ()
    said = page.tongue.fact(page.facts.numbers[f"{row.kind}:{row.key}"])
    if row.words.casefold() == said.casefold():
        return ()
    return runs(" ", emphasis(*page.tongue.quoted(row.words)))
