"""Running text for Word: figures are followed by a cross-reference to their numbered source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from headway.report.apart import set_apart
from headway.report.blocks import (
    END_MARKS,
    Break,
    Document,
    Emphasis,
    FactRef,
    Link,
    Mark,
    Run,
    Runs,
    Strong,
    Text,
    direction_of,
)
from headway.report.docx import xml
from headway.report.docx.xml import Element, make
from headway.report.letters import typeset
from headway.report.walk import HeadingLevels, inner_place, source_numbers
from headway.report.words import Words

SAFE_SCHEMES = ("https://", "http://", "mailto:")
# In Arabic, a number that follows on a foreign name and a comma does not belong to the name.
_LATIN_BEFORE_NUMBER = re.compile(r"(?<=[A-Za-z\u00c0-\u024f])(?=\u2069?[\u060c\u061b] *\d)")
WORD_JOINER = "\u2060"
# Annexes are set in smaller type.
IN_ANNEX = {
    "Normal": "Annex text",
    "Small print": "Annex small",
    "Definition": "Annex definition",
    "List Bullet": "Annex bullet",
    "Record title": "Annex record",
}


@dataclass
class Setting:
    """What is known while a file is written: the words, the ids of styles, the numbers so far."""

    document: Document
    words: Words
    file: Any
    styles: dict[str, str]
    places: dict[str, str] = field(default_factory=dict)
    levels: HeadingLevels = field(default_factory=lambda: HeadingLevels(1))
    is_annex: bool = False
    figures: int = 0
    tables: int = 0
    bookmarks: int = 0

    def __post_init__(self) -> None:
        self.numbers = source_numbers(self.document)

    def style(self, name: str) -> Element:
        return make("rStyle", val=self.styles[name])

    def is_rtl(self, lang: str) -> bool:
        return direction_of(lang or self.document.language) == "rtl"

    def letters(self, lang: str) -> dict[str, Element]:
        """Direction and language of a run."""
        found: dict[str, Element] = {}
        is_rtl = self.is_rtl(lang)
        if is_rtl or self.document.direction == "rtl":
            found["rtl"] = make("rtl", val=int(is_rtl))
        if lang and lang != self.document.language:
            found["lang"] = make("lang", bidi=lang) if is_rtl else make("lang", val=lang)
        return found

    def paragraph(
        self, style: str, children: list[Element], lang: str = "", **properties: Element
    ) -> Element:
        """A paragraph in one of our styles, turned where its language runs the other way."""
        if self.is_rtl(lang) != (self.document.direction == "rtl"):
            properties["bidi"] = make("bidi", val=int(self.is_rtl(lang)))
        name = IN_ANNEX.get(style, style) if self.is_annex else style
        return xml.paragraph(self.styles[name], children, **properties)

    def bookmarked(self, name: str, children: list[Element]) -> list[Element]:
        """The runs with a bookmark around them, to which fields and links lead."""
        if not name:
            return children
        self.bookmarks += 1
        start = make("bookmarkStart", id=self.bookmarks, name=name)
        return [start, *children, make("bookmarkEnd", id=self.bookmarks)]


def running(
    text: Runs, setting: Setting, lang: str = "", *, after_words: bool = False, **properties: Element
) -> list[Element]:
    """The text as runs; `after_words`: something stands before it on its first line."""
    text = set_apart(text, lang or setting.document.language, after_words=after_words)
    return _as_it_stands(text, setting, lang, properties)


def _as_it_stands(text: Runs, setting: Setting, lang: str, properties: dict[str, Element]) -> list[Element]:
    made: list[Element] = []
    for place, run in enumerate(text):
        if isinstance(run, Mark) and place > 1 and isinstance(text[place - 2], Mark):
            made += plain("· ", setting, rStyle=setting.style("Mark quiet"))
        made += _run(run, setting, lang, properties)
    return made


def turning(text: str, lang: str, around: str) -> str:
    """Words between unseen marks of their own direction, which hold a number at their start and a stop at their end;
    and one of the language around them, so that a number after them is not drawn to them.
    """
    words = text.strip()
    mark, after = END_MARKS[direction_of(lang)], END_MARKS[direction_of(around)]
    return text.replace(words, f"{mark}{words}{mark}{after}", 1) if words else text


def plain(text: str, setting: Setting, lang: str = "", **properties: Element) -> list[Element]:
    """A string as one run."""
    if setting.is_rtl(lang):
        text = _LATIN_BEFORE_NUMBER.sub(END_MARKS["rtl"], text)
    return [xml.run(typeset(text), **setting.letters(lang), **properties)] if text else []


def _run(run: Run, setting: Setting, lang: str, properties: dict[str, Element]) -> list[Element]:
    match run:
        case Text():
            turned = run.lang and setting.is_rtl(run.lang) != setting.is_rtl(lang)
            words = turning(run.text, run.lang, lang or setting.document.language) if turned else run.text
            return plain(words, setting, run.lang or lang, **properties)
        case Strong():
            return _as_it_stands(run.runs, setting, lang, {**properties, "b": make("b"), "bCs": make("bCs")})
        case Emphasis():
            return _as_it_stands(run.runs, setting, lang, {**properties, "i": make("i"), "iCs": make("iCs")})
        case FactRef():
            return [
                *plain(run.text, setting, lang, **properties),
                *source_reference(setting.numbers[run.id], setting, "Figure reference"),
            ]
        case Link():
            return _link(run, setting, lang)
        case Mark():
            return mark(run, setting)
        case Break():
            return [make("r", make("br"))]


def source_reference(number: int, setting: Setting, style: str, **properties: Element) -> list[Element]:
    """ "[12]", kept right by Word: a cross-reference to the bookmark of that source."""
    letters = {"rStyle": setting.style(style), **properties}
    if setting.document.direction == "rtl":
        # A link: LibreOffice parts the brackets of a field from its number in a line from the right.
        shown = xml.run(source_number(number), **letters)
        return [make("hyperlink", shown, anchor=source_bookmark(number))]
    shown = [xml.run(source_number(number), **letters)]
    return xml.field(f"REF {source_bookmark(number)} \\h \\* CHARFORMAT", shown, **letters)


def source_number(number: int) -> str:
    """The number in brackets that no line parts from it."""
    return f"[{WORD_JOINER}{number}{WORD_JOINER}]"


def source_bookmark(number: int) -> str:
    return f"source_{number}"


def mark(tag: Mark, setting: Setting) -> list[Element]:
    return [xml.run(tag.text, rStyle=setting.style(f"Mark {tag.tone}"), **setting.letters(""))]


def _link(link: Link, setting: Setting, lang: str) -> list[Element]:
    place = inner_place(link.url)
    if not place and not link.url.startswith(SAFE_SCHEMES):
        return plain(link.text, setting, lang)
    shown = plain(link.text, setting, lang, rStyle=setting.style("Hyperlink"))
    if place:
        return [make("hyperlink", *shown, anchor=setting.places[place])]
    hyperlink = make("hyperlink", *shown)
    hyperlink.set(
        qn("r:id"), setting.file.part.relate_to(link.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )
    return [hyperlink]
