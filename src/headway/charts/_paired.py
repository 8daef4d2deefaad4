"""Two counts of the same things side by side: two bars a row on one scale, so that how they relate can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import widest, wrap
from headway.charts._legend import Entry, draw_legend, legend_height, swatch
from headway.charts._sheet import BODY, ROOMY, SMALL, Sheet, block_height, nothing
from headway.charts.palette import LIGHT

_HALF, _APART, _GAP = 5.5, 14.0, 20.0


@dataclass(frozen=True)
class Pair:
    """One row: what it is called, both values, and both in words. A value that nobody knows has no bar."""

    label: str
    first: float | None
    second: float | None
    first_text: str
    second_text: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class PairWords:
    """The head of the first column, what the two bars count, and the heads of any further cells of the table."""

    label: str
    first: str
    second: str
    more: tuple[str, ...] = ()


def paired_bars(frame: Frame, pairs: Sequence[Pair], words: PairWords) -> Chart:
    """Draw the rows in the order given. The summary may use {count} and {largest}."""
    header = (words.label, words.first, words.second, *words.more)
    if not pairs:
        return nothing(frame, header)
    above = frame.width < ROOMY
    names = 0 if above else frame.width * 0.3
    said = widest([text for pair in pairs for text in (pair.first_text, pair.second_text)], SMALL)
    key = [
        Entry(words.first, swatch(LIGHT.accent)),
        Entry(words.second, swatch(LIGHT.accent_soft, stroke=LIGHT.accent_mid)),
    ]
    labels = [wrap(pair.label, (frame.width if above else names) - _GAP, BODY) for pair in pairs]
    rows = [_row(len(lines), above=above) for lines in labels]
    top = legend_height(key, frame.width) + 10
    reach = max((value or 0 for pair in pairs for value in (pair.first, pair.second)), default=0) or 1
    sheet = Sheet(frame, top + sum(rows), start=names, end=said + _GAP, domain=(0, reach))
    draw_legend(sheet, key, 0)
    down = top
    for pair, lines, row in zip(pairs, labels, rows, strict=True):
        named = block_height(len(lines)) if above else 0
        middle = down + named + (row - named) / 2
        sheet.text(sheet.across(0), down + named / 2 + 4 if above else middle, lines)
        _bar(sheet, pair.first, pair.first_text, middle - _APART / 2, LIGHT.accent, "")
        _bar(sheet, pair.second, pair.second_text, middle + _APART / 2, LIGHT.accent_soft, LIGHT.accent_mid)
        down += row
    largest = max(pairs, key=lambda pair: max(pair.first or 0, pair.second or 0))
    table = tuple((pair.label, pair.first_text, pair.second_text, *pair.told) for pair in pairs)
    return sheet.chart(
        Table(header, table),
        fill(frame.summary, {"count": frame.number(len(pairs)), "largest": largest.label}),
    )


def _row(lines: int, *, above: bool) -> float:
    bars = 2 * _APART + 14
    return block_height(lines) + bars if above else max(bars, block_height(lines) + 10)


def _bar(sheet: Sheet, value: float | None, text: str, middle: float, colour: str, stroke: str) -> None:
    """A pale bar has an edge, so that it stands out from the paper."""
    if value is not None:
        end, hair = max(value, sheet.step(2)), sheet.step(0.5) if stroke else 0
        sheet.rect(hair, end - hair, middle - _HALF, middle + _HALF, colour, stroke=stroke)
    sheet.text(
        (value or 0) + sheet.step(8),
        middle,
        text,
        size=SMALL,
        fill=LIGHT.ink if value is not None else LIGHT.muted,
    )
