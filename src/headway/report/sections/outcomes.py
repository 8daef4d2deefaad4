"""Outcomes: who changed what, and how the campaign had a part in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.report.blocks import (
    Block,
    Bullets,
    Card,
    Definition,
    Definitions,
    Mark,
    Paragraph,
    Run,
    Runs,
    Text,
    runs,
)
from headway.report.page.footing import capital, footing, on_lines, standing_mark
from headway.report.page.grouping import by_country, countries_of
from headway.report.page.page import Page
from headway.report.page.wording import wording
from headway.report.rows import BlockRow
from headway.report.sections.grounds import ground_links, part_in_it
from headway.verify.rows import Course, Direction, OutcomeState


def outcomes(page: Page, block: BlockRow) -> list[Block]:
    """The outcomes that the block asks for; those told already are only named, with the way to them."""
    chosen = page.choose(block, page.records.of("outcome"))
    made: list[Block] = page.office_note() if chosen.fresh else []
    if block.by_country:
        for heading, rows in by_country(page, chosen.fresh):
            made += [heading, *(outcome_card(page, row, under=countries_of(row)) for row in rows)]
    else:
        made += [outcome_card(page, row) for row in chosen.fresh]
    return made + told_earlier(page, chosen.earlier)


def unintended(page: Page, block: BlockRow) -> list[Block]:
    """Setbacks, and effects that nobody meant to have."""
    rows = [
        row for row in page.records.of("outcome") if not row.intended or row.direction is Direction.NEGATIVE
    ]
    chosen = page.choose(block, rows)
    earlier = [row for row in rows if row not in chosen.fresh]
    made: list[Block] = [outcome_card(page, row) for row in chosen.fresh]
    if earlier:
        made.append(Paragraph(runs(_("These setbacks and unintended effects are told in full above."))))
        made.append(Bullets(tuple(_in_a_line(page, row) for row in earlier)))
    return made


def told_earlier(page: Page, rows: Sequence[Any]) -> list[Block]:
    """A line for each outcome that belongs here and has its place further up."""
    if not rows:
        return []
    said = ngettext(
        "This outcome, told above, belongs here as well.",
        "These outcomes, told above, belong here as well.",
        len(rows),
    )
    return [Paragraph(runs(said)), Bullets(tuple(_in_a_line(page, row) for row in rows))]


def _in_a_line(page: Page, row: Any) -> Runs:
    where = _where(page, row)
    return runs(page.link("outcome", row.key), f" ({where})" if where else "")


def _where(page: Page, row: Any) -> str:
    if row.focus_country:
        return page.name("focus-country", row.focus_country).text
    return page.tongue.country(row.country) if row.country else ""


def outcome_card(page: Page, row: Any, *, under: Sequence[str] = ()) -> Card:
    """The change, and who had what part in it; what proves it and what else may explain it stand in an annex.

    `under` is the country of focus whose heading the card stands under, which it need not say again.
    """
    page.show([row])
    place = page.place("outcome", row.key)
    if place:
        page.ground(row)
    first: list[str | Run] = [page.tongue.told(row.statement)]
    if row.significance:
        first += [" ", page.tongue.told(row.significance)]
    blocks: list[Block] = [Paragraph(runs(*first))]
    if row.contributions:
        parts = on_lines([part_in_it(page, claim) for claim in row.contributions])
        blocks.append(Definitions((Definition(runs(_("Contribution")), parts),)))
    return Card(
        title=runs(page.name("outcome", row.key)),
        meta=_meta(page, row, under),
        marks=_marks(row),
        blocks=(*blocks, *footing(page, [row], leads=ground_links(page, row))),
        id=place,
    )


def _meta(page: Page, row: Any, under: Sequence[str]) -> Runs:
    """Where and when, who changed, and what kind of change it is."""
    where = _where(page, row)
    place = row.place if row.place and row.place != where else ""
    is_told = bool(row.focus_country) and tuple(under) == (row.focus_country,)
    parts: list[Run] = [Text(where)] if where and not is_told else []
    parts += [page.called(place)] if place else []
    parts += [Text(capital(when))] if (when := page.tongue.when(row.when)) else []
    parts += [page.called(row.actor), Text(wording(row.level))]
    found: list[str | Run] = []
    for part in parts:
        found += [" · " if found else "", part]
    return runs(*found)


def _marks(row: Any) -> tuple[Mark, ...]:
    found = [Mark("status", wording(row.state), "good" if row.state is OutcomeState.VERIFIED else "caution")]
    if row.direction is Direction.NEGATIVE:
        found.append(Mark("status", wording(row.direction), "bad"))
    if not row.intended:
        found.append(Mark("status", _("not intended"), "caution"))
    if row.course is not Course.HOLDS:
        found.append(
            Mark("status", wording(row.course), "quiet" if row.course is Course.UNDER_WAY else "bad")
        )
    if standing := standing_mark(row):
        found.append(standing)
    return tuple(found)
