"""The key to a chart: small samples with their words, set in lines that fill the width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from headway.charts._fonts import text_width, wrap
from headway.charts._sheet import SMALL, Sheet
from headway.charts.palette import LIGHT

_GAP, _BETWEEN, LINE = 7.0, 20.0, 21.0


@dataclass(frozen=True)
class Entry:
    """One thing that the key explains; `draw` puts a sample of it between two places, around a height."""

    label: str
    draw: Callable[[Sheet, float, float, float], None]
    sample: float = 18.0


@dataclass(frozen=True)
class _Set:
    entry: Entry
    across: float
    down: float
    lines: tuple[str, ...]


def legend_height(entries: Sequence[Entry], width: float) -> float:
    placed = _placed(entries, width)
    return max((one.down + len(one.lines) * 14.5 + 6 for one in placed), default=0.0)


def draw_legend(sheet: Sheet, entries: Sequence[Entry], top: float, from_edge: float = 0.0) -> None:
    """Set the entries from `from_edge` pixels after the starting edge on, in as many lines as they need."""
    for one in _placed(entries, sheet.frame.width - from_edge):
        left, middle = from_edge + one.across, top + one.down + LINE / 2
        one.entry.draw(sheet, sheet.across(left), sheet.across(left + one.entry.sample), middle)
        down = middle + (len(one.lines) - 1) * 14.5 / 2
        sheet.text(
            sheet.across(left + one.entry.sample + _GAP), down, one.lines, size=SMALL, fill=LIGHT.muted
        )


def _placed(entries: Sequence[Entry], width: float) -> list[_Set]:
    placed: list[_Set] = []
    across = down = 0.0
    for entry in entries:
        lines = tuple(wrap(entry.label, width - entry.sample - _GAP, SMALL))
        room = entry.sample + _GAP + max((text_width(line, SMALL) for line in lines), default=0.0)
        if across and across + room > width:
            across, down = 0.0, down + LINE
        placed.append(_Set(entry, across, down, lines))
        across += room + _BETWEEN
        if len(lines) > 1:
            across, down = 0.0, down + LINE + (len(lines) - 1) * 14.5
    return placed


def swatch(fill: str, *, stroke: str = "", dash: bool = False, sign: str = "", ink: str = LIGHT.ink) -> Callable[
    [Sheet, float, float, float], None
]:  # fmt: skip
    """A small field of a colour, with a sign in it where the chart uses signs."""

    def draw(sheet: Sheet, x: float, x2: float, y: float) -> None:
        sheet.rect(x, x2, y - 6.5, y + 6.5, fill, stroke=stroke, dash=dash, radius=2)
        if sign:
            sheet.text((x + x2) / 2, y, sign, size=9.5, fill=ink, align="middle")

    return draw
