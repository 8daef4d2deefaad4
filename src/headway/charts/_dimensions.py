"""Progress by dimension: how the ratings of each dimension are spread over the steps of the scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import wrap
from headway.charts._legend import Entry, draw_legend, legend_height, swatch
from headway.charts._matrix import Step
from headway.charts._sheet import BODY, ROOMY, SMALL, Sheet, block_height, fits, nothing
from headway.charts.palette import LIGHT

_BAR = 26.0
# Between a name and its bar: a page may show names in a wider font than the one they are measured by.
_GAP = 30.0


@dataclass(frozen=True)
class Spread:
    """A dimension with how many ratings stand at each step, lowest first, and how many cells have none."""

    label: str
    counts: tuple[int, ...]
    unrated: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts) + self.unrated


@dataclass(frozen=True)
class SpreadWords:
    no_rating: str
    dimension: str


def progress_by_dimension(
    frame: Frame, spreads: Sequence[Spread], steps: Sequence[Step], words: SpreadWords
) -> Chart:
    """Draw a bar for each dimension, one part a step, as long as the number of ratings. The summary may use {rated}."""
    header = (words.dimension, *(step.label for step in steps), words.no_rating)
    rated = sum(sum(spread.counts) for spread in spreads)
    if not rated:
        return nothing(frame, header)
    above = frame.width < ROOMY
    names = 0 if above else frame.width * (0.32 if frame.width >= 520 else 0.38)
    tallest = max(spread.total for spread in spreads)
    labels = [wrap(spread.label, frame.width if above else names - _GAP, BODY) for spread in spreads]
    rows = [_row(len(label), above=above) for label in labels]
    key = _key(steps, words, any(spread.unrated for spread in spreads))
    height = sum(rows) + 14 + legend_height(key, frame.width)
    sheet = Sheet(frame, height, start=names, domain=(0, tallest))
    down = 0.0
    for spread, label, row in zip(spreads, labels, rows, strict=True):
        middle = down + (row - _BAR / 2 - 12 if above else row / 2)
        sheet.text(sheet.across(0), down + block_height(len(label)) / 2 if above else middle, label)
        _draw_spread(sheet, spread, steps, middle)
        down += row
    draw_legend(sheet, key, down + 14)
    return sheet.chart(_table(frame, header, spreads), fill(frame.summary, {"rated": frame.number(rated)}))


def _row(lines: int, *, above: bool) -> float:
    """How high a row is: in a narrow chart the name stands above its bar, else beside it."""
    if above:
        return block_height(lines) + 4 + _BAR + 12
    return max(_BAR + 12, block_height(lines) + 12)


def _draw_spread(sheet: Sheet, spread: Spread, steps: Sequence[Step], middle: float) -> None:
    at, gap = 0, sheet.step(2)
    top, bottom = middle - _BAR / 2, middle + _BAR / 2
    for step, count in zip(steps, spread.counts, strict=True):
        if count:
            sheet.rect(at, at + count - gap, top, bottom, LIGHT.tone(step.tone), radius=2)
            _draw_count(sheet, at, count, middle, LIGHT.on_tone(step.tone))
        at += count
    if spread.unrated:
        inset = sheet.step(0.5)
        sheet.rect(
            at + inset,
            at + spread.unrated - gap - inset,
            top + 0.5,
            bottom - 0.5,
            stroke=LIGHT.edge,
            dash=True,
            radius=2,
        )
        _draw_count(sheet, at, spread.unrated, middle, LIGHT.muted)


def _draw_count(sheet: Sheet, at: float, count: int, middle: float, ink: str) -> None:
    """The count inside its part; a part too narrow for it leaves it to the table."""
    said = sheet.frame.number(count)
    room = sheet.place(count) - sheet.place(0) - 3
    size = next((size for size in (BODY, SMALL, 9.5) if fits(said, room, size)), None)
    if size:
        sheet.text(at + (count - sheet.step(2)) / 2, middle, said, size=size, fill=ink, align="middle")


def _key(steps: Sequence[Step], words: SpreadWords, unrated: bool) -> list[Entry]:
    rated = [Entry(step.label, swatch(LIGHT.tone(step.tone))) for step in steps]
    return [*rated, Entry(words.no_rating, swatch("", stroke=LIGHT.edge, dash=True))] if unrated else rated


def _table(frame: Frame, header: tuple[str, ...], spreads: Sequence[Spread]) -> Table:
    rows = [
        (spread.label, *map(frame.number, spread.counts), frame.number(spread.unrated)) for spread in spreads
    ]
    return Table(header, tuple(rows))
