"""Charts of progress: the matrix, and how ratings are spread in each dimension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.assess.rules import ProgressMatrix, spread_by_dimension
from headway.pages.speech import Speech
from headway.plan.drawings import steps_of


@dataclass(frozen=True)
class Names:
    """What the records of a matrix are called, by their keys, in the reader's language."""

    countries: Mapping[str, str]
    dimensions: Mapping[str, str]
    areas: Mapping[str, str]

    def country(self, key: str) -> str:
        return self.countries.get(key, key) if key else _("Campaign as a whole")


def matrix_chart(
    told: Any, speech: Speech, matrix: ProgressMatrix, names: Names, steps: Sequence[Any], tones: Mapping[str, str],
    *, compact: bool = False,
) -> Any:  # fmt: skip
    """Change areas down, countries of focus across, the rating in each cell. `steps` run from the lowest upward."""
    from headway.charts import AreaRatings, DimensionRatings, MatrixWords, progress_matrix

    drawn = steps_of(speech, steps, tones)
    dimensions = []
    for dimension in dict.fromkeys(dimension for dimension, _area in matrix.areas):
        rows = []
        for area in (area for held, area in matrix.areas if held == dimension):
            cells = [matrix.cell(country, area) for country in matrix.countries]
            rated = tuple(drawn[cell.rating.step] if cell.rating else None for cell in cells)
            rows.append(AreaRatings(names.areas[area], rated))
        dimensions.append(DimensionRatings(names.dimensions[dimension], tuple(rows)))
    countries = [names.country(key) for key in matrix.countries]
    words = MatrixWords(_("not rated"), _("Dimension of change"), _("Change area"))
    return progress_matrix(told, countries, dimensions, list(drawn.values()), words, compact=compact)


def spread_chart(
    told: Any, speech: Speech, matrix: ProgressMatrix, names: Names, steps: Sequence[Any], tones: Mapping[str, str]
) -> Any:  # fmt: skip
    """A bar for each dimension, one part for each step of the scale."""
    from headway.charts import Spread, SpreadWords, progress_by_dimension

    spreads = [
        Spread(names.dimensions[one.dimension], tuple(count for _step, count in one.counts), one.unrated)
        for one in spread_by_dimension(matrix, steps)
    ]
    drawn = list(steps_of(speech, steps, tones).values())
    return progress_by_dimension(told, spreads, drawn, SpreadWords(_("not rated"), _("Dimension of change")))


def names_of(board: Any, speech: Speech) -> Names:
    """What the records of a board are called in the reader's language."""
    dimensions = {area.dimension.key: area.dimension for area in board.areas.values()}
    return Names(
        *(
            {key: speech.say(row.name) for key, row in rows.items()}
            for rows in (board.countries, dimensions, board.areas)
        )
    )


@dataclass(frozen=True)
class Square:
    """One cell of the matrix on a page: where it leads, its step (None: not rated) and its tone."""

    country: str
    href: str
    step: Any = None
    tone: str = ""
    is_here: bool = False


@dataclass(frozen=True)
class Line:
    """One change area with its cells, in the order of the countries."""

    area: Any
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class Grid:
    """The progress matrix as a table of links."""

    heads: tuple[tuple[Any, str], ...]
    groups: tuple[tuple[Any, tuple[Line, ...]], ...]
    steps: tuple[tuple[Any, str], ...]
    rated: int
    cells: int


WHOLE = "-"  # stands for the campaign as a whole where an address names a country


def grid_of(campaign: Any, board: Any, here: tuple[str, str] = ("", ""), country: str | None = None) -> Grid:
    """The matrix of a board for a page; with `country`, the column of that country alone."""
    countries = [key for key in board.matrix.countries if country in (None, key)]
    cells = {(cell.focus_country, cell.change_area): cell for cell in board.matrix.cells}
    href = reverse("rating", args=[campaign.key, "COUNTRY", "AREA"])
    period = "" if board.is_latest or board.period is None else f"?period={board.period.key}"

    def square(key: str, area: str) -> Square:
        rating = cells[key, area].rating
        step = board.steps[rating.step] if rating else None
        place = href.replace("COUNTRY", key or WHOLE).replace("AREA", area) + period
        return Square(key, place, step, board.tones[step.key] if step else "", (key, area) == here)

    groups: dict[str, list[Line]] = {}
    for dimension, area in board.matrix.areas:
        line = Line(board.areas[area], tuple(square(key, area) for key in countries))
        groups.setdefault(dimension, []).append(line)
    shown = [one for lines in groups.values() for line in lines for one in line.squares]
    return Grid(
        heads=tuple((board.countries.get(key), key) for key in countries),
        groups=tuple((lines[0].area.dimension, tuple(lines)) for lines in groups.values()),
        steps=tuple((step, board.tones[key]) for key, step in board.steps.items()),
        rated=sum(one.step is not None for one in shown),
        cells=len(shown),
    )
