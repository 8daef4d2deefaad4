"""Make an SVG fit to stand in a page: named and described, small, without styles, scripts or ids that could clash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from xml.sax.saxutils import escape, quoteattr

from headway.charts._fonts import families_for, printable

# A long outline, such as a coast, goes by half pixels: finer ones are a third of the bytes of a map, and nobody sees them.
_LONG, _COAST = 12, 5
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


def box(x: float, y: float, width: float, height: float, radius: float = 0) -> str:
    """A rectangle, with round corners where a radius is given."""
    round_by = short(min(radius, width / 2, height / 2), 2) if radius else ""
    sides = {"x": short(x), "y": short(y), "width": short(width), "height": short(height), "rx": round_by}
    return element("rect", sides)


def outline(paths: Iterable[Sequence[tuple[float, float]]], *, closed: bool = True) -> str:
    """Straight outlines as one path of small steps with short numbers; corners that fall together are one."""
    shown = list(paths)
    grain = _COAST if sum(map(len, shown)) > _LONG else 1
    said: list[str] = []
    for path in shown:
        corners = [(round(x * 10 / grain) * grain, round(y * 10 / grain) * grain) for x, y in path]
        at = corners[0]
        said.append(f"M{_tenth(at[0])},{_tenth(at[1])}")
        for to in corners[1:]:
            across, down = to[0] - at[0], to[1] - at[1]
            if across or down:
                said.append(f"l{_tenth(across)}{'' if down < 0 else ','}{_tenth(down)}")
            at = to
        if closed:
            said.append("z")
    return "".join(said)


def _tenth(tenths: int) -> str:
    return short(tenths / 10).replace("0.", ".", 1) if abs(tenths) < 10 else short(tenths / 10)
