"""What offices did, by kind, with what it led to; what several did alike is told once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.lib.markdown import as_plain
from headway.report.blocks import Block, Bullets, Paragraph, Run, Runs, runs, strong
from headway.report.page.footing import footing, labelled, standing_tag
from headway.report.page.grouping import by_country, by_value
from headway.report.page.page import Page
from headway.report.rows import BlockRow

# An activity names this many of the outcomes that it had a part in; each outcome names all its activities.
MOST_OUTCOMES = 2
# So many offices that did the same are only listed.
MANY = 4


def activities(page: Page, block: BlockRow) -> list[Block]:
    chosen = page.choose(block, page.records.of("activity"))
    if not chosen.fresh:
        return []
    made: list[Block] = page.office_note()
    if block.by_country:
        for heading, rows in by_country(page, chosen.fresh):
            made += [heading, Bullets(tuple(_told(page, rows)))]
    else:
        made += _by_kind(page, chosen.fresh)
    if chosen.earlier:
        count = len(chosen.earlier)
        said = ngettext(
            "%(count)s more activity of this kind is told further up.",
            "%(count)s more activities of this kind are told further up.",
            count,
        )
        made.append(Paragraph(runs(said % {"count": page.tongue.number(count)}), style="small"))
    return [*made, *footing(page, chosen.fresh)]


def _by_kind(page: Page, rows: Sequence[Any]) -> list[Block]:
    """Under the name of their kind, in the order of the pack; a single kind needs no name."""
    order = {row.key: at for at, row in enumerate(page.records.of("activity-kind"))}
    groups = sorted(by_value(rows, "activity_kind"), key=lambda group: order[group[0]])
    made: list[Block] = []
    for kind, own in groups:
        label = page.records.get("activity-kind", kind).name
        if len(groups) > 1:
            made.append(page.heading(page.tongue.say(label), page.tongue.lang_of(label), deeper=0))
        made.append(Bullets(tuple(_told(page, own))))
    return made


def _told(page: Page, rows: Iterable[Any]) -> Iterable[Runs]:
    """One entry for each story; activities with the same story share it."""
    alike: dict[str, list[Any]] = {}
    for row in rows:
        alike.setdefault(_story(row) or f"key:{row.key}", []).append(row)
    for own in alike.values():
        yield _entry(page, own[0]) if len(own) == 1 else _shared(page, own)


def _story(row: Any) -> str:
    """The story as one stretch of plain text."""
    return " ".join(as_plain(row.story).split())


def _entry(page: Page, row: Any) -> Runs:
    parts: list[str | Run] = [strong(page.tongue.label(row.name), ".")]
    if row.story:
        parts += [" ", page.tongue.told(_story(row))]
    about = _about(page, row)
    return runs(*parts, *standing_tag(row), *([" — ", *about, "."] if about else []), *_led_to(page, [row]))


def _shared(page: Page, rows: Sequence[Any]) -> Runs:
    """A story that several activities share, with who, where and when of each.

    A name that they share is said once; where many offices did the same, their names of it say no more than who they are.
    """
    names = {page.tongue.label(row.name).text for row in rows}
    alike = len(names) == 1 or len({row.office for row in rows}) == len(rows) >= MANY
    parts: list[str | Run] = []
    if len(names) == 1:
        parts += [strong(page.tongue.label(rows[0].name), "."), " "]
    parts += [page.tongue.told(_story(rows[0])), " "]
    for at, row in enumerate(rows):
        about = _about(page, row)
        parts.append(page.tongue.semicolon if at else "")
        if alike:
            parts += about
            continue
        parts.append(page.tongue.label(row.name))
        parts += [" (", *about, ")"] if about else []
    return runs(*parts, ".", *_led_to(page, rows))


def _about(page: Page, row: Any) -> Runs:
    """Whose activity it is, where and when, and whom it reached."""
    office = page.records.get("office", row.office)
    where = page.tongue.country(row.country) if row.country and row.country != office.country else ""
    parts: list[Runs] = [runs(page.office(row.office))]
    if row.place:
        parts.append(runs(page.called(row.place)))
    elif where:
        parts.append(runs(where))
    if when := page.tongue.when(row.when):
        parts.append(runs(when))
    if row.audience:
        parts.append(page.listed(page.in_terms(row.audience.rstrip(".").split(", "))))
    found: list[str | Run] = []
    for part in parts:
        found += [page.tongue.comma if found else "", *part]
    return runs(*found)


def _led_to(page: Page, rows: Sequence[Any]) -> Runs:
    """The outcomes for which a claim names the activity."""
    keys = {row.key for row in rows}
    outcomes = [
        outcome.key
        for outcome in page.records.of("outcome")
        if any(keys & set(claim.activities) for claim in outcome.contributions)
    ]
    if not outcomes:
        return ()
    found = labelled(_("Had a part in"), *page.links("outcome", outcomes[:MOST_OUTCOMES]))
    more = len(outcomes) - MOST_OUTCOMES
    if more <= 0:
        return runs(" ", *found, ".")
    said = ngettext("and in %(more)s more outcome", "and in %(more)s more outcomes", more)
    return runs(" ", *found, " ", said % {"more": page.tongue.number(more)}, ".")
