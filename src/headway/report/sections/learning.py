"""What was understood: findings, key learnings, recommendations, case studies, and what people said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from headway.learn.rows import LearningKind
from headway.report.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    FactRef,
    Numbered,
    Paragraph,
    Quote,
    Run,
    Runs,
    Text,
    runs,
    strong,
)
from headway.report.page.footing import footing, labelled, section_name, standing_mark, standing_tag
from headway.report.page.grouping import by_value
from headway.report.page.page import Page
from headway.report.rows import BlockRow


def findings(page: Page, block: BlockRow) -> list[Block]:
    """What the analysis found, as running text: one paragraph a finding."""
    rows = page.choose(block, _learnings(page, LearningKind.FINDING)).fresh
    if not rows:
        return []
    themes = list(by_value(rows, "theme"))
    made: list[Block] = []
    for theme, own in themes:
        if len(themes) > 1:
            name = page.records.get("theme", theme).name
            made.append(page.heading(page.tongue.say(name), page.tongue.lang_of(name)))
        made += [Paragraph(runs(page.tongue.told(row.text), *standing_tag(row))) for row in own]
    return [*made, *footing(page, [*rows, *_headings(page, [theme for theme, _own in themes])])]


def _headings(page: Page, keys: list[str]) -> list[Any]:
    """The themes of these keys and those above them, each in the first place where it is met."""
    found = []
    for key in keys:
        theme = page.records.get("theme", key)
        while theme is not None and theme.key not in page.shown.get("theme", ()):
            page.show([theme])
            found.append(theme)
            theme = page.records.get("theme", theme.parent)
    return found


def key_learnings(page: Page, block: BlockRow) -> list[Block]:
    """The key learnings, set apart so that they are found again."""
    rows = page.choose(block, _learnings(page, LearningKind.KEY_LEARNING)).fresh
    if not rows:
        return []
    items = Bullets(tuple(runs(page.tongue.told(row.text), *standing_tag(row)) for row in rows))
    # Under a heading of their own they need no frame with a name.
    shown: Block = items if block.heading else Callout((items,), title=_("Key learnings"))
    return [shown, *footing(page, rows)]


def _learnings(page: Page, kind: LearningKind) -> list[Any]:
    return [row for row in page.records.of("learning") if row.learning_kind is kind]


def recommendations(page: Page, block: BlockRow) -> list[Block]:
    """The recommendations, numbered through the whole report."""
    rows = page.choose(block, page.records.of("recommendation")).fresh
    if not rows:
        return []
    first = len(page.shown["recommendation"]) - len(rows) + 1
    items = tuple(runs(page.tongue.told(row.text), *standing_tag(row)) for row in rows)
    return [Numbered(items, start=first), *footing(page, rows)]


def case_studies(page: Page, block: BlockRow) -> list[Block]:
    """One office's story at length: where it began, what it did, what came of it."""
    return [_case_study(page, row) for row in page.choose(block, page.records.of("case-study")).fresh]


def _case_study(page: Page, row: Any) -> Card:
    blocks: list[Block] = []
    for name, text in (
        (_("Where it began"), row.began),
        (_("What it did"), row.did),
        (_("What came of it"), row.came_of),
    ):
        first, *more = _paragraphs(text)
        if page.tongue.told_elsewhere:
            # A name in one language and a story in another, of which each may run from its own side.
            blocks.append(Paragraph(runs(strong(name))))
            more = [first, *more]
        else:
            blocks.append(Paragraph(labelled(name, page.tongue.told(first))))
        blocks += [Paragraph(runs(page.tongue.told(part))) for part in more]
    numbers = _numbers(page, row)
    blocks += [Paragraph(runs(strong(_("In figures")))), Bullets(tuple(numbers))] if numbers else []
    if row.outcomes:
        blocks.append(
            Paragraph(labelled(_("What changed"), *page.links("outcome", row.outcomes)), style="small")
        )
    if row.activities:
        blocks.append(
            Paragraph(labelled(_("Activities"), *page.links("activity", row.activities)), style="small")
        )
    mark = standing_mark(row)
    return Card(
        title=runs(page.tongue.label(row.name)),
        meta=runs(page.office(row.office)),
        marks=(mark,) if mark else (),
        blocks=(*blocks, *footing(page, [row])),
        id=page.place("case-study", row.key),
    )


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()] or [""]


def _numbers(page: Page, row: Any) -> list[Runs]:
    """The figures of the story, each with what it counts, and told apart where two count the same."""
    rows = page.records.named("figure", row.figures)
    measures = Counter(one.measure for one in rows)
    activities = Counter((one.measure, one.activity) for one in rows)
    found = []
    for one in rows:
        about: list[Run] = [page.called(one.of)] if one.of else []
        if measures[one.measure] > 1:
            about += [page.name("activity", one.activity)] if one.activity else []
            if activities[one.measure, one.activity] > 1 and one.source not in ("", row.source):
                about.append(Text(section_name(one.source)))
        found.append(_number(page, page.name("measure", one.measure), about, f"figure:{one.key}"))
    return found + [
        _number(page, page.tongue.label(one.name), [], f"published:{one.key}")
        for one in page.records.named("published", row.published)
    ]


def _number(page: Page, name: Run, about: Sequence[Run], key: str) -> Runs:
    inside: list[str | Run] = []
    for part in about:
        inside += [page.tongue.semicolon if inside else " (", part]
    fact = page.facts.numbers[key]
    return runs(
        name, *inside, ")" if inside else "", page.tongue.colon, FactRef(fact.id, page.tongue.fact(fact))
    )


def testimonies(page: Page, block: BlockRow) -> list[Block]:
    """What people said, in indirect speech, each with whose it is."""
    rows = page.choose(block, page.records.of("testimony")).fresh
    if not rows:
        return []
    lang = page.tongue.told_elsewhere
    made: list[Block] = [Quote(runs(row.text, *standing_tag(row)), _who(page, row), lang) for row in rows]
    return [*made, *footing(page, rows)]


def _who(page: Page, row: Any) -> str:
    when = page.tongue.when(row.when)
    return page.tongue.listed([row.who, when])
