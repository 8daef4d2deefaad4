"""The progress matrix: change areas down, grouped by dimension; countries of focus across; a rating in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import widest, wrap
from headway.charts._legend import Entry, draw_legend, legend_height, swatch
from headway.charts._sheet import BODY, SMALL, Sheet, block_height, nothing
from headway.charts.palette import LIGHT, Tone

_GAP, _PAD = 3.0, 6.0


@dataclass(frozen=True)
class Step:
    """One step of the rating scale, in the reader's words."""

    label: str
    tone: Tone


@dataclass(frozen=True)
class AreaRatings:
    """A change area with its rating in each country, in the order of the countries; None where there is none."""

    label: str
    ratings: tuple[Step | None, ...]


@dataclass(frozen=True)
class DimensionRatings:
    label: str
    areas: tuple[AreaRatings, ...]


@dataclass(frozen=True)
class MatrixWords:
    """What the matrix says beside its data: what stands in an empty cell, and the heads of the table's columns."""

    no_rating: str
    dimension: str
    area: str


@dataclass(frozen=True)
class _Plan:
    """Where things stand: how wide names and cells are, and whether a cell has room for words or only for a sign.

    On a narrow page the name of an area stands above its cells (`names` is 0), so that these keep their width.
    """

    names: float
    cell: float
    words: bool
    heads: list[list[str]]
    head_size: float
    name_size: float = BODY
    row: float = 36.0
    padding: float = 10.0

    @property
    def head_height(self) -> float:
        return block_height(max(map(len, self.heads), default=1), self.head_size) + 12


def progress_matrix(
    frame: Frame, countries: Sequence[str], dimensions: Sequence[DimensionRatings], steps: Sequence[Step],
    words: MatrixWords, *, compact: bool = False,
) -> Chart:  # fmt: skip
    """Draw the ratings, lowest step first in `steps`. The summary may use {rated} and {cells}.

    A `compact` matrix has low rows with signs in their cells, and names beside them however narrow the page is.
    """
    table = _table(countries, dimensions, words)
    cells = [rating for dimension in dimensions for area in dimension.areas for rating in area.ratings]
    if not cells or not any(cells):
        return nothing(frame, table.header)
    plan = (_compact_plan if compact else _plan)(frame, countries, steps, words)
    key = _key(steps, words, signs=not plan.words)
    rows = sum(_dimension_height(frame, plan, one) for one in dimensions)
    sheet = Sheet(frame, plan.head_height + rows + 16 + legend_height(key, frame.width))
    for number, lines in enumerate(plan.heads):
        middle = plan.names + plan.cell * number + (plan.cell - _GAP) / 2
        down = plan.head_height - 8 - block_height(len(lines), plan.head_size) / 2
        sheet.text(middle, down, lines, size=plan.head_size, align="middle")
    down = plan.head_height
    for dimension in dimensions:
        down = _draw_dimension(sheet, plan, dimension, steps, words, down)
    draw_legend(sheet, key, down + 16)
    said = {
        "rated": frame.number(sum(rating is not None for rating in cells)),
        "cells": frame.number(len(cells)),
    }
    return sheet.chart(table, fill(frame.summary, said))


def _plan(frame: Frame, countries: Sequence[str], steps: Sequence[Step], words: MatrixWords) -> _Plan:
    names = frame.width * 0.28 if frame.width >= 520 else 0.0
    cell = (frame.width - names + _GAP) / len(countries)
    labels = [*(step.label for step in steps), words.no_rating]
    longest_word = widest([word for label in labels for word in label.split()], SMALL)
    parts = [part for country in countries for part in country.replace("/", "/ ").split()]
    size = next((size for size in (BODY, SMALL, 10.0) if widest(parts, size) <= cell - _GAP), 9.0)
    heads = [wrap(country, cell - _GAP, size) for country in countries]
    return _Plan(names, cell, longest_word <= cell - _GAP - 2 * _PAD, heads, size)


def _compact_plan(frame: Frame, countries: Sequence[str], steps: Sequence[Step], words: MatrixWords) -> _Plan:
    names = frame.width * 0.35
    cell = (frame.width - names + _GAP) / len(countries)
    parts = [part for country in countries for part in country.replace("/", "/ ").split()]
    size = next((size for size in (SMALL, 10.0, 9.0) if widest(parts, size) <= cell - _GAP), 8.0)
    heads = [wrap(country, cell - _GAP, size) for country in countries]
    return _Plan(names, cell, False, heads, size, name_size=SMALL, row=23.0, padding=5.0)


