"""Charts as HTML: the picture inline, its summary in words, and the numbers behind it one click away."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString, mark_safe

from headway.report.blocks import Drawing, Figure
from headway.report.html.element import element, escaped, together
from headway.report.html.inline import Setting, running, source_links

_PROLOGUE = re.compile(r"^\s*(<\?xml[^>]*>\s*)?(<!DOCTYPE[^>]*>\s*)?")
_ROOT = re.compile(r"<svg\b([^>]*)>")
_WIDTH = re.compile(r'<svg\b[^>]* width="([0-9.]+)"')
NARROW = 440
_NAMES = re.compile(r"<(title|desc)\b[^>]*>[^<]*</\1>")
_OWN_ROLE = re.compile(r'\s(role|aria-[a-z]+|id|tabindex)="[^"]*"')
_IDS = re.compile(r'(\bid="|\burl\(#|\bhref="#|\burl\(&quot;#)')
_SCRIPT = re.compile(r"<\s*(script|foreignObject|style)\b|\son[a-z]+\s*=|javascript:", re.IGNORECASE)


class UnsafePictureError(ValueError):
    """A chart's SVG holds what a page may not: scripts, style sheets, foreign markup."""


def figure(block: Figure, setting: Setting) -> SafeString:
    setting.figures += 1
    number = setting.figures
    chart = block.chart
    label = f"{setting.words.figure} {number}"
    title = block.caption or chart.title
    picture = element(
        "div",
        inline_svg(chart.svg, f"{title}. {chart.summary}", f"fig{number}-"),
        class_=f"scroll picture{' narrow' if is_narrow(chart.svg) else ''}",
        tabindex=0,
        role="region",
        aria_label=label,
    )
    caption = element("figcaption", element("b", label), " ", title)
    under = together((running(block.note, setting), " ", source_links(block.sources, setting)))
    lines = [element("p", chart.summary, class_="summary")]
    if under.strip():
        lines.append(element("p", under, class_="under"))
    return element(
        "figure",
        caption,
        picture,
        *lines,
        _numbers(chart, title, setting),
        class_="chart",
        id=block.id,
        aria_label=title,
    )


def is_narrow(svg: str) -> bool:
    """True for a picture that fits a phone without being scrolled."""
    width = _WIDTH.search(svg)
    return width is not None and float(width.group(1)) <= NARROW


def inline_svg(svg: str, name: str, prefix: str) -> SafeString:
    """The drawing ready to stand in a page: named for screen readers, its ids apart from those of other drawings."""
    svg = _PROLOGUE.sub("", svg, count=1)
    if _SCRIPT.search(svg):
        raise UnsafePictureError("a chart may hold no script, style sheet or foreign markup")
    # What it is called and says stands in the page already, as its name and below it.
    svg = _NAMES.sub("", svg)
    svg = _IDS.sub(lambda found: found.group(1) + prefix, svg)
    named = f' role="img" aria-label="{escaped(name)}"'
    drawing = _ROOT.sub(lambda root: f"<svg{_OWN_ROLE.sub('', root.group(1))}{named}>", svg, count=1)
    # Safe: drawn by our own charts, and refused above where it holds what could act.
    return mark_safe(drawing)  # noqa: S308


def _numbers(chart: Drawing, title: str, setting: Setting) -> SafeString:
    header = element("tr", *(element("th", str(cell), scope="col") for cell in chart.table.header))
    rows = together(
        element("tr", *(_number_cell(place, str(cell)) for place, cell in enumerate(row)))
        for row in chart.table.rows
    )
    inner = element("table", element("thead", header), element("tbody", rows), aria_label=title)
    words = setting.words.data_behind_chart
    frame = element("div", inner, class_="scroll", tabindex=0, role="region", aria_label=words)
    return element("details", element("summary", words), frame)


def _number_cell(place: int, text: str) -> SafeString:
    return element("th", text, scope="row") if place == 0 else element("td", text)
