"""The whole page: cover, contents, chapters, sources and colophon, in one file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

from headway.charts.palette import DARK, LIGHT, custom_properties, dark_chart_rules
from headway.report.blocks import Block, Chapter, Document, Paragraph, plain
from headway.report.html.block import all_blocks
from headway.report.html.element import element, together
from headway.report.html.inline import Setting, running
from headway.report.html.sources import sources
from headway.report.walk import HeadingLevels, PlacedChapter, checked, length_of, place_chapters
from headway.report.words import Words, date_in_words, words_in

STYLE_SHEET = Path(__file__).with_name("page.css")
CONTENTS_DEPTH = 2
# A page of so many letters would be scrolled for minutes on a phone: chapters longer than those of the second number are
# folded behind their first words, of about as many letters as the third number says.
LONG_REPORT, LONG_CHAPTER, ENOUGH_TO_BEGIN = 40_000, 2_500, 500
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def write_html(document: Document, words: Words | None = None) -> str:
    """The document as one HTML page; the same document gives the same text."""
    checked(document)
    is_long = sum(map(length_of, document.chapters)) >= LONG_REPORT
    setting = Setting(document, words or words_in(document.language), folds=is_long, folds_chapters=is_long)
    body = together(
        (
            element("a", setting.words.skip_to_report, href="#report", class_="skip"),
            cover(setting),
            _opener(setting) if is_long else "",
            element("div", contents(_contents_list(setting), setting.words), _main(setting), class_="frame"),
        )
    )
    return whole(document, body)


def whole(document: Document, body: SafeString, *heading: str) -> str:
    """A page from its body; `heading` is that of a page which shows a part of the report."""
    names = [*heading, document.title, *([document.subtitle] if document.subtitle else [])]
    page = element(
        "html",
        _head(document, " · ".join(names)),
        element("body", body, class_="leaf" if heading else ""),
        lang=document.language,
        dir=document.direction,
    )
    return f"<!DOCTYPE html>\n{page}\n"


@cache
def style() -> str:
    """The style sheet as it stands in the page."""
    dark = f":root{{{custom_properties(DARK)}}}\n{dark_chart_rules('.picture')}"
    colours = (
        f":root{{{custom_properties(LIGHT)}}}\n@media screen and (prefers-color-scheme:dark){{\n{dark}\n}}\n"
    )
    lines = _COMMENT.sub("", colours + STYLE_SHEET.read_text(encoding="utf-8")).splitlines()
    return "\n" + "\n".join(line.strip() for line in lines if line.strip()) + "\n"


def content_security_policy() -> str:
    """The policy under which the page works: its own style sheet and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _head(document: Document, title: str) -> SafeString:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=content_security_policy()),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="description", content=document.description) if document.description else "",
        element("meta", name="author", content=document.publisher) if document.publisher else "",
        element("title", title),
        element("style", mark_safe(style())),  # noqa: S308 - our own file
    )


def cover(setting: Setting, *more: SafeString) -> SafeString:
    """The cover, and below its lines whatever a page adds to it."""
    document = setting.document
    subtitle = element("p", document.subtitle, class_="subtitle") if document.subtitle else ""
    lines = together(element("p", line, class_="line") for line in document.cover)
    day = element("time", date_in_words(document.date, document.language), datetime=document.date.isoformat())
    edition = [element("span", part) for part in (document.publisher, document.edition) if part]
    imprint = element("p", *(part for item in [*edition, day] for part in (item, " ")), class_="imprint")
    inside = element("div", element("h1", document.title), subtitle, lines, *more, imprint, class_="inside")
    return element("header", inside, class_="cover")


def contents(listed: SafeString, words: Words) -> SafeString:
    """The contents twice, of which the style sheet shows one: beside the text, or folded above it."""
    side = element(
        "nav", element("p", words.contents, class_="name"), listed, class_="side", aria_label=words.contents
    )
    folded = element(
        "nav",
        element("details", element("summary", words.contents), listed),
        class_="folded",
        aria_label=words.contents,
    )
    return together((side, folded))


def _contents_list(setting: Setting) -> SafeString:
    items = [
        contents_line(f"#{placed.chapter.id}", placed.number, placed.chapter.heading, placed.level)
        for placed in place_chapters(setting.document)
        if placed.level <= CONTENTS_DEPTH
    ]
    if setting.document.sources:
        items.append(contents_line("#sources", "", setting.words.sources, 1))
    return element("ul", *items)


def contents_line(href: str, number: str, heading: str, level: int, *, current: bool = False) -> SafeString:
    """One line of the contents; `current` where it is of the page that is open."""
    shown = element("span", number, class_="no") if number else ""
    here = "page" if current else ""
    line = element("a", shown, " " if number else "", heading, href=href, aria_current=here)
    return element("li", line, class_=f"l{level}")


def _main(setting: Setting) -> SafeString:
    document = setting.document
    chapters = together(chapter(placed, setting) for placed in place_chapters(document))
    annex = sources(setting) if document.sources else ""
    return element("main", chapters, annex, colophon(setting), id="report", tabindex=-1)


def chapter(placed: PlacedChapter, setting: Setting, *under: SafeString) -> SafeString:
    """A chapter's heading, what stands right under it, and blocks; its sections follow beside it, as the heading levels say."""
    setting.levels = HeadingLevels(placed.level)
    number = element("span", placed.number, class_="no") if placed.number else ""
    name = element(
        f"h{placed.level + 1 - setting.raised}", number, " " if number else "", placed.chapter.heading
    )
    own = replace(placed.chapter, chapters=())
    is_folded = setting.folds_chapters and not own.overview and length_of(own) >= LONG_CHAPTER
    first, rest = _first_words(own.blocks) if is_folded else (own.blocks, ())
    return element(
        "section",
        name,
        *under,
        "\n",
        all_blocks(first, setting),
        _rest(own, rest, setting) if rest else "",
        # Of a chapter that is folded, the place is inside, so that who is led there finds it open.
        id="" if rest else own.id,
        class_=f"chapter l{placed.level}{' overview' if placed.chapter.overview else ''}",
    )


def _first_words(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The few words that a chapter begins with, and all that follows."""
    at = length = 0
    while at < len(blocks) and length < ENOUGH_TO_BEGIN:
        block = blocks[at]
        if not isinstance(block, Paragraph):
            break
        length += len(plain(block.runs))
        at += 1
    return blocks[:at], blocks[at:]


def _rest(chapter: Chapter, blocks: tuple[Block, ...], setting: Setting) -> SafeString:
    name = element("span", setting.words.colon, chapter.heading, class_="hidden")
    inside = (element("div", class_="place", id=chapter.id), "\n", all_blocks(blocks, setting))
    return element("details", element("summary", setting.words.read_on, name), *inside, class_="rest")


def _opener(setting: Setting) -> SafeString:
    """Opens all that is folded, by the style sheet alone; unseen where a browser cannot."""
    box = element("input", type="checkbox", id="open-all")
    return element("p", element("label", box, " ", setting.words.open_all), class_="opener")


def colophon(setting: Setting) -> SafeString:
    document = setting.document
    lines = together(element("p", running(text, setting)) for text in document.colophon)
    if document.digest:
        digest = element("code", document.digest)
        said = (setting.words.fingerprint, setting.words.colon, digest)
        lines = together((lines, element("p", *said, class_="digest")))
    heading = element("h2", setting.words.about_this_edition)
    return element("footer", heading, lines, class_="colophon") if lines else SafeString("")
