"""Those whom the work is with and on: partners, targets, what governments can bring to bear, chances to move them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from headway.listen.drawings import in_time
from headway.report.blocks import (
    Block,
    Card,
    Column,
    Definition,
    Definitions,
    Paragraph,
    Run,
    Runs,
    Table,
    TableRow,
    Text,
    cell,
    runs,
    strong,
)
from headway.report.page.footing import capital, footing, labelled, standing_mark, standing_tag
from headway.report.page.grouping import by_country
from headway.report.page.page import Page
from headway.report.page.wording import wording
from headway.report.rows import BlockRow


def partners(page: Page, block: BlockRow) -> list[Block]:
    rows = page.choose(block, page.records.of("partner")).fresh
    made: list[Block] = []
    if block.by_country:
        for heading, own in by_country(page, rows):
            made += [heading, Definitions(tuple(_partner(page, row) for row in own))]
    elif rows:
        made.append(Definitions(tuple(_partner(page, row) for row in rows)))
    return [*made, *footing(page, rows)] if rows else []


def _partner(page: Page, row: Any) -> Definition:
    about = [Text(page.tongue.country(code)) for code in row.countries]
    parts: list[str | Run] = [*_sentence(page, [*page.kind_said(row, "partner_kind"), *about])]
    for text in (row.relation, row.capacity, row.independence):
        if text:
            parts += [page.tongue.told(text), " "]
    if row.offices:
        parts += [*labelled(_("Works with"), page.names("office", row.offices), ".")]
    return Definition(runs(page.tongue.label(row.name), *standing_tag(row)), runs(*parts))


def _sentence(page: Page, words: Sequence[Text]) -> Runs:
    """A few words as a short sentence of their own; nothing where there are none."""
    if not words:
        return ()
    first, *others = words
    return runs(*page.listed([Text(capital(first.text), first.lang), *others]), ". ")


def targets(page: Page, block: BlockRow) -> list[Block]:
    """Those who decide, where they stand, and what is known of it."""
    rows = page.choose(block, page.records.of("target")).fresh
    if not rows:
        return []
    made: list[Block] = []
    if block.by_country:
        for heading, own in by_country(page, rows):
            made += [heading, Definitions(tuple(_target(page, row) for row in own))]
    else:
        made.append(Definitions(tuple(_target(page, row) for row in rows)))
    return [*made, *footing(page, rows)]


def _target(page: Page, row: Any) -> Definition:
    where = [Text(page.tongue.country(row.country))] if row.country else []
    parts: list[str | Run] = [*_sentence(page, [*page.kind_said(row, "target_kind"), *where])]
    if row.text:
        parts += [page.tongue.told(row.text), " "]
    for position in row.positions:
        stance = capital(wording(position.stance))
        if when := page.tongue.when(position.when):
            stance = page.tongue.listed([stance, when]) if "(" in when else f"{stance} ({when})"
        parts += [*labelled(stance, page.tongue.told(position.text)), " "]
    return Definition(runs(page.tongue.label(row.name), *standing_tag(row)), runs(*parts))


def relations(page: Page, block: BlockRow) -> list[Block]:
    """What a government can bring to bear on a country of focus, what was tried, and what came of it."""
    rows = page.choose(block, page.records.of("relation")).fresh
    pairs = Counter((row.government, row.focus_country) for row in rows)
    return [_relation(page, row, is_one_of_many=pairs[row.government, row.focus_country] > 1) for row in rows]


def _relation(page: Page, row: Any, *, is_one_of_many: bool) -> Card:
    """One that is not the only one between the two is known by who holds it."""
    values = {
        "government": page.tongue.country(row.government),
        "country": page.name("focus-country", row.focus_country).text,
    }
    blocks: list[Block] = [Paragraph(labelled(_("Leverage"), page.tongue.told(row.leverage)))]
    if row.tried:
        blocks.append(Paragraph(labelled(_("What was tried"), page.tongue.told(row.tried))))
    if row.came_of:
        blocks.append(Paragraph(labelled(_("What came of it"), page.tongue.told(row.came_of))))
    meta: list[str | Run] = [page.office(row.office)] if row.office else []
    title: list[str | Run] = [_("%(government)s and %(country)s") % values]
    holders = page.names("target", row.held_by)
    if holders and is_one_of_many:
        title += [page.tongue.colon, holders]
    elif holders:
        meta += [" · " if meta else "", _("held by %(names)s") % {"names": holders}]
    mark = standing_mark(row)
    return Card(
        title=runs(*title),
        meta=runs(*meta),
        marks=(mark,) if mark else (),
        blocks=(*blocks, *footing(page, [row])),
        id=page.place("relation", row.key),
    )


def opportunities(page: Page, block: BlockRow) -> list[Block]:
    """Dated chances to move somebody, in time, with what was asked and what came of it."""
    rows = page.choose(block, page.records.of("opportunity")).fresh
    if not rows:
        return []
    columns = (
        Column(_("When")),
        Column(_("Chance"), width=1.6),
        Column(_("What was asked"), width=1.8),
        Column(_("What came of it"), width=2.0),
    )
    lines = tuple(_opportunity(page, row) for row in in_time(rows))
    caption = (
        page.tongue.say(block.caption)
        if block.caption
        else _("Chances to move somebody, in the order of time")
    )
    unsaid = any(not (row.ask and row.result and page.tongue.when(row.when)) for row in rows)
    note = runs(_("Where nothing stands, the source says nothing.")) if unsaid else ()
    table = Table(caption, columns, lines, note=note, row_headers=False, id=page.place("table", block.key))
    return [table, *footing(page, rows)]


def _opportunity(page: Page, row: Any) -> TableRow:
    what: list[str | Run] = [strong(page.tongue.label(row.name))]
    for kind in page.kind_said(row, "opportunity_kind"):
        what += [" (", kind, ")"]
    where = page.names("focus-country", row.focus_countries)
    what += [f". {where}" if where else "", *standing_tag(row)]
    if whom := page.names("target", row.targets):
        what += [". ", *labelled(_("Aimed at"), whom, ".")]
    if row.owner:
        what += [" ", *labelled(_("Who sees to it"), page.office(row.owner), ".")]
    if row.lead_weeks:
        weeks = ngettext("%(number)s week ahead", "%(number)s weeks ahead", row.lead_weeks)
        what += [" ", *labelled(_("Lead time"), weeks % {"number": page.tongue.number(row.lead_weeks)}, ".")]
    asked: list[str | Run] = [page.tongue.told(row.ask)] if row.ask else []
    return TableRow(
        (
            cell(capital(page.tongue.when(row.when))),
            cell(*what),
            cell(*asked),
            cell(*_came_of(page, row)),
        )
    )


def _came_of(page: Page, row: Any) -> Runs:
    parts: list[str | Run] = [page.tongue.told(row.result)] if row.result else []
    if row.follow_up:
        name = pgettext("what follows from an opportunity", "Next")
        parts += [" ", *labelled(name, page.tongue.told(row.follow_up))]
    tied = [outcome.key for outcome in page.records.of("outcome") if row.key in outcome.opportunities]
    if tied:
        parts += [" ", *labelled(_("See"), *page.links("outcome", tied))]
    return runs(*parts)
