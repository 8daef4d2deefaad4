"""Running text as HTML: words, figures that lead to their source, links, marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.safestring import SafeString

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
    """What is known while a page is set: the words, the numbers so far, the sources that were cited already."""

    document: Document
    words: Words
    levels: HeadingLevels = field(default_factory=lambda: HeadingLevels(1))
    figures: int = 0
    tables: int = 0
    cited: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.numbers = source_numbers(self.document)

    def language(self, lang: str) -> dict[str, str]:
        """The attributes of a stretch in another language than the document's; none where it is the same."""
        if not lang or lang == self.document.language:
            return {}
        direction = direction_of(lang)
        return {"lang": lang, "dir": direction if direction != self.document.direction else ""}

    def cite(self, number: int) -> str:
        """The anchor of the first place that cites a source, for the way back; empty at later places."""
        if number in self.cited:
            return ""
        self.cited.add(number)
        return f"cited-{number}"


def running(text: Runs, setting: Setting) -> SafeString:
    return together(_run(run, setting) for run in text)


def _run(run: Run, setting: Setting) -> SafeString:
    match run:
        case Text():
            attributes = setting.language(run.lang)
            return element("span", run.text, **attributes) if attributes else escaped(run.text)
        case Strong():
            return element("strong", running(run.runs, setting))
        case Emphasis():
            return element("em", running(run.runs, setting))
        case FactRef():
            return fact_link(run.id, run.text, setting)
        case Link():
            return outward_link(run.url, run.text)
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


def outward_link(url: str, text: str) -> SafeString:
    """A link out or within; an address that is neither a web nor a mail address stays plain text."""
    if inner_place(url):
        return element("a", text, href=url)
    if urlsplit(url).scheme not in SAFE_SCHEMES:
        return escaped(text)
    return element("a", text, href=url, rel="noopener noreferrer")


def mark(tag: Mark) -> SafeString:
    turned = {"lang": tag.lang, "dir": direction_of(tag.lang)} if tag.lang else {}
    return element("span", tag.text, class_=f"mark {tag.tone}", **turned)