def _heading_height(frame: Frame, dimension: DimensionRatings) -> float:
    return block_height(len(wrap(dimension.label, frame.width, SMALL)), SMALL) + 16


def _dimension_height(frame: Frame, plan: _Plan, dimension: DimensionRatings) -> float:
    rows = sum(sum(_row_heights(frame, plan, area)) for area in dimension.areas)
    return _heading_height(frame, dimension) + rows + 6


def _row_heights(frame: Frame, plan: _Plan, area: AreaRatings) -> tuple[float, float]:
    """The height of the name above the cells, if it stands there, and of the cells."""
    lines = wrap(area.label, (plan.names or frame.width) - 14, plan.name_size)
    names = block_height(len(lines), plan.name_size)
    cells = max(_cell_height(plan, rating) for rating in area.ratings)
    return (0.0, max(plan.row, names + plan.padding, cells)) if plan.names else (names + 6, max(29.0, cells))


def _cell_height(plan: _Plan, rating: Step | None) -> float:
    if not plan.words or rating is None:
        return 0
    return block_height(len(wrap(rating.label, plan.cell - _GAP - 2 * _PAD, SMALL)), SMALL) + 12


def _draw_dimension(
    sheet: Sheet,
    plan: _Plan,
    dimension: DimensionRatings,
    steps: Sequence[Step],
    words: MatrixWords,
    down: float,
) -> float:
    heading = _heading_height(sheet.frame, dimension)
    sheet.rule(0, sheet.frame.width, down + 0.5, down + 0.5, LIGHT.edge)
    lines = wrap(dimension.label, sheet.frame.width, SMALL)
    sheet.text(0, down + heading / 2, lines, size=SMALL, fill=LIGHT.accent)
    down += heading
    for area in dimension.areas:
        above, height = _row_heights(sheet.frame, plan, area)
        lines = wrap(area.label, (plan.names or sheet.frame.width) - 14, plan.name_size)
        sheet.text(0, down + ((height - _GAP) if plan.names else above) / 2, lines, size=plan.name_size)
        down += above
        for number, rating in enumerate(area.ratings):
            left = plan.names + plan.cell * number
            _draw_cell(sheet, plan, rating, steps, words, (left, down, height - _GAP))
        down += height
    return down + 6


def _draw_cell(
    sheet: Sheet, plan: _Plan, rating: Step | None, steps: Sequence[Step], words: MatrixWords,
    box: tuple[float, float, float],
) -> None:  # fmt: skip
    left, top, height = box
    right, middle = left + plan.cell - _GAP, (left + left + plan.cell - _GAP) / 2
    room = plan.cell - _GAP - 2 * _PAD
    if rating is None:
        sheet.rect(
            left + 0.5, right - 0.5, top + 0.5, top + height - 0.5, stroke=LIGHT.line, dash=True, radius=3
        )
        lines = wrap(words.no_rating, room, SMALL) if plan.words else ["–"]
        sheet.text(middle, top + height / 2, lines, size=SMALL, fill=LIGHT.muted, align="middle")
        return
    sheet.rect(left, right, top, top + height, LIGHT.tone(rating.tone), radius=3)
    lines = wrap(rating.label, room, SMALL) if plan.words else [_sign(rating, steps)]
    sheet.text(middle, top + height / 2, lines, size=SMALL, fill=LIGHT.on_tone(rating.tone), align="middle")


def _sign(step: Step, steps: Sequence[Step]) -> str:
    """Where words do not fit, a step is the number of its place on the scale, and the key says which is which."""
    return str(steps.index(step) + 1) if step in steps else step.label[:1]


def _key(steps: Sequence[Step], words: MatrixWords, *, signs: bool) -> list[Entry]:
    rated = [
        Entry(
            step.label,
            swatch(
                LIGHT.tone(step.tone), sign=_sign(step, steps) if signs else "", ink=LIGHT.on_tone(step.tone)
            ),
        )
        for step in steps
    ]
    return [
        *rated,
        Entry(words.no_rating, swatch("", stroke=LIGHT.edge, dash=True, sign="–" if signs else "")),
    ]


def _table(countries: Sequence[str], dimensions: Sequence[DimensionRatings], words: MatrixWords) -> Table:
    rows = [
        (
            dimension.label,
            area.label,
            *(rating.label if rating else words.no_rating for rating in area.ratings),
        )
        for dimension in dimensions
        for area in dimension.areas
    ]
    return Table((words.dimension, words.area, *countries), tuple(rows))
