"""The campaign on a page: its key figures, and what was found, with the outcomes that each finding rests on."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.collect.rows import PublishedKind
from headway.lib.precision import Precision
from headway.report.blocks import Block, KeyFigure, KeyFigures, Mark, Paragraph, runs
from headway.report.facts import Fact
from headway.report.page.counted import count_statement
from headway.report.page.footing import labelled
from headway.report.page.page import Page
from headway.report.page.whose import whose
from headway.report.rows import BlockRow

# What every campaign can say of itself, in the order in which it is said.
_COUNTS = ("offices-contributing", "focus-countries", "outcomes", "outcomes-verified", "cases", "activities")
_MOST_PUBLISHED = 2
# "over" of "over 50", "more than" of "more than 300,000 people".
_BEFORE_NUMBER = re.compile(r"((?:[^\W\d]+\s+){1,3})\d")


def key_figures(page: Page, block: BlockRow) -> list[Block]:
    """Those that the block names, published ones first; without any, counts of this edition and published totals of the most actions."""
    rows = (*page.records.named("published", block.published), *page.records.named("figure", block.figures))
    named = [f"{row.kind}:{row.key}" for row in rows]
    names = named or [*(f"count:{name}" for name in _COUNTS), *_largest(page)]
    facts = [fact for name in names if (fact := page.fact(name)) is not None and fact.value != 0]
    if not facts:
        return []
    shown = KeyFigures(tuple(_key_figure(page, fact) for fact in facts))
    published = [fact for fact in facts if fact.kind == "published"]
    note = _("Marked figures were printed by the source without the records under them.")
    return [shown, *([Paragraph(runs(note), style="small")] if published else [])]


def key_finding(page: Page, block: BlockRow) -> list[Block]:
    """What a finding rests on; the finding itself is the block's own heading and text."""
    rests_on = page.links("outcome", block.outcomes)
    return [Paragraph(labelled(_("Rests on"), *rests_on), style="small")] if rests_on else []


def _largest(page: Page) -> list[str]:
    """The largest published totals of what offices did, which are part of no other and have their parts named."""
    rows = [
        row
        for row in page.records.of("published")
        if row.published_kind is PublishedKind.TOTAL and row.area and not row.part_of and not row.office
    ]
    rows.sort(key=lambda row: (-(row.value or 0), row.key))
    return [f"published:{row.key}" for row in rows[:_MOST_PUBLISHED]]


def _key_figure(page: Page, fact: Fact) -> KeyFigure:
    exact = page.tongue.amount(fact.value, is_share=fact.is_share) if fact.value is not None else fact.words
    if fact.kind == "count":
        return KeyFigure(exact, count_statement(fact.key), fact.id)
    kind = "published" if fact.kind == "published" else "figure"
    label = page.name(kind, fact.key).text if kind == "published" else page.name("measure", fact.measure).text
    row = page.records.get(kind, fact.key)
    about = page.tongue.listed([whose(page, row), page.tongue.when(row.when) if kind == "figure" else ""])
    label = f"{label}\u00a0— {about}" if about else label
    marks = (Mark("status", pgettext("a figure", "published")),) if kind == "published" else ()
    before, after = _precisely(page, fact, exact)
    words = page.tongue.semicolon.join(part for part in (after, _made_of(page, row)) if part)
    return KeyFigure(exact, label, fact.id, words, marks, before)


def _precisely(page: Page, fact: Fact, exact: str) -> tuple[str, str]:
    """What stands before the number and after it: the words of its source ("almost"), or the language's own."""
    if fact.value is None or fact.precision is Precision.EXACT:
        return "", ""
    if not page.tongue.told_elsewhere and (found := _BEFORE_NUMBER.match(fact.words)):
        return found[1].strip(), ""
    before, _number, after = page.tongue.precisely(exact, fact.precision).partition(exact)
    return before.strip(), after.strip()


def _made_of(page: Page, row: Any) -> str:
    """What a published sum is made of, in the first sentence of what is said of it."""
    if page.tongue.told_elsewhere:
        return ""
    return str(getattr(row, "made_of", "")).split(". ")[0].rstrip(".")
