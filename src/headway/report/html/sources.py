"""The sources of figures as HTML: each figure's origin, its rule, and the records behind it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString

from headway.report.blocks import SourceOfFigure, SourceRow
from headway.report.html.element import element, together
from headway.report.html.inline import Setting, mark, outward_link
from headway.report.letters import begun

# Up to so many records stand open; more are folded away.
OPEN_ROWS = 3
# The page of all sources, where a report stands on several.
SOURCES = "sources"


def sources(setting: Setting) -> SafeString:
    """Every source, after the chapters that cite them."""
    cited = {number: f"#cited-{number}" for number in setting.cited}
    words = setting.words
    intro = element("p", words.sources_intro_on_screen or words.sources_intro, class_="lead")
    return _section(setting.document.sources, words.sources, intro, cited, setting)


def sources_cited_here(setting: Setting, heading: str, onward: SafeString) -> SafeString:
    """The sources of the figures that this page shows, and the way to all others."""
    cited = {number: f"#cited-{number}" for number in setting.cited}
    found = tuple(source for source in setting.document.sources if source.number in cited)
    return _section(found, heading, element("p", onward, class_="small"), cited, setting)


def all_sources(setting: Setting, pages: Mapping[int, str]) -> SafeString:
    """Every source on a page of its own; `pages` says on which page each is cited first."""
    cited = {number: f"{setting.page_at(page)}#cited-{number}" for number, page in pages.items()}
    words = setting.words
    intro = element("p", words.sources_intro_on_screen or words.sources_intro, class_="lead")
    return _section(setting.document.sources, words.sources, intro, cited, setting)


def _section(
    found: tuple[SourceOfFigure, ...],
    heading: str,
    intro: SafeString,
    cited: Mapping[int, str],
    setting: Setting,
) -> SafeString:
    level = 1 if setting.page == SOURCES else 2
    name = element(f"h{level}", heading, id="sources-heading")
    listed = element("ol", together(_entry(one, cited.get(one.number, ""), setting) for one in found))
    inside = (
        [element("details", element("summary", name), intro, listed)]
        if setting.folds
        else [name, intro, listed]
    )
    return element("section", *inside, id="sources", class_="sources", aria_labelledby="sources-heading")


def _entry(source: SourceOfFigure, cited: str, setting: Setting) -> SafeString:
    standing = [mark(source.standing), " "] if source.standing else []
    head = [element("b", element("bdi", source.value)), " ", *standing, element("bdi", source.statement)]
    if cited:
        label = f"{setting.words.back_to_text} [{source.number}]"
        head += [" ", element("a", "↑", href=cited, aria_label=label, class_="back")]
    detail = " · ".join(part for part in (begun(source.origin), source.rule) if part)
    parts = [element("p", *head)]
    if detail:
        parts.append(element("p", detail, class_="origin"))
    if source.rows:
        parts.append(_rows(source.rows, setting))
    return element("li", *parts, id=f"source-{source.number}", value=source.number)


def _rows(rows: tuple[SourceRow, ...], setting: Setting) -> SafeString:
    if len(rows) > 1 and not any(row.value or row.url for row in rows):
        # Of records that are only counted the keys are enough: the report names each of them.
        keys = together(part for row in rows for part in (element("code", row.key), " "))
        entries = element("p", keys, class_="keys")
    else:
        entries = element("ul", together(_row(row, setting.words.colon) for row in rows))
    if len(rows) <= OPEN_ROWS:
        return entries
    summary = element("summary", f"{setting.words.rows} ({len(rows)})")
    return element("details", summary, entries)


def _row(row: SourceRow, colon: str) -> SafeString:
    label = outward_link(row.url, row.label) if row.url else element("bdi", row.label)
    value = (colon, element("bdi", row.value)) if row.value else ()
    return element("li", label, *value, " ", element("code", row.key))
