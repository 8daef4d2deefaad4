"""The sources of figures as HTML: each figure's origin, its rule, and the records behind it."""

from __future__ import annotations

from django.utils.safestring import SafeString

from headway.report.blocks import SourceOfFigure, SourceRow
from headway.report.html.element import element, together
from headway.report.html.inline import Setting, mark, outward_link

# Up to so many records stand open; more are folded away.
OPEN_ROWS = 3


def sources(setting: Setting) -> SafeString:
    items = together(_entry(source, setting) for source in setting.document.sources)
    heading = element("h2", setting.words.sources, id="sources-heading")
    intro = element("p", setting.words.sources_intro, class_="lead")
    return element(
        "section",
        heading,
        intro,
        element("ol", items),
        id="sources",
        class_="sources",
        aria_labelledby="sources-heading",
    )


def _entry(source: SourceOfFigure, setting: Setting) -> SafeString:
    standing = [mark(source.standing), " "] if source.standing else []
    head = [element("b", element("bdi", source.value)), " ", *standing, element("bdi", source.statement)]
    if source.number in setting.cited:
        label = f"{setting.words.back_to_text} [{source.number}]"
        head += [" ", element("a", "↑", href=f"#cited-{source.number}", aria_label=label, class_="back")]
    detail = " · ".join(part for part in (source.origin, source.rule) if part)
    parts = [element("p", *head)]
    if detail:
        parts.append(element("p", element("bdi", detail), class_="origin"))
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
