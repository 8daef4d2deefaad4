"""The progress matrix, and ratings one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from headway.assess import rules
from headway.assess.models import Rating
from headway.assess.rows import Basis, RatingRow
from headway.audit.queries import rows_of
from headway.lib.rows import Row
from headway.plan.models import Campaign, ChangeArea, FocusCountry, Period, ScaleStep
from headway.plan.queries import plan_rows, remembered
from headway.plan.rows import ChangeAreaRow, DimensionRow
from headway.plan.rules import tones_of
from headway.verify.models import Outcome


def ratings_of(campaign: Campaign) -> list[Any]:
    """Every rating, as a pack holds it."""
    return rows_of(Rating.objects.filter(campaign=campaign))


def progress_of(campaign: Campaign, period: str = "") -> rules.ProgressMatrix:
    """The progress matrix of one period; without one, of the last period for which anything was rated."""
    ratings = ratings_of(campaign)
    period = period or rules.latest_rated(ratings, plan_rows(campaign, "period"))
    countries = [row.key for row in plan_rows(campaign, "focus-country")]
    return rules.progress_matrix(ratings, countries, plan_rows(campaign, "dimension"), period)


Light = TypeVar("Light", bound=Row)


@dataclass(frozen=True)
class Board:
    """The progress matrix of one period with all that it takes to show it; the same for every reader."""

    matrix: rules.ProgressMatrix
    period: Period | None
    periods: tuple[Period, ...]
    countries: Mapping[str, FocusCountry]
    areas: Mapping[str, ChangeArea]
    steps: Mapping[str, ScaleStep]
    tones: Mapping[str, str]
    ratings: tuple[RatingRow, ...]

    @property
    def is_latest(self) -> bool:
        """True where the period is the last one for which anything was rated."""
        return not self.periods or self.period == self.periods[-1]

    def of_cell(self, country: str, area: str) -> tuple[RatingRow, ...]:
        """The ratings of one cell in all periods."""
        return tuple(row for row in self.ratings if (row.focus_country, row.change_area) == (country, area))


def board_of(campaign: Campaign, period: str = "") -> Board:
    """The matrix of `period`, or of the last one for which anything was rated."""
    return remembered(f"board {period}", campaign, lambda: _board(campaign, period))


def _board(campaign: Campaign, period: str) -> Board:
    ratings = tuple(light_ratings(campaign))
    periods = {row.key: row for row in Period.objects.filter(campaign=campaign)}
    countries = {row.key: row for row in FocusCountry.objects.filter(campaign=campaign)}
    areas = {row.key: row for row in ChangeArea.objects.filter(campaign=campaign).select_related("dimension")}
    in_order = sorted(areas.values(), key=lambda row: (row.dimension.position, row.position))
    areas = {row.key: row for row in in_order}
    steps = sorted(ScaleStep.objects.filter(campaign=campaign), key=lambda step: (step.value, step.key))
    period = period or rules.latest_rated(ratings, cast(Any, list(periods.values())))
    rated = {row.period for row in ratings}
    return Board(
        matrix=rules.progress_matrix(ratings, list(countries), _dimension_rows(in_order), period),
        period=periods.get(period),
        periods=tuple(
            sorted((row for row in periods.values() if row.key in rated), key=lambda row: (row.ends, row.key))
        ),
        countries=countries,
        areas=areas,
        steps={step.key: step for step in steps},
        tones=tones_of(steps),
        ratings=ratings,
    )


def light(row: type[Light], **fields: Any) -> Light:
    """A row of which only these fields are read: what comes from the database was checked when it came in."""
    return cast(Light, row.model_construct(**fields))


def light_ratings(campaign: Campaign) -> Iterable[RatingRow]:
    """Every rating without its text and its grounds, in one read."""
    fields = "key", "focus_country__key", "change_area__key", "period__key", "step__key", "basis"
    for key, country, area, period, step, basis in Rating.objects.filter(campaign=campaign).values_list(
        *fields
    ):
        yield light(
            RatingRow,
            key=key,
            focus_country=country or "",
            change_area=area,
            period=period,
            step=step,
            basis=Basis(basis),
            text="",
        )


def _dimension_rows(areas: Sequence[ChangeArea]) -> list[DimensionRow]:
    grouped: dict[str, list[ChangeAreaRow]] = defaultdict(list)
    for area in areas:
        grouped[area.dimension.key].append(light(ChangeAreaRow, key=area.key))
    return [light(DimensionRow, key=key, change_areas=tuple(own)) for key, own in grouped.items()]


def rating_of_cell(campaign: Campaign, country: str, area: str, period: str) -> Rating | None:
    """The rating of one cell; an empty country is the campaign as a whole."""
    found = Rating.objects.filter(campaign=campaign, change_area__key=area, period__key=period)
    found = found.filter(focus_country__key=country) if country else found.filter(focus_country=None)
    return found.select_related("step", "period").first()


def rating_by_key(campaign: Campaign, key: str) -> Rating | None:
    found = Rating.objects.filter(campaign=campaign, key=key)
    return found.select_related("focus_country", "change_area", "period").first()


def unrated_cells(campaign: Campaign) -> list[tuple[str, str, str]]:
    """Country, change area and period of each cell of the running period that has outcomes but no rating."""
    period = (
        Period.objects.filter(campaign=campaign, begins__lte=campaign.cutoff).order_by("-ends", "key").first()
    )
    if period is None:
        return []
    rated = {
        (row.focus_country, row.change_area) for row in board_of(campaign).ratings if row.period == period.key
    }
    recorded = Outcome.objects.filter(campaign=campaign, restricted=False, focus_country__isnull=False)
    pairs = recorded.order_by().values_list("focus_country__key", "change_areas__key").distinct()
    return [(*pair, period.key) for pair in sorted(pairs) if pair[1] and pair not in rated]
