"""Running text as HTML: words, figures that lead to their source, links, marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.safestring import SafeString

from headway.report.apart import set_apart
from headway.report.blocks import (
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
from headway.report.html.element import element, escaped, together
from headway.report.walk import HeadingLevels, inner_place, source_numbers
from headway.report.words import Words

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass
class Setting:
    """What is known while a page is set: the words, the numbers so far, the sources that were cited already.

    Of a report on several pages: which page this is (the first has no name), on which page each place stands, and by how
    many levels the headings of this page are raised, since its first one is the chapter's own; and whether it is so long that
    its records are folded, and its chapters behind their first words.
    """

    document: Document
    words: Words
    levels: HeadingLevels = field(default_factory=lambda: HeadingLevels(1))
    figures: int = 0
    tables: int = 0
    cited: set[int] = field(default_factory=set)
    page: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)
    raised: int = 0
    folds: bool = False
    folds_chapters: bool = False

    def __post_init__(self) -> None:
        self.numbers = source_numbers(self.document)

    def language(self, lang: str) -> dict[str, str]:
        """The attributes of a stretch in another language than the document's; none where it is the same."""
        if not lang or lang == self.document.language:
            return {}
        direction = direction_of(lang)
        return {"lang": lang, "dir": direction if direction != self.document.direction else ""}

    def way_to(self, place: str) -> str:
        """The address of a place of the report, from this page."""
        page = self.pages.get(place, self.page)
        return f"#{place}" if page == self.page else f"{self.page_at(page)}#{place}"

    def page_at(self, page: str) -> str:
        """The address of another page of the report, from this one."""
        return f"{'../' if self.page else ''}{f'{page}/' if page else ''}" or "./"

    def cite(self, number: int) -> str:
        """The anchor of the first place that cites a source, for the way back; empty at later places."""
        if number in self.cited:
            return ""
        self.cited.add(number)
        return f"cited-{number}"


def running(text: Runs, setting: Setting) -> SafeString:
    return _as_it_stands(set_apart(text, setting.document.language), setting)


def _as_it_stands(text: Runs, setting: Setting) -> SafeString:
    return together(_run(run, setting) for run in text)


def _run(run: Run, setting: Setting) -> SafeString:
    match run:
        case Text():
            attributes = setting.language(run.lang)
            return element("span", run.text, **attributes) if attributes else escaped(run.text)
        case Strong():
            return element("strong", _as_it_stands(run.runs, setting))
        case Emphasis():
            return element("em", _as_it_stands(run.runs, setting))
        case FactRef():
            return fact_link(run.id, run.text, setting)
        case Link():
            return link(run.url, run.text, setting)
        case Mark():
            return mark(run)
        case Break():
            return element("br")


def fact_link(fact: str, text: str, setting: Setting) -> SafeString:
    """A figure that leads to its entry in the sources; its number shows in print."""
    number = setting.numbers[fact]
    name = element("bdi", text)
    return element("a", name, class_="fact", href=f"#source-{number}", id=setting.cite(number), data_n=number)


def source_links(facts: tuple[str, ...], setting: Setting) -> SafeString:
    """ "Source [12] [13]" under a table or a figure."""
    if not facts:
        return SafeString("")
    links = [
        element("a", f"[{n}]", href=f"#source-{n}", id=setting.cite(n))
        for n in map(setting.numbers.__getitem__, facts)
    ]
    parts = [part for link in links for part in (" ", link)]
    return element("span", setting.words.source, *parts, class_="sourced")


def link(url: str, text: str, setting: Setting) -> SafeString:
    """A link within the report, or out of it."""
    place = inner_place(url)
    return element("a", text, href=setting.way_to(place)) if place else outward_link(url, text)


def outward_link(url: str, text: str) -> SafeString:
    """A link out; an address that is neither a web nor a mail address stays plain text."""
    if urlsplit(url).scheme not in SAFE_SCHEMES:
        return escaped(text)
    return element("a", text, href=url, rel="noopener noreferrer")


def mark(tag: Mark) -> SafeString:
    turned = {"lang": tag.lang, "dir": direction_of(tag.lang)} if tag.lang else {}
    return element("span", tag.text, class_=f"mark {tag.tone}", **turned)
