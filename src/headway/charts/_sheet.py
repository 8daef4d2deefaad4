"""A sheet to draw on: bars, lines, marks and words become the elements of one SVG, mirrored for right-to-left.

Across, a place is a value of the data (the scale is the chart's `domain`); down, it is in pixels. `Sheet.step(px)` is a
distance in pixels along the data, and always points the way that reading goes.
"""

from __future__ import annotations

from collections.abc import Sequence

from headway.charts._chart import Chart, Frame, Table
from headway.charts._fonts import drawable, text_width
from headway.charts._svg import box, element, finish, outline, right_to_left, short, text_element
from headway.charts.palette import LIGHT

SMALL, BODY = 11.0, 12.5
LEADING = 1.32
# A chart that is narrower has its names above what they name, not beside it.
ROOMY = 380
_ORDER = ("grid", "rect", "over", "rule", "point", "text")
_MIRRORED = {"start": "end", "end": "start", "middle": "middle"}
# How far below its middle the base line of a line of words lies, by the size of the words.
_BASE_LINE = 0.3

Attributes = dict[str, str]


class Sheet:
    """Everything that is drawn lies on one of six levels, words on top; within a level, what comes later covers."""

    def __init__(
        self,
        frame: Frame,
        height: float,
        *,
        start: float = 0,
        end: float = 0,
        domain: tuple[float, float] | None = None,
    ) -> None:
        self.frame, self.height, self.start, self.end = frame, round(height), start, end
        self.plot = frame.width - start - end
        self.domain = domain or (0.0, float(self.plot))
        # What is drawn in the same manner lies in one group, level by level.
        self._groups: dict[tuple[int, tuple[tuple[str, str], ...]], list[str]] = {}

    def step(self, pixels: float) -> float:
        """So many pixels as a distance along the data."""
        return pixels * (self.domain[1] - self.domain[0]) / self.plot

    def across(self, pixels: float) -> float:
        """The place so many pixels from the sheet's starting edge."""
        return self.domain[0] + self.step(pixels - self.start)

    def place(self, value: float) -> float:
        """How many pixels from the sheet's starting edge a value lies."""
        return self.start + (value - self.domain[0]) * self.plot / (self.domain[1] - self.domain[0])

    def rect(
        self, x: float, x2: float, y: float, y2: float, fill: str = "", *,
        stroke: str = "", dash: bool = False, radius: float = 0, level: str = "rect",
    ) -> None:  # fmt: skip
        ends = sorted((self._pixel(x), self._pixel(x2)))
        drawn = box(ends[0], min(y, y2), ends[1] - ends[0], abs(y2 - y), radius)
        self._add(level, {"fill": fill, **_outlined(stroke, dash)}, drawn)

    def rule(
        self, x: float, x2: float, y: float, y2: float, stroke: str, *,
        thickness: float = 1, dash: bool = False, level: str = "rule",
    ) -> None:  # fmt: skip
        start, end = self._pixel(x), self._pixel(x2)
        ends = {"x1": short(start), "y1": short(y), "x2": short(end), "y2": short(y2)}
        self._add(level, _outlined(stroke, dash, thickness), element("line", ends))

    def point(
        self,
        x: float,
        y: float,
        shape: str,
        size: float,
        fill: str,
        *,
        stroke: str = "",
        thickness: float = 1.5,
    ) -> None:
        """A mark `size` pixels wide: a circle, or a path in a box from -1 to 1 that is drawn reading-wise."""
        across, half = self._pixel(x), size / 2
        if shape == "circle":
            drawn = element("circle", {"cx": short(across), "cy": short(y), "r": short(half, 2)})
        else:
            turned = -half if self.frame.mirrored else half
            path = [(across + turned * at[0], y + half * at[1]) for at in _corners(shape)]
            drawn = element("path", {"d": outline([path], closed=shape.endswith("Z"))})
        self._add("point", {"fill": fill, **_outlined(stroke, False, thickness)}, drawn)

    def text(
        self, x: float, y: float, lines: str | Sequence[str], *,
        size: float = BODY, fill: str = LIGHT.ink, align: str = "start",
    ) -> None:  # fmt: skip
        """Words, centred on `y` as one block; a right-to-left line is marked as such."""
        shown = [drawable(line) for line in ([lines] if isinstance(lines, str) else lines)]
        shown = [right_to_left(line) if self.frame.mirrored else line for line in shown if line]
        if not shown:
            return
        side = _MIRRORED[align] if self.frame.mirrored else align
        manner = {"fill": fill, "font-size": short(size), "text-anchor": "" if side == "start" else side}
        leading = round(size * LEADING, 1)
        base = y - (len(shown) - 1) * leading / 2 + round(size * _BASE_LINE)
        self._add("text", manner, text_element(self._pixel(x), base, shown, leading, {}))

    def _pixel(self, value: float) -> float:
        """Where a value lies within the margins, from the left."""
        along = round((value - self.domain[0]) * self.plot / (self.domain[1] - self.domain[0]), 6)
        return self.plot - along if self.frame.mirrored else along

    def _add(self, level: str, manner: Attributes, drawn: str) -> None:
        key = (_ORDER.index(level), tuple((name, value) for name, value in manner.items() if value))
        self._groups.setdefault(key, []).append(drawn)

    def drawn(self) -> str:
        """All elements, level by level. The margins are fixed: nothing depends on how wide a reader's font is."""
        left = self.end if self.frame.mirrored else self.start
        groups = [
            element("g", dict(manner), "".join(self._groups[level, manner]))
            for level, manner in sorted(self._groups, key=lambda key: key[0])
        ]
        place = {"transform": f"translate({short(left)},0)"} if left else {}
        return element("g", {**place, "stroke-miterlimit": "10"}, "".join(groups))

    def chart(self, table: Table, summary: str, *, under: str = "") -> Chart:
        """Draw the sheet and finish it as a chart; `under` holds elements that lie below it, such as a map."""
        frame = self.frame
        svg = finish(
            under + self.drawn(),
            title=frame.title,
            summary=summary,
            language=frame.language,
            width=frame.width,
            height=self.height,
        )
        return Chart(svg, frame.title, summary, table, frame.width, self.height)


