"""Moments to look at, what was published for them, and the kinds of content that posts are sorted into."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from headway.listen.drawings import in_time, moments_chart
from headway.report.blocks import (
    Block,
    Column,
    Definition,
    Definitions,
    Run,
    Runs,
    Table,
    TableRow,
    Text,
    Timeline,
    TimelineEntry,
    cell,
    runs,
    strong,
)
from headway.report.page.footing import capital, footing, labelled, standing_tag
from headway.report.page.page import Page
from headway.report.rows import BlockRow
from headway.report.sections.drawings import figure, frame


def moments(page: Page, block: BlockRow) -> list[Block]:
    """When the campaign was to be heard of, planned or not: as a picture, and told one after the other."""
    rows = in_time(page.choose(block, page.records.of("moment")).fresh)
    if not rows:
        return []
    caption = page.tongue.say(block.caption) if block.caption else _("Moments of the campaign")
    told = frame(page, caption, _("{count} moments, in the order of time."))
    drawn = figure(page, lambda: moments_chart(told, page.tongue, rows), caption=caption, name=block.key)
    entries = tuple(TimelineEntry(capital(page.tongue.when(row.when)), _moment(page, row)) for row in rows)
    return [*drawn, Timeline(entries), *footing(page, rows)]


def _moment(page: Page, row: Any) -> Runs:
    parts: list[str | Run] = [strong(page.tongue.label(row.name), ".")]
    parts += [" ", page.tongue.told(row.text)] if row.text else []
    if not row.planned:
        parts += [" ", _("Not planned as a media moment.")]
    if row.outputs:
        parts += [" ", *labelled(_("Published with it"), page.names("output", row.outputs), ".")]
    return runs(*parts, *standing_tag(row))


def outputs(page: Page, block: BlockRow) -> list[Block]:
    rows = page.choose(block, page.records.of("output")).fresh
    if not rows:
        return []
    entries = tuple(_output(page, row) for row in in_time(rows))
    return [Definitions(entries), *footing(page, rows)]


def _output(page: Page, row: Any) -> Definition:
    kind = page.kind(row, "output_kind")
    about = [page.tongue.when(row.when), page.names("focus-country", row.focus_countries)]
    said = [Text(capital(kind.text), kind.lang), *(Text(part) for part in about if part)]
    parts: list[str | Run] = [*page.listed(said), ". "]
    parts += [page.tongue.told(row.text), " "] if row.text else []
    if row.offices:
        parts += labelled(_("Published by"), page.names("office", row.offices), ".")
    return Definition(runs(page.tongue.label(row.name), *standing_tag(row)), runs(*parts))


def content_types(page: Page, block: BlockRow) -> list[Block]:
    """The kinds of content with what they mean; no record says how engagement was spread over them."""
    rows = page.choose(block, page.records.of("content-type")).fresh
    if not rows:
        return []
    columns = (Column(_("Kind of content")), Column(_("What it is"), width=2.6))
    lines = tuple(
        TableRow((cell(page.tongue.label(row.name)), cell(page.tongue.label(row.meaning)))) for row in rows
    )
    note = _("How engagement was spread over these kinds is not in the records of this edition.")
    caption = page.tongue.say(block.caption) if block.caption else _("Kinds of content")
    table = Table(caption, columns, lines, note=runs(note), id=page.place("table", block.key))
    return [table, *footing(page, rows)]
