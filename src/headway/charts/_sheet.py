"""A sheet to draw on: bars, lines, marks and words become one Vega-Lite specification, mirrored for right-to-left.

Across, a place is a value of the data (the scale is the chart's `domain`); down, it is in pixels. `Sheet.step(px)` is a
distance in pixels along the data, and always points the way that reading goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.charts._chart import Chart, Frame, Table
from headway.charts._fonts import drawable, text_width
from headway.charts._render import render_svg
from headway.charts._svg import body_of, finish, right_to_left
from headway.charts.palette import LIGHT

SMALL, BODY = 11.0, 12.5
LEADING = 1.32
# A chart that is narrower has its names above what they name, not beside it.
ROOMY = 380
_ORDER = ("grid", "rect", "over", "rule", "point", "text")
_ALIGN = {"start": "left", "end": "right", "middle": "center"}
_MIRRORED = {"left": "right", "right": "left", "center": "center"}


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
        self._layers: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        self._marks: dict[tuple[Any, ...], tuple[dict[str, Any], dict[str, Any]]] = {}

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
        mark = {"type": "rect", **({"fill": fill} if fill else {"fill": None}), **_outlined(stroke, dash)}
        if radius:
            mark["cornerRadius"] = radius
        self._add(level, mark, {"x": x, "x2": x2, "y": y, "y2": y2}, ("x2", "y2"))

    def rule(
        self, x: float, x2: float, y: float, y2: float, stroke: str, *,
        thickness: float = 1, dash: bool = False, level: str = "rule",
    ) -> None:  # fmt: skip
        mark = {"type": "rule", **_outlined(stroke, dash, thickness)}
        self._add(level, mark, {"x": x, "x2": x2, "y": y, "y2": y2}, ("x2", "y2"))

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
        """A mark `size` pixels wide: a shape of Vega, or a path in a box from -1 to 1 that is drawn reading-wise."""
        if shape.startswith("M") and self.frame.mirrored:
            shape = _flipped(shape)
        mark = {"type": "point", "shape": shape, "size": size * size, "fill": fill, "opacity": 1}
        self._add("point", {**mark, **_outlined(stroke, False, thickness)}, {"x": x, "y": y}, ())

    def text(
        self, x: float, y: float, lines: str | Sequence[str], *,
        size: float = BODY, fill: str = LIGHT.ink, align: str = "start",
    ) -> None:  # fmt: skip
        """Words, centred on `y` as one block; a right-to-left line is marked as such."""
        shown = [drawable(line) for line in ([lines] if isinstance(lines, str) else lines)]
        shown = [right_to_left(line) if self.frame.mirrored else line for line in shown if line]
        if not shown:
            return
        side = _ALIGN[align]
        mark = {
            "type": "text", "fill": fill, "fontSize": size, "lineHeight": round(size * LEADING, 1),
            "align": _MIRRORED[side] if self.frame.mirrored else side, "baseline": "middle",
        }  # fmt: skip
        top = y - (len(shown) - 1) * round(size * LEADING, 1) / 2
        self._add("text", mark, {"x": x, "y": top, "words": shown if len(shown) > 1 else shown[0]}, ("text",))

    def _add(self, level: str, mark: dict[str, Any], row: dict[str, Any], channels: tuple[str, ...]) -> None:
        encoding = {channel: {"field": "words" if channel == "text" else channel} for channel in channels}
        key = (_ORDER.index(level), *sorted((name, str(value)) for name, value in mark.items()))
        self._marks.setdefault(key, (mark, encoding))
        self._layers.setdefault(key, []).append(
            {name: round(value, 6) if isinstance(value, float) else value for name, value in row.items()}
        )

    def spec(self) -> dict[str, Any]:
        """The sheet as Vega-Lite, with fixed margins, so that no part of it depends on how wide a font is measured."""
        left, right = (self.end, self.start) if self.frame.mirrored else (self.start, self.end)
        across = [self.plot, 0] if self.frame.mirrored else [0, self.plot]
        return {
            **base(self.plot, self.height, left, right),
            "encoding": {
                "x": _fixed("x", list(self.domain), across),
                "y": _fixed("y", [0, self.height], [0, self.height]),
            },
            "layer": [
                {
                    "data": {"values": self._layers[key]},
                    "mark": self._marks[key][0],
                    "encoding": self._marks[key][1],
                }
                for key in sorted(self._layers, key=lambda key: int(key[0]))
            ],
        }

    def chart(self, table: Table, summary: str, *, under: str = "") -> Chart:
        """Draw the sheet and finish it as a chart; `under` holds elements that lie below it, such as a map."""
        frame = self.frame
        body = under + body_of(render_svg(self.spec(), folder=frame.folder))
        svg = finish(
            body,
            title=frame.title,
            summary=summary,
            language=frame.language,
            width=frame.width,
            height=self.height,
        )
        return Chart(svg, frame.title, summary, table, frame.width, self.height)


def base(width: float, height: float, left: float = 0, right: float = 0) -> dict[str, Any]:
    """What all specifications share: exact size, no axis, legend, frame or accessible names of the engine's making."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "padding": {"left": left, "right": right, "top": 0, "bottom": 0},
        "autosize": "none",
        "background": None,
        "config": {"view": {"stroke": None}, "aria": False, "font": "IBM Plex Sans"},
    }


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


def _fixed(name: str, domain: list[float], reach: list[float]) -> dict[str, Any]:
    scale = {"domain": domain, "range": reach, "nice": False, "zero": False}
    return {"field": name, "type": "quantitative", "scale": scale, "axis": None}


def _outlined(stroke: str, dash: bool, thickness: float = 1) -> dict[str, Any]:
    if not stroke:
        return {"stroke": None}
    return {"stroke": stroke, "strokeWidth": thickness, **({"strokeDash": [3, 3]} if dash else {})}


def _flipped(path: str) -> str:
    """A path of `M` and `L` in the box from -1 to 1, seen in a mirror."""
    parts = [part.split(",") for part in path[1:].removesuffix("Z").split("L")]
    return "M" + "L".join(f"{-float(x):g},{y}" for x, y in parts) + ("Z" if path.endswith("Z") else "")