def nothing(frame: Frame, header: tuple[str, ...]) -> Chart:
    """What stands where a chart has no data: its own words, in a quiet box."""
    sheet = Sheet(frame, 72)
    sheet.rect(0.5, frame.width - 0.5, 0.5, 71.5, LIGHT.faint, stroke=LIGHT.line, dash=True, radius=4)
    sheet.text(frame.width / 2, 36, frame.empty, fill=LIGHT.muted, align="middle")
    return sheet.chart(Table(header, ()), frame.empty)


def block_height(lines: int, size: float = BODY) -> float:
    return lines * size * LEADING


def fits(text: str, width: float, size: float) -> bool:
    return text_width(text, size) <= width


def _outlined(stroke: str, dash: bool, thickness: float = 1) -> Attributes:
    if not stroke:
        return {}
    return {"stroke": stroke, "stroke-width": short(thickness), "stroke-dasharray": "3,3" if dash else ""}


def _corners(path: str) -> list[tuple[float, float]]:
    """The corners of a path of `M` and `L`."""
    parts = [part.split(",") for part in path[1:].removesuffix("Z").split("L")]
    return [(float(x), float(y)) for x, y in parts]


def shared_out(room: float, least: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The room shared out by weight once each column has the least that it needs; all by weight where it cannot have it."""
    if sum(least) > room:
        least = [0.0] * len(weights)
    fixed: set[int] = set()
    while True:
        left = room - sum(least[at] for at in sorted(fixed))
        whole = sum(weight for at, weight in enumerate(weights) if at not in fixed)
        widths = [least[at] if at in fixed else left * weight / whole for at, weight in enumerate(weights)]
        narrow = {at for at, width in enumerate(widths) if width < least[at]}
        if not narrow:
            return widths
        fixed |= narrow
