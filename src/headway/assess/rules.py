"""What a rating is for, that each cell of the progress matrix has one, and what the matrix says as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from headway.assess.rows import RatingRow
from headway.lib.additivity import Figure, Measure, NoFigures, Result, total
from headway.listen.rules import Taken
from headway.plan.rows import DimensionRow, IndicatorKind, IndicatorRow, PeriodRow, ScaleStepRow
from headway.verify.rows import OutcomeRow, OutcomeState

# An outcome that was set aside is no sign of anything; one still under review may yet be.
_OPEN = frozenset(OutcomeState) - {OutcomeState.VERIFIED, OutcomeState.SET_ASIDE}


def cell_of(row: RatingRow) -> tuple[str, str, str]:
    """The cell of the progress matrix that a rating fills: country, change area, period."""
    return row.focus_country, row.change_area, row.period


def doubled_ratings(rows: Iterable[RatingRow]) -> Iterator[tuple[RatingRow, RatingRow]]:
    """Each rating whose cell an earlier one fills, with that earlier one."""
    first: dict[tuple[str, str, str], RatingRow] = {}
    for row in rows:
        if (held := first.setdefault(cell_of(row), row)) is not row:
            yield row, held


@dataclass(frozen=True)
class Cell:
    """One change area in one country of focus (empty: the campaign as a whole), with its rating where it has one."""

    focus_country: str
    change_area: str
    rating: RatingRow | None = None

    @property
    def rests_on(self) -> tuple[tuple[str, str], ...]:
        """Kind and key of every record that the rating names as its ground."""
        if self.rating is None:
            return ()
        grounds = (("outcome", self.rating.outcomes), ("figure", self.rating.figures))
        return tuple(
            (kind, key) for kind, keys in (*grounds, ("published", self.rating.published)) for key in keys
        )


@dataclass(frozen=True)
class ProgressMatrix:
    """Countries across, change areas down, in the order of the pack; one cell for each pair."""

    period: str
    countries: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]

    def cell(self, country: str, area: str) -> Cell:
        return next(cell for cell in self.cells if (cell.focus_country, cell.change_area) == (country, area))

    @property
    def rated(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.rating is not None)


def progress_matrix(
    ratings: Iterable[RatingRow],
    countries: Sequence[str],
    dimensions: Sequence[DimensionRow],
    period: str,
) -> ProgressMatrix:
    """The ratings of one period as a matrix. Ratings of the campaign as a whole, where there are any, stand first."""
    held = {cell_of(row)[:2]: row for row in ratings if row.period == period}
    across = (*(("",) if any(not country for country, _ in held) else ()), *countries)
    areas = tuple((dimension.key, area.key) for dimension in dimensions for area in dimension.change_areas)
    cells = (Cell(country, area, held.get((country, area))) for _, area in areas for country in across)
    return ProgressMatrix(period, across, areas, tuple(cells))


def latest_rated(ratings: Iterable[RatingRow], periods: Sequence[PeriodRow]) -> str:
    """The key of the last period for which anything was rated; empty where nothing was."""
    rated = {row.period for row in ratings}
    held = [period for period in periods if period.key in rated]
    return max(held, key=lambda period: (period.ends, period.key)).key if held else ""


@dataclass(frozen=True)
class Spread:
    """How the ratings of one dimension lie over the steps of the scale, lowest first; cells without one apart."""

    dimension: str
    counts: tuple[tuple[str, int], ...]
    unrated: int


def spread_by_dimension(matrix: ProgressMatrix, steps: Sequence[ScaleStepRow]) -> tuple[Spread, ...]:
    """One spread for each dimension, in the order of the pack."""
    order = [step.key for step in sorted(steps, key=lambda step: (step.value, step.key))]
    dimension_of = {area: dimension for dimension, area in matrix.areas}
    spreads = []
    for dimension in dict.fromkeys(dimension for dimension, _ in matrix.areas):
        cells = [cell for cell in matrix.cells if dimension_of[cell.change_area] == dimension]
        given = Counter(cell.rating.step for cell in cells if cell.rating is not None)
        unrated = len(cells) - given.total()
        spreads.append(Spread(dimension, tuple((step, given[step]) for step in order), unrated))
    return tuple(spreads)


@dataclass(frozen=True)
class IndicatorValue:
    """What was seen of one indicator. Figures of different measures are never added to one another."""

    indicator: str
    verified: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    ratings: tuple[str, ...] = ()
    heard: Taken | None = None

    @property
    def seen(self) -> bool:
        """True where anything at all was seen."""
        return bool(
            self.verified
            or self.unverified
            or self.ratings
            or any(map(_says_something, self.results))
            or self.heard
        )


def _says_something(result: Result) -> bool:
    return not isinstance(result, NoFigures)


def indicator_value(
    indicator: IndicatorRow,
    change_area: str,
    *,
    outcomes: Iterable[OutcomeRow],
    measures: Mapping[str, Measure],
    figures: Sequence[Figure],
    ratings: Iterable[RatingRow],
    heard: Taken | None = None,
) -> IndicatorValue:
    """The value by its kind: outcomes that are tied to it, what its measures allow of their figures, or ratings.

    Tied outcomes are named whatever the kind; only `incidence` takes their number as its value. An indicator of one
    country reads the figures, outcomes and ratings of that country only.
    """
    here = indicator.focus_country
    tied = [row for row in outcomes if indicator.key in row.indicators and here in ("", row.focus_country)]
    verified = tuple(row.key for row in tied if row.state is OutcomeState.VERIFIED)
    unverified = tuple(row.key for row in tied if row.state in _OPEN)
    results: tuple[Result, ...] = ()
    rated: tuple[str, ...] = ()
    if indicator.indicator_kind is IndicatorKind.RATING:
        rated = tuple(
            row.key for row in ratings if row.change_area == change_area and here in ("", row.focus_country)
        )
    elif indicator.indicator_kind is not IndicatorKind.INCIDENCE:
        counted = [figure for figure in figures if here in ("", figure.focus_country)]
        results = tuple(total(measures[key], counted) for key in indicator.measures if key in measures)
    return IndicatorValue(indicator.key, verified, unverified, results, rated, heard)
