"""Outcomes: who changed what, how the campaign had a part in it, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

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
    strong,
)
from headway.report.page.footing import capital, footing, labelled, on_lines, standing_mark, standing_tag
from headway.report.page.grouping import by_country
from headway.report.page.page import Page
from headway.report.page.wording import wording
from headway.report.rows import BlockRow
from headway.verify.rows import Course, Credit, Direction, OutcomeState, Side, Weight

# More offices than these are not set in bold, and more activities than these are counted: all are told elsewhere.
FEW_OFFICES = 3
MOST_ACTIVITIES = 6


def outcomes(page: Page, block: BlockRow) -> list[Block]:
    """The outcomes that the block asks for; those told already are only named, with the way to them."""
    chosen = page.choose(block, page.records.of("outcome"))
    made: list[Block] = []
    if block.by_country:
        for heading, rows in by_country(page, chosen.fresh):
            made += [heading, *(outcome_card(page, row) for row in rows)]
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


def outcome_card(page: Page, row: Any) -> Card:
    """The change first; then, a line each, who had what part in it, what else may explain it, and what proves it."""
    page.show([row])
    first: list[str | Run] = [page.tongue.told(row.statement)]
    if row.significance:
        first += [" ", page.tongue.told(row.significance)]
    entries = [entry for claim in row.contributions for entry in _claim(page, claim, row)]
    entries += [*_evidence(page, row), *_verdicts(page, row)]
    blocks: list[Block] = [Paragraph(runs(*first))]
    blocks += [Definitions(tuple(entries))] if entries else []
    return Card(
        title=runs(page.name("outcome", row.key)),
        meta=_meta(page, row),
        marks=_marks(row),
        blocks=(*blocks, *footing(page, [row])),
        id=page.place("outcome", row.key),
    )


def _meta(page: Page, row: Any) -> Runs:
    """Where and when, who changed, and what kind of change it is."""
    where = _where(page, row)
    place = row.place if row.place and row.place != where else ""
    parts: list[Run] = [Text(where)] if where else []
    parts += [page.tongue.told(place)] if place else []
    parts += [Text(capital(when))] if (when := page.tongue.when(row.when)) else []
    parts += [page.tongue.told(row.actor), Text(wording(row.level))]
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


def _claim(page: Page, claim: Any, row: Any) -> list[Definition]:
    """How offices had a part in it, by what they did and with whom, and what else may explain the change."""
    tell = page.tongue.told
    names = page.names("office", claim.offices)
    few = len(claim.offices) <= FEW_OFFICES
    how: list[str | Run] = [strong(names, ". ") if few else f"{names}. "] if names else []
    how += [tell(claim.how)]
    if claim.others:
        how += [" ", tell(claim.others)]
    if claim.credit is not Credit.CONTRIBUTING:
        how += [" ", Mark("status", wording(claim.credit))]
    by: list[str | Run] = [*page.links("activity", claim.activities[:MOST_ACTIVITIES])]
    if (more := len(claim.activities) - MOST_ACTIVITIES) > 0:
        said = ngettext("and %(more)s more", "and %(more)s more", more)
        by += [" ", said % {"more": page.tongue.number(more)}]
    if claim.tactics:
        by += [" (" if by else "", tell(", ".join(claim.tactics)), ")" if claim.activities else ""]
    lines = [runs(*how, *standing_tag(claim))]
    lines += [labelled(pgettext("by what means", "Through"), *by)] if by else []
    if partners := {*claim.partners, *row.partners}:
        lines.append(labelled(pgettext("together with whom", "With"), *page.links("partner", partners)))
    found = [Definition(runs(_("Contribution")), on_lines(lines))]
    if claim.rivals:
        rivals = on_lines([_rival(page, rival) for rival in claim.rivals])
        found.append(Definition(runs(_("Other explanations")), rivals))
    return found


def _rival(page: Page, rival: Any) -> Runs:
    parts: list[str | Run] = [page.tongue.told(rival.text)]
    if rival.weight is not Weight.UNKNOWN:
        parts = [page.tongue.told(rival.text.rstrip(".")), f" ({wording(rival.weight)})."]
    if rival.why:
        parts += [" ", page.tongue.told(rival.why)]
    return runs(*parts, *standing_tag(rival))


def _evidence(page: Page, row: Any) -> list[Definition]:
    lines = []
    for item in row.evidence:
        parts: list[str | Run] = [page.tongue.told(item.text.rstrip(".")), " (", wording(item.evidence_kind)]
        if item.origin:
            parts += [page.tongue.semicolon, page.tongue.told(item.origin.rstrip("."))]
        if when := page.tongue.when(item.when):
            parts += [page.tongue.semicolon, when]
        parts.append(").")
        if item.side is Side.AGAINST:
            parts += [" ", Mark("status", wording(item.side), "bad")]
        lines.append(runs(*parts, *standing_tag(item)))
    for item in row.substantiations:
        who = page.tongue.told(item.who) if item.who else _("Somebody independent")
        said: list[str | Run] = [
            who,
            " ",
            wording(item.says),
            ". " if item.text else "",
            page.tongue.told(item.text),
        ]
        when = page.tongue.when(item.when)
        lines.append(runs(*said, f" ({when})" if when else "", *standing_tag(item)))
    return [Definition(runs(_("Evidence")), on_lines(lines))] if lines else []


def _verdicts(page: Page, row: Any) -> list[Definition]:
    lines = []
    for verdict in row.verdicts:
        parts: list[str | Run] = [page.tongue.told(verdict.text)]
        if verdict.as_published:
            parts += [" ", Mark("verdict", _("as published"))]
        elif verdict.verdict is not row.state:
            parts += [" ", Mark("verdict", wording(verdict.verdict))]
        when = page.tongue.when(verdict.when)
        if verdict.meeting:
            parts += [" (", page.name("meeting", verdict.meeting), f", {when}" if when else "", ")"]
        elif when:
            parts.append(f" ({when})")
        if verdict.dissent:
            parts += [" ", *labelled(_("Dissent"), page.tongue.told(verdict.dissent))]
        lines.append(runs(*parts, *standing_tag(verdict)))
    return [Definition(runs(_("Verdict")), on_lines(lines))] if lines else []
