"""Figures as bars that show how exactly each is known: what is open, rough, capped or a range is drawn as such."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import widest, wrap
from headway.charts._legend import Entry, draw_legend, legend_height
from headway.charts._sheet import BODY, ROOMY, Sheet, block_height, nothing
from headway.charts.palette import LIGHT
from headway.lib.precision import Precision

_THICK, _THIN = 8.0, 5.5  # half the height of a bar, and of its sample in the key
# Between words and bars: a page may show words in a wider font than the one they are measured by.
_GAP = 26.0
_OPEN_END = "M-1,-1L1,0L-1,1Z"


@dataclass(frozen=True)
class Bar:
    """One figure. `text` says the value and its precision in words ("over 1,000"); `high` makes it a range.

    A figure that was published in words only ("dozens") has no value: its words stand without a bar.
    """

    label: str
    text: str
    value: float | None = None
    precision: Precision = Precision.EXACT
    high: float | None = None

    @property
    def reach(self) -> float:
        return max(self.value or 0.0, self.high or 0.0)


@dataclass(frozen=True)
class BarWords:
    """The key: what each way of drawing means, and the heads of the table's columns."""

    precisions: Mapping[Precision, str]
    between: str
    label: str
    value: str


def figure_bars(frame: Frame, bars: Sequence[Bar], words: BarWords) -> Chart:
    """Draw figures of one measure, in the order given. The summary may use {count} and {largest}."""
    header = (words.label, words.value)
    if not bars:
        return nothing(frame, header)
    above = frame.width < ROOMY
    names = 0 if above else frame.width * (0.34 if frame.width >= 520 else 0.36)
    said = min(widest([bar.text for bar in bars], BODY), frame.width * (0.4 if above else 0.28))
    key = _key(bars, words)
    room = (frame.width if above else names) - _GAP
    wrapped = [(wrap(bar.label, room, BODY), wrap(bar.text, said + 2, BODY)) for bar in bars]
    rows = [_row(len(label), len(text), above=above) for label, text in wrapped]
    height = sum(rows) + (12 + legend_height(key, frame.width) if key else 0)
    reach = max((bar.reach for bar in bars), default=0.0) or 1.0
    sheet = Sheet(frame, height, start=names, end=said + _GAP, domain=(0, reach))
    down = 0.0
    for bar, (label, text), row in zip(bars, wrapped, rows, strict=True):
        named = block_height(len(label)) if above else 0
        middle = down + named + (row - named) / 2
        sheet.text(sheet.across(0), down + named / 2 + 4 if above else middle, label)
        end = _draw(sheet, bar, middle)
        known = bar.value is not None
        sheet.text(
            end + sheet.step(8 if known else 0), middle, text, fill=LIGHT.ink if known else LIGHT.muted
        )
        if above:
            sheet.rule(0, 0, middle - _THICK - 4, middle + _THICK + 4, LIGHT.edge)
        down += row
    if not above:
        sheet.rule(0, 0, 0, down, LIGHT.edge)
    draw_legend(sheet, key, down + 12)
    largest = max(bars, key=lambda bar: bar.reach)
    values = {"count": frame.number(len(bars)), "largest": largest.label}
    return sheet.chart(
        Table(header, tuple((bar.label, bar.text) for bar in bars)), fill(frame.summary, values)
    )


def _row(label: int, text: int, *, above: bool) -> float:
    """How high a row of so many lines is: in a narrow chart the name stands above its bar, else beside it."""
    bar = 2 * _THICK + 16
    if above:
        return block_height(label) + max(bar, block_height(text) + 10)
    return max(bar, block_height(max(label, text)) + 10)


def _draw(sheet: Sheet, bar: Bar, middle: float) -> float:
    """Draw one bar and say where it ends."""
    if bar.value is None:
        return sheet.step(8)
    value = max(bar.value, sheet.step(2))
    if bar.high is not None:
        _range(sheet, 0, value, max(bar.high, value), middle)
        return max(bar.high, value)
    _DRAWN[bar.precision](sheet, 0, value, middle, _THICK)
    return value + sheet.step(_TAILS[bar.precision])


def _exact(sheet: Sheet, start: float, end: float, middle: float, half: float = _THICK) -> None:
    sheet.rect(start, end, middle - half, middle + half, LIGHT.accent)


def _at_least(sheet: Sheet, start: float, end: float, middle: float, half: float = _THICK) -> None:
    """A solid bar that points on: it may go further."""
    sheet.rect(start, end, middle - half, middle + half, LIGHT.accent)
    sheet.point(end + sheet.step(half - 0.5), middle, _OPEN_END, 2 * half, LIGHT.accent)


def _about(sheet: Sheet, start: float, end: float, middle: float, half: float = _THICK) -> None:
    """A bar that dissolves around its value into stripes."""
    stripe = sheet.step(2)
    solid = max(start, end - 4 * stripe)
    sheet.rect(start, solid, middle - half, middle + half, LIGHT.accent)
    for number in range(4):
        at = solid + stripe * (2 * number + 1)
        sheet.rect(at, at + stripe, middle - half, middle + half, LIGHT.accent)


def _at_most(sheet: Sheet, start: float, end: float, middle: float, half: float = _THICK) -> None:
    """A pale bar with a stop: somewhere up to here."""
    _pale(sheet, start, end, middle, half)


def _range(sheet: Sheet, start: float, low: float, high: float, middle: float, half: float = _THICK) -> None:
    """Solid as far as is sure, pale up to the stop."""
    _pale(sheet, low, high, middle, half)
    sheet.rect(start, low, middle - half, middle + half, LIGHT.accent, level="over")


def _pale(sheet: Sheet, start: float, end: float, middle: float, half: float) -> None:
    hair, stop = sheet.step(0.5), sheet.step(3)
    top, bottom = middle - half, middle + half
    sheet.rect(start + hair, end - hair, top + 0.5, bottom - 0.5, LIGHT.accent_faint, stroke=LIGHT.accent_mid)
    sheet.rect(max(start, end - stop), end, top - 2, bottom + 2, LIGHT.accent, level="over")


_DRAWN: dict[Precision, Callable[[Sheet, float, float, float, float], None]] = {
    Precision.EXACT: _exact,
    Precision.AT_LEAST: _at_least,
    Precision.ABOUT: _about,
    Precision.AT_MOST: _at_most,
}
_TAILS = {Precision.EXACT: 0, Precision.AT_LEAST: 2 * _THICK, Precision.ABOUT: 8, Precision.AT_MOST: 0}


def _key(bars: Sequence[Bar], words: BarWords) -> list[Entry]:
    """Only what the chart uses; a chart of exact figures needs no key."""
    drawn = {bar.precision for bar in bars if bar.value is not None and bar.high is None}
    ranged = any(bar.high is not None and bar.value is not None for bar in bars)
    if drawn <= {Precision.EXACT} and not ranged:
        return []
    entries = [Entry(words.precisions[one], _sample(one), 30) for one in Precision if one in drawn]
    return [*entries, Entry(words.between, _range_sample, 30)] if ranged else entries


def _sample(precision: Precision) -> Callable[[Sheet, float, float, float], None]:
    def draw(sheet: Sheet, x: float, x2: float, y: float) -> None:
        _DRAWN[precision](
            sheet,
            x,
            x2 - sheet.step(_TAILS[precision] * (_THIN / _THICK if precision is Precision.AT_LEAST else 1)),
            y,
            _THIN,
        )

    return draw


def _range_sample(sheet: Sheet, x: float, x2: float, y: float) -> None:
    _range(sheet, x, (x + x2) / 2, x2, y, _THIN)
