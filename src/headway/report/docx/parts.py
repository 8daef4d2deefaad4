"""What stands around the chapters in Word: cover, contents, sources of figures, colophon, running heads."""

from __future__ import annotations

from typing import Any

from headway.report.blocks import SourceOfFigure
from headway.report.docx import xml
from headway.report.docx.inline import (
    Setting,
    mark,
    plain,
    running,
    source_bookmark,
    source_number,
    source_reference,
)
from headway.report.docx.styles import ACCENT, TEXT_WIDTH
from headway.report.docx.xml import Element, make
from headway.report.letters import begun
from headway.report.walk import PlacedChapter, place_chapters
from headway.report.words import date_in_words

CONTENTS_DEPTH = 2


def cover(setting: Setting) -> list[Element]:
    document = setting.document
    made = [setting.paragraph("Title", plain(document.title, setting))]
    if document.subtitle:
        made.append(setting.paragraph("Subtitle", plain(document.subtitle, setting)))
    day = date_in_words(document.date, document.language)
    lines = [*document.cover, document.publisher, document.edition, day]
    return made + [setting.paragraph("Cover line", plain(line, setting)) for line in lines if line]


def contents(setting: Setting) -> list[Element]:
    """The headings, each a link, and the number of its page by a field of its own. No field around them all: within
    one, LibreOffice counts no pages. Word counts them when it opens the file.
    """
    entries = [
        (placed.title, min(placed.level, CONTENTS_DEPTH), setting.places[placed.chapter.id])
        for placed in place_chapters(setting.document)
        if placed.level <= CONTENTS_DEPTH
    ]
    if setting.document.sources:
        entries.append((setting.words.sources, 1, "sources"))
    shown = [
        setting.paragraph(f"toc {level}", [_contents_line(title, anchor, setting)])
        for title, level, anchor in entries
    ]
    return [setting.paragraph("TOC Heading", plain(setting.words.contents, setting)), *shown]


def _contents_line(title: str, anchor: str, setting: Setting) -> Element:
    page = xml.field(f"PAGEREF {anchor} \\h", [], dirty=True)
    return make("hyperlink", *plain(title, setting), make("r", make("tab")), *page, anchor=anchor)


def chapter_heading(placed: PlacedChapter, setting: Setting, *, opens: bool) -> Element:
    accent = {"color": make("color", val=ACCENT), "b": make("b", val=0), "bCs": make("bCs", val=0)}
    number = plain(f"{placed.number}\u2002", setting, **accent) if placed.number else []
    words = [*number, *plain(placed.chapter.heading, setting)]
    name = setting.bookmarked(setting.places[placed.chapter.id], words)
    return setting.paragraph(f"Heading {placed.level}", name, **_on_a_new_page(opens))


def _on_a_new_page(opens: bool) -> dict[str, Element]:
    """The break, and no space above it, which some programs would keep at the top of the page."""
    if not opens:
        return {}
    spacing = make("spacing", before=0, after=240, line=240, lineRule="auto")
    return {"pageBreakBefore": make("pageBreakBefore"), "spacing": spacing}


def sources(setting: Setting, *, opens: bool) -> list[Element]:
    heading = setting.bookmarked("sources", plain(setting.words.sources, setting))
    made = [
        setting.paragraph("Heading 1", heading, **_on_a_new_page(opens)),
        setting.paragraph("Normal", plain(setting.words.sources_intro, setting)),
    ]
    for source in setting.document.sources:
        made += _source(source, setting)
    return made


def _source(source: SourceOfFigure, setting: Setting) -> list[Element]:
    number = plain(source_number(source.number), setting, rStyle=setting.style("Source number"))
    bold = {"b": make("b"), "bCs": make("bCs")}
    words = [
        *setting.bookmarked(source_bookmark(source.number), number),
        make("r", make("tab")),
        *plain(source.value, setting, **bold),
        *plain(" ", setting),
        *([*mark(source.standing, setting), *plain(" ", setting)] if source.standing else []),
        *plain(source.statement, setting),
    ]
    detail = joined([part for part in (begun(source.origin), source.rule) if part])
    kept = {"keepNext": make("keepNext")} if detail else {}
    made = [setting.paragraph("Source", words, **kept)]
    if detail:
        made.append(setting.paragraph("Source detail", plain(detail, setting)))
    if source.added:
        made.append(setting.paragraph("Source record", _records(source, setting)))
    return made


def joined(parts: list[str]) -> str:
    """One after the other, with a dot between those that no full stop parts."""
    return "".join(
        part if part is parts[-1] else part + (" " if part.endswith(".") else " · ") for part in parts
    )


def _records(source: SourceOfFigure, setting: Setting) -> list[Element]:
    """The figures that were added, one after the other."""
    line: list[Element] = []
    for row in source.added:
        if line:
            line += plain(" · ", setting)
        line += plain(row.label + setting.words.colon, setting)
        line += plain(row.value, setting, b=make("b"), bCs=make("bCs"))
        if row.fact in setting.numbers:
            line += plain(" ", setting)
            line += source_reference(setting.numbers[row.fact], setting, "Source number")
    return line


def colophon(setting: Setting) -> list[Element]:
    document = setting.document
    if not document.colophon and not document.digest:
        return []
    made = [setting.paragraph("Heading 3", plain(setting.words.about_this_edition, setting))]
    made += [setting.paragraph("Normal", running(text, setting)) for text in document.colophon]
    if document.digest:
        text = f"{setting.words.fingerprint}{setting.words.colon}{document.digest}"
        made.append(setting.paragraph("Small print", plain(text, setting)))
    return made


def running_heads(section: Any, setting: Setting) -> None:
    """The chapter and the title above, the edition and the page number below; nothing on the cover."""
    section.different_first_page_header_footer = True
    chapter = xml.field("STYLEREF 1", [])
    _line(section.header, "Header", chapter, plain(setting.document.title, setting), setting)
    page = xml.field("PAGE", plain("1", setting))
    number = [*plain(f"{setting.words.page} ", setting), *page]
    _line(section.footer, "Footer", plain(setting.document.edition, setting), number, setting)


def _line(place: Any, style: str, first: list[Element], last: list[Element], setting: Setting) -> None:
    """One line with something at either end."""
    place.is_linked_to_previous = False
    tabs = make("tabs", make("tab", val="right", pos=TEXT_WIDTH))
    words = [*first, make("r", make("tab")), *last]
    made = setting.paragraph(style, words, tabs=tabs)
    for old in list(place._element):
        place._element.remove(old)
    place._element.append(made)
