"""The last annex: what is counted and how, kinds of activity, and the documents that the facts come from."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from headway.report.blocks import (
    Block,
    Bullets,
    Chapter,
    Column,
    Definition,
    Definitions,
    Heading,
    Paragraph,
    Run,
    Table,
    TableRow,
    cell,
    emphasis,
    runs,
)
from headway.report.page.footing import capital, footing, isolated, section_name
from headway.report.page.page import Page
from headway.report.page.wording import wording
from headway.report.sections.notes import TERMS


def terms(page: Page) -> Chapter | None:
    """Every measure and kind that an office can report, so that no word of a table needs guessing."""
    page.chapter = TERMS
    blocks = [*_measures(page), *_kinds(page), *_documents(page)]
    return (
        Chapter("chapter-terms", _("Annex: what is counted, and sources"), tuple(blocks), numbered=False)
        if blocks
        else None
    )


def _measures(page: Page) -> list[Block]:
    rows = page.records.of("measure")
    if not rows:
        return []
    columns = (Column(_("What is counted"), width=1.3), Column(_("What it means"), width=2.0))
    lines: list[TableRow] = []
    areas = [*page.records.of("area"), None]
    for area in areas:
        own = [row for row in rows if row.area == (area.key if area else "")]
        if own:
            name: Run | str = page.tongue.label(area.name) if area else _("In no area of its own")
            lines.append(TableRow((cell(name),), "group"))
            lines += [_measure(page, row) for row in own]
    table = Table(_("What is counted"), columns, tuple(lines), id=page.place("table", "measures"))
    return [Heading(_("What is counted")), table, *footing(page, rows)]


def _measure(page: Page, row: Any) -> TableRow:
    """A measure with its unit; what it means, and what its figures may be taken together to."""
    meaning: list[str | Run] = [page.tongue.label(row.help), " "] if row.help else []
    if row.disaggregations:
        by = _("Told apart by %(parts)s.") % {
            "parts": page.tongue.join(word.text for word in page.in_terms(row.disaggregations))
        }
        meaning += [by, " "]
    meaning += [emphasis(capital(wording(row.additivity)), ".")]
    return TableRow(
        (cell(page.tongue.label(row.name), " (", page.tongue.label(row.unit), ")"), cell(*meaning))
    )


def _kinds(page: Page) -> list[Block]:
    rows = [kind for kind in page.records.of("activity-kind") if kind.help]
    if not rows:
        return []
    entries = tuple(
        Definition(runs(page.tongue.label(row.name)), runs(page.tongue.label(row.help))) for row in rows
    )
    return [Heading(_("Kinds of activity")), Definitions(entries), *footing(page, page.records.of("area"))]


def _documents(page: Page) -> list[Block]:
    rows = page.facts.campaign.sources
    if not rows:
        return []
    made: list[Block] = [Heading(_("Documents that the facts come from"))]
    for row in rows:
        about: list[str | Run] = [
            isolated(row.publisher) if row.publisher else "",
            page.tongue.when(row.published),
            isolated(row.identifier) if row.identifier else "",
        ]
        parts: list[str | Run] = []
        for part in about:
            if runs(part):
                parts += [page.tongue.semicolon if parts else "", part]
        parts.append(".")
        made.append(Definitions((Definition(runs(page.tongue.told(row.title)), runs(*parts)),)))
        notes = [line.strip() for line in row.note.split("\n") if line.strip()]
        if notes:
            made.append(Bullets(tuple(runs(page.tongue.told(note)) for note in notes)))
        if row.sections:
            # In the words of the report, so that it stands apart from notes in those of the document.
            named = page.tongue.join(_cited(section) for section in row.sections)
            made.append(
                Paragraph(runs(_("Sections cited: %(sections)s.") % {"sections": named}), style="small")
            )
    return made


def _cited(section: str) -> str:
    """A section among others: its bare number, or what it is called."""
    bare = re.fullmatch(r"\d[\d.]*", section)
    return section if bare else section_name(section)
