"""Blocks as HTML, each by its own small function."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString

from headway.report.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Definitions,
    Divider,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Numbered,
    Paragraph,
    Quote,
    Table,
    Timeline,
)
from headway.report.html.element import Child, element, together
from headway.report.html.figure import figure
from headway.report.html.inline import Setting, fact_link, mark, running
from headway.report.html.table import table
from headway.report.walk import HeadingLevels

DEEPEST_HEADING = 6


def all_blocks(blocks: Iterable[Block], setting: Setting) -> SafeString:
    return together(part for block in blocks for part in (_block(block, setting), "\n"))


def _block(block: Block, setting: Setting) -> SafeString:
    match block:
        case Paragraph():
            style = "" if block.style == "body" else block.style
            return element("p", running(block.runs, setting), class_=style, **setting.language(block.lang))
        case Heading():
            level = setting.levels.heading(block.depth)
            return heading(block.text, level - setting.raised, id=block.id, **setting.language(block.lang))
        case Bullets():
            items = together(element("li", running(item, setting)) for item in block.items)
            return element("ul", items, **setting.language(block.lang))
        case Numbered():
            items = together(element("li", running(item, setting)) for item in block.items)
            start = block.start if block.start != 1 else None
            return element("ol", items, start=start, **setting.language(block.lang))
        case Definitions():
            return _definitions(block, setting)
        case Quote():
            return _quote(block, setting)
        case Timeline():
            return _timeline(block, setting)
        case Divider():
            return element("hr")
        case KeyFigures() | Table() | Figure() | Card() | Callout():
            return _large_block(block, setting)


def _large_block(block: KeyFigures | Table | Figure | Card | Callout, setting: Setting) -> SafeString:
    match block:
        case KeyFigures():
            return _key_figures(block, setting)
        case Table():
            return table(block, setting)
        case Figure():
            return figure(block, setting)
        case Card():
            return _card(block, setting)
        case Callout():
            return _callout(block, setting)


def heading(text: str | SafeString, level: int, **attributes: str) -> SafeString:
    """A heading inside a chapter. Chapters of level 1 are `h2`, since the title is `h1`."""
    return element(f"h{min(level + 1, DEEPEST_HEADING)}", text, **attributes)


def _definitions(block: Definitions, setting: Setting) -> SafeString:
    entries = (
        element(
            "div", element("dt", running(entry.term, setting)), element("dd", running(entry.meaning, setting))
        )
        for entry in block.entries
    )
    return element("dl", together(entries), **setting.language(block.lang))


def _key_figures(block: KeyFigures, setting: Setting) -> SafeString:
    items = together(element("li", _key_figure(entry, setting)) for entry in block.figures)
    return element("ul", items, class_="key-figures", role="list", aria_label=setting.words.key_figures)


def _key_figure(entry: KeyFigure, setting: Setting) -> SafeString:
    """How exactly it is known, the number, what it is of: each begins level with those beside it."""
    value = fact_link(entry.fact, entry.value, setting) if entry.fact else element("bdi", entry.value)
    parts = [element("span", entry.before, class_="before"), " "] if entry.before else []
    what: list[Child] = [element("span", entry.label, class_="label")]
    about = [*([entry.words] if entry.words else []), *map(mark, entry.marks)]
    if about:
        between = [part for one in about for part in (" ", one)][1:]
        what += [" ", element("span", *between, class_="words")]
    return together(
        [*parts, element("span", value, class_="value"), " ", element("span", *what, class_="what")]
    )


def _card(block: Card, setting: Setting) -> SafeString:
    outer = setting.levels
    level = outer.record()
    name = heading(running(block.title, setting), level - setting.raised)
    marks = together(part for tag in block.marks for part in (mark(tag), " "))
    meta = (
        element("p", running(block.meta, setting), " ", marks, class_="meta")
        if block.meta or block.marks
        else ""
    )
    setting.levels = HeadingLevels(level)
    body = all_blocks(block.blocks, setting)
    setting.levels = outer
    if not setting.folds:
        return element("article", name, meta, body, class_="card", id=block.id)
    return element("article", _folded_card(name, meta, body, block.id), class_="card")


def _folded_card(name: SafeString, meta: SafeString | str, body: SafeString, place: str) -> SafeString:
    """The head of a record, which opens the rest. Its place is inside, so that who is led there finds it open."""
    inside = element("div", meta, body, id=place, class_="inside-record")
    return element("details", element("summary", name), inside)


def _quote(block: Quote, setting: Setting) -> SafeString:
    """Testimony with its bar at the side where its own language begins."""
    language = setting.language(block.lang)
    said = element("blockquote", element("p", running(block.runs, setting)))
    who = (
        element("figcaption", block.who, lang=setting.document.language if language else "")
        if block.who
        else ""
    )
    return element("figure", said, who, class_="said", **language)


def _callout(block: Callout, setting: Setting) -> SafeString:
    title = block.title or setting.words.callout(block.kind)
    name = element("p", title, class_="name")
    return element(
        "div", name, all_blocks(block.blocks, setting), class_=f"callout {block.kind}", role="note"
    )


def _timeline(block: Timeline, setting: Setting) -> SafeString:
    items = (
        element(
            "li",
            element("span", entry.date, class_="when"),
            " ",
            element("span", running(entry.runs, setting), class_="what", **setting.language(entry.lang)),
        )
        for entry in block.entries
    )
    return element("ol", together(items), class_="timeline", role="list", aria_label=setting.words.timeline)
