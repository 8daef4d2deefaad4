"""One page of a report that stands on several: where one is, what is on the page, and the ways onward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from headway.lib.tongue import LANGUAGES
from headway.report.html.element import element, together
from headway.report.html.inline import Setting
from headway.report.html.leaves import Leaf
from headway.report.html.page import chapter, colophon, contents, contents_line, cover, whole
from headway.report.html.sources import SOURCES, all_sources, sources_cited_here
from headway.report.words import ReadingWords, date_in_words

FILES = (("pdf", "PDF"), ("docx", "Word"))
# Each language by its own name, so that whoever reads it finds it.
NAMES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية"}


@dataclass
class Reading:
    """The whole report while its pages are written one after the other; figures and tables count on from page to page."""

    leaves: Sequence[Leaf]
    setting: Setting
    words: ReadingWords
    cited_on: dict[int, str] = field(default_factory=dict)

    def write(self, at: int) -> str:
        leaf = self.leaves[at]
        setting = self.setting
        setting.page, setting.cited, setting.raised = leaf.name, set(), leaf.level if leaf.name else 0
        setting.folds = leaf.is_long
        main = _first(self, leaf) if not leaf.name else _body(self, leaf)
        for number in setting.cited:
            self.cited_on.setdefault(number, leaf.name)
        inside = [main, _pager(self, at), _foot(setting) if leaf.name else colophon(setting)]
        body = together(
            (
                element("a", setting.words.skip_to_report, href="#report", class_="skip"),
                _bar(self, leaf),
                "" if leaf.name else cover(setting, _take_away(self)),
                element(
                    "div",
                    contents(_list_of(self, leaf), setting.words),
                    element("main", *inside, id="report", tabindex=-1),
                    class_="frame",
                ),
            )
        )
        return whole(setting.document, body, *([self.name_of(leaf)] if leaf.name else []))

    def name_of(self, leaf: Leaf) -> str:
        return self.setting.words.sources if leaf.name == SOURCES else leaf.title


def _first(reading: Reading, leaf: Leaf) -> SafeString:
    """What the report says on one page, and what else is in it."""
    setting = reading.setting
    chapters = together(chapter(placed, setting) for placed in leaf.placed)
    inside = element(
        "section",
        element("h2", setting.words.contents),
        _list_of(reading, leaf),
        class_="inside-it",
    )
    own = _sources(reading)
    return together((_moved(reading), chapters, inside, own))


def _body(reading: Reading, leaf: Leaf) -> SafeString:
    if leaf.name == SOURCES:
        return all_sources(reading.setting, reading.cited_on)
    own = chapter(leaf.placed[0], reading.setting, _jump(leaf, reading.words))
    below = together(chapter(placed, reading.setting) for placed in leaf.placed[1:])
    return together((own, below, _parts_elsewhere(reading, leaf), _sources(reading)))


def _jump(leaf: Leaf, words: ReadingWords) -> SafeString:
    """What is on a page that is too long to be seen through."""
    lines = [contents_line(f"#{place}", number, text, leaf.level + 1) for place, number, text in leaf.parts()]
    return (
        element("nav", element("ul", *lines), class_="jump", aria_label=words.in_this_chapter)
        if lines
        else SafeString("")
    )


def _parts_elsewhere(reading: Reading, leaf: Leaf) -> SafeString:
    """The sections of a chapter so long that each has a page of its own."""
    below = [
        one
        for one in reading.leaves
        if one.level == leaf.level + 1 and one.number.startswith(f"{leaf.number}.")
    ]
    if not below or not leaf.number:
        return SafeString("")
    lines = (contents_line(reading.setting.page_at(one.name), one.number, one.heading, 1) for one in below)
    name = reading.words.in_this_chapter
    return element("nav", element("ul", *lines), class_="parts", aria_label=name)


def _sources(reading: Reading) -> SafeString:
    setting = reading.setting
    if not setting.cited:
        return SafeString("")
    onward = element("a", reading.words.all_sources, href=setting.page_at(SOURCES))
    return sources_cited_here(setting, reading.words.sources_here, onward)


def _bar(reading: Reading, leaf: Leaf) -> SafeString:
    """The way home and to the whole report, and this page in each language."""
    setting, words = reading.setting, reading.words
    document, up = setting.document, "../../" if leaf.name else "../"
    page = f"{leaf.name}/" if leaf.name else ""
    tongues = together(
        element(
            "a", NAMES.get(code, code), href=f"{up}{code}/{page}", lang=code, hreflang=code,
            aria_current="true" if code == document.language else "",
        )
        for code in LANGUAGES
    )  # fmt: skip
    ways = [element("a", words.home, href="/")]
    if leaf.name:
        ways.append(element("a", document.title, href=setting.page_at("")))
    return element(
        "nav",
        element("div", *(part for way in ways for part in (way, " ")), class_="ways"),
        element("div", tongues, class_="tongues"),
        class_="bar",
        aria_label=words.language,
    )


def _take_away(reading: Reading) -> SafeString:
    """The first chapter to read, and the report as files."""
    setting, words = reading.setting, reading.words
    files = [element("a", name, href=f"report.{form}", download=True) for form, name in FILES]
    files.append(element("a", words.as_one_page, href="report.html", download=True))
    first = reading.leaves[1] if len(reading.leaves) > 1 else None
    start = element("a", words.start, href=setting.page_at(first.name), class_="start") if first else ""
    take = element(
        "span", words.take_away, setting.words.colon, *(part for one in files for part in (one, " "))
    )
    return element("p", start, " ", take, class_="take")


def _list_of(reading: Reading, leaf: Leaf) -> SafeString:
    """The pages of the report, and the parts of the one that is open."""
    setting = reading.setting
    lines: list[SafeString] = []
    for one in reading.leaves:
        current = one.name == leaf.name
        address = setting.page_at(one.name)
        name = setting.words.sources if one.name == SOURCES else one.heading
        lines.append(contents_line(address, one.number, name, one.level, current=current))
        if current:
            lines += [
                contents_line(f"#{place}", number, text, one.level + 1) for place, number, text in one.parts()
            ]
    return element("ul", *lines)


def _pager(reading: Reading, at: int) -> SafeString:
    setting, words = reading.setting, reading.words
    ways = []
    for side, name, to in (("prev", words.previous, at - 1), ("next", words.next, at + 1)):
        if 0 <= to < len(reading.leaves):
            leaf = reading.leaves[to]
            ways.append(
                element(
                    "a", element("span", name, class_="side-name"), " ", element("span", reading.name_of(leaf)),
                    href=setting.page_at(leaf.name), rel=side, class_=side,
                )
            )  # fmt: skip
    return element("nav", *ways, class_="pager", aria_label=words.turn_pages) if ways else SafeString("")


def _moved(reading: Reading) -> SafeString:
    """For addresses from when the report was one long page: each place that stood on it leads on to where it is now.

    Nothing of this shows unless the address names one of them.
    """
    setting = reading.setting
    titles = {leaf.name: reading.name_of(leaf) for leaf in reading.leaves}
    # The sources of this page's own figures stand on it.
    here = {f"source-{number}" for number in setting.cited} | ({SOURCES} if setting.cited else set())
    links = together(
        element("a", titles[page], id=place, href=setting.way_to(place))
        for place, page in setting.pages.items()
        if page and place not in here
    )
    return element("div", element("p", reading.words.moved), links, class_="moved")


def _foot(setting: Setting) -> SafeString:
    """Of what report this is a page."""
    document = setting.document
    day = date_in_words(document.date, document.language)
    said = [document.title, document.subtitle, document.publisher, document.edition, day]
    return element("footer", element("p", " · ".join(part for part in said if part)), class_="colophon")
