"""What the campaign means to do: theory of change, objectives, offices' plans, risks, and the way out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from headway.plan.drawings import theory_chart
from headway.plan.rows import TheoryStage
from headway.report.blocks import (
    Block,
    Bullets,
    Definition,
    Definitions,
    Paragraph,
    Run,
    Runs,
    runs,
    strong,
)
from headway.report.page.footing import footing, labelled, on_lines, standing_tag
from headway.report.page.grouping import by_country, by_value
from headway.report.page.page import Page
from headway.report.page.wording import wording
from headway.report.rows import BlockRow
from headway.report.sections.drawings import figure, frame


def theory(page: Page, block: BlockRow) -> list[Block]:
    """The theory of change as a picture, and each step in words below it."""
    rows = page.records.of("theory-node")
    if not rows:
        return []
    caption = page.tongue.say(block.caption) if block.caption else _("How change is thought to come about")
    told = frame(page, caption, _("{steps} steps, joined by {links} links."))
    made = figure(page, lambda: theory_chart(told, page.tongue, rows), caption=caption, name=block.key)
    entries = []
    for stage in TheoryStage:
        own = [row for row in rows if row.stage is stage and row.text]
        if own:
            said = [
                runs(strong(page.tongue.label(row.name)), page.tongue.colon, page.tongue.told(row.text))
                for row in own
            ]
            entries.append(Definition(runs(wording(stage)), on_lines(said)))
    made += [Definitions(tuple(entries))] if entries else []
    return [*made, *footing(page, rows)]


def objectives(page: Page, block: BlockRow) -> list[Block]:
    """What is to change in systems and for individuals, by country."""
    rows = page.choose(block, page.records.of("objective")).all
    made: list[Block] = []
    for level, own in by_value(rows, "level"):
        made.append(page.heading(wording(level), deeper=1 if block.heading else 0))
        entries = []
        for country, mine in by_value(own, "focus_country"):
            term = page.name("focus-country", country) if country else _("All countries of focus")
            said = [runs(page.tongue.told(row.text), *standing_tag(row)) for row in mine]
            entries.append(Definition(runs(term), on_lines(said)))
        made.append(Definitions(tuple(entries)))
    return [*made, *footing(page, rows)] if rows else []


def sign_ups(page: Page, block: BlockRow) -> list[Block]:
    """What each office took on: countries of focus, its own objective, the audiences it chose."""
    rows = page.choose(block, page.records.of("sign-up")).all
    entries = tuple(
        Definition(runs(page.office(row.office), *standing_tag(row)), _sign_up(page, row)) for row in rows
    )
    return [*page.office_note(), Definitions(entries), *footing(page, rows)] if rows else []


def _sign_up(page: Page, row: Any) -> Runs:
    parts = [runs(page.tongue.told(row.text))] if row.text else []
    if row.national_objective:
        parts.append(labelled(_("National objective"), page.tongue.told(row.national_objective)))
    if row.focus_countries:
        parts.append(labelled(_("Countries of focus"), page.names("focus-country", row.focus_countries), "."))
    if row.audiences:
        parts.append(labelled(_("Audiences"), *page.listed(page.in_terms(row.audiences)), "."))
    return on_lines(parts) or runs(_("No details are known."))


def risks(page: Page, block: BlockRow) -> list[Block]:
    """What may go wrong, or did, by country, with what is done about it."""
    rows = page.choose(block, page.records.of("risk")).all
    made: list[Block] = []
    for heading, own in by_country(page, rows):
        made += [heading, Bullets(tuple(_risk(page, row) for row in own))]
    return [*made, *footing(page, rows)] if rows else []


def _risk(page: Page, row: Any) -> Runs:
    seen = _("foreseen") if row.foreseen else _("learnt on the way")
    parts: list[str | Run] = [strong(page.tongue.label(row.name)), f" ({seen}). ", page.tongue.told(row.text)]
    if row.mitigation:
        parts += [" ", *labelled(_("What is done about it"), page.tongue.told(row.mitigation))]
    if row.owner:
        parts += [" ", *labelled(_("Who sees to it"), page.tongue.told(row.owner), ".")]
    tied = [outcome.key for outcome in page.records.of("outcome") if row.key in outcome.risks]
    if tied:
        parts += [" ", *labelled(_("See"), *page.links("outcome", tied))]
    return runs(*parts, *standing_tag(row))


def exit_plan(page: Page, block: BlockRow) -> list[Block]:
    """What must be in place before the campaign ends."""
    rows = page.choose(block, page.records.of("exit-item")).all
    entries = tuple(
        Definition(runs(page.tongue.label(row.name), *standing_tag(row)), _exit_item(page, row))
        for row in rows
    )
    unsaid = rows and not any(row.owner for row in rows)
    told = [Paragraph(runs(_("Who sees to these things is not known.")), style="small")] if unsaid else []
    return [Definitions(entries), *told, *footing(page, rows)] if rows else []


def _exit_item(page: Page, row: Any) -> Runs:
    parts: list[str | Run] = [page.tongue.told(row.text)]
    if row.focus_country:
        parts += [" (", page.name("focus-country", row.focus_country), ")"]
    if row.owner:
        parts += [" ", *labelled(_("Who sees to it"), page.tongue.told(row.owner), ".")]
    return runs(*parts)
