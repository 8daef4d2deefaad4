"""Make an SVG fit to stand in a page: named and described, small, without styles, scripts or ids that could clash."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from headway.charts._fonts import families_for, printable

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?")
_MOVE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_STEP = re.compile(r"([MLZ])(?:(-?[\d.]+),(-?[\d.]+))?")
# A box with round corners as Vega writes it: from corner to corner, each corner a curve.
_N = r"(-?[\d.]+)"
_BOX = re.compile(
    rf"M{_N},{_N}L{_N},{_N}C[\d.,-]+,{_N},{_N}L{_N},{_N}C[\d.,-]+L{_N},{_N}C[\d.,-]+L{_N},{_N}C[\d.,-]+Z"
)
# A long outline, such as a coast, goes by half pixels: finer ones are a third of the bytes of a map, and nobody sees them.
_LONG, _COAST = 12, 5
# Attributes that hold for a whole group when all its members share them.
_SHARED = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linejoin",
    "font-size",
    "text-anchor",
)
_DROPPED = re.compile(r"class|role|aria-.*|style|font-family")
RIGHT_TO_LEFT_EMBEDDING, END_OF_EMBEDDING = "\u202b", "\u202c"


def right_to_left(line: str) -> str:
    """A line that runs from the right whatever it begins with.

    The marks do what the `direction` attribute would do in a browser, and do it in PNG and PDF as well, where that
    attribute is not known; the attribute itself would also turn `text-anchor` round in browsers alone.
    """
    return f"{RIGHT_TO_LEFT_EMBEDDING}{line}{END_OF_EMBEDDING}"


def finish(body: str, *, title: str, summary: str, language: str, width: int, height: int) -> str:
    """Wrap drawn elements as one picture that assistive technology reads as its title and summary.

    Its ids come from the hash of what it holds; `direction` keeps a right-to-left page from turning the anchors.
    """
    title, summary = printable(title), printable(summary)
    head = f"{escape(title)}\n{escape(summary)}\n{body}"
    name = "chart-" + sha256(head.encode()).hexdigest()[:10]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang={quoteattr(language)} direction="ltr" '
        f'aria-labelledby="{name}-t {name}-d" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'fill="none" font-family="{families_for("")}">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(summary)}</desc>{body}</svg>'
    )


def element(tag: str, attributes: dict[str, str], inner: str = "") -> str:
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<{tag}{said}>{inner}</{tag}>" if inner else f"<{tag}{said}/>"


def text_element(x: float, y: float, lines: Iterable[str], leading: float, attributes: dict[str, str]) -> str:
    """A block of lines; `y` is the base line of the first."""
    shown = list(lines)
    across = short(x)
    spans = [escape(shown[0])] if len(shown) == 1 else []
    for number, line in enumerate(shown if len(shown) > 1 else ()):
        step = {"x": across, "dy": short(leading) if number else ""}
        spans.append(element("tspan", step, escape(line)))
    family = (
        {"font-family": families_for(" ".join(shown))}
        if families_for(" ".join(shown)) != families_for("")
        else {}
    )
    return element("text", {"x": across, "y": short(y), **attributes, **family}, "".join(spans))


def short(number: float, digits: int = 1) -> str:
    """A coordinate in as few characters as it needs."""
    text = f"{number:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def body_of(svg: str) -> str:
    """The drawn elements of an SVG that Vega wrote, group by group, without what a picture does not need."""
    root = ElementTree.fromstring(svg)  # noqa: S314  (our own engine wrote it, from text that was escaped)
    frame = root.find(f"{_SVG}g")
    if frame is None:
        return ""
    groups = [group for group in root.iter(f"{_SVG}g") if "role-mark" in group.get("class", "").split()]
    drawn = "".join(_group(group) for group in groups if "mark-group" not in group.get("class", ""))
    return element("g", {"transform": frame.get("transform", ""), "stroke-miterlimit": "10"}, drawn)


def _group(group: ElementTree.Element) -> str:
    members = [_attributes(member) for member in group]
    shared = {
        key: members[0][key]
        for key in _SHARED
        if members and len({member.get(key) for member in members}) == 1 and key in members[0]
    }
    drawn = "".join(
        _member(source, {key: value for key, value in member.items() if key not in shared})
        for source, member in zip(group, members, strict=True)
    )
    return element("g", shared, drawn) if drawn else ""


def _attributes(source: ElementTree.Element) -> dict[str, str]:
    kept = {key: value for key, value in source.attrib.items() if not _DROPPED.fullmatch(key)}
    kept = {key: value.removesuffix("px") for key, value in kept.items()}
    if kept.get("text-anchor") == "start":
        del kept["text-anchor"]
    return kept


def _member(source: ElementTree.Element, kept: dict[str, str]) -> str:
    tag = source.tag.removeprefix(_SVG)
    if tag == "path" and (box := _box(kept.get("d", ""))):
        return element("rect", {**box, **{key: value for key, value in kept.items() if key != "d"}})
    if tag == "path":
        outline = _outline(kept.pop("d", ""))
        return element("path", {**kept, "d": outline}) if outline else ""
    if tag == "text":
        moved = _MOVE.match(kept.pop("transform", ""))
        x, y = (float(part) for part in moved.groups()) if moved else (0.0, 0.0)
        spans = list(source)
        lines = [span.text or "" for span in spans] or [source.text or ""]
        leading = float(spans[1].get("dy", "0")) if len(spans) > 1 else 0.0
        return text_element(x, y, lines, leading, kept) if any(lines) else ""
    return element(tag, {key: _rounded(value) for key, value in kept.items()})


def _rounded(value: str) -> str:
    return _NUMBER.sub(lambda number: short(float(number[0])), value)


def _box(path: str) -> dict[str, str]:
    """A box with round corners as a rectangle, which says the same in a third of the characters."""
    found = _BOX.fullmatch(path)
    if found is None:
        return {}
    numbers = [float(number) for number in found.groups()]
    top_start, top, top_end, top_again, right, _corner, right_again, bottom = numbers[:8]
    radius = right - top_end
    if top != top_again or right != right_again or radius <= 0:
        return {}
    left = top_start - radius
    sides = {"x": left, "y": top, "width": right - left, "height": bottom + radius - top, "rx": radius}
    return {name: short(value, 2 if name == "rx" else 1) for name, value in sides.items()}


def _outline(path: str) -> str:
    """A path with short numbers; straight outlines, such as the countries of a map, as small steps."""
    if re.search(r"[^MLZ\d.,-]", path):
        return _rounded(path)
    said: list[str] = []
    at, start = (0, 0), (0, 0)
    steps = _STEP.findall(path)
    grain = _COAST if len(steps) > _LONG else 1
    for command, x, y in steps:
        if command == "Z":
            said.append("z")
            at = start
            continue
        to = (round(float(x) * 10 / grain) * grain, round(float(y) * 10 / grain) * grain)
        across, down = to[0] - at[0], to[1] - at[1]
        if command == "M":
            said.append(f"M{_tenth(to[0])},{_tenth(to[1])}")
            start = to
        elif across or down:
            said.append(f"l{_tenth(across)}{'' if down < 0 else ','}{_tenth(down)}")
        at = to
    return "".join(said)


def _tenth(tenths: int) -> str:
    return short(tenths / 10).replace("0.", ".", 1) if abs(tenths) < 10 else short(tenths / 10)
