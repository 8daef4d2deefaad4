"""The progress matrix, its spread by dimension, and what indicators come to: rules without a database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.assess.rows import RatingRow
from headway.assess.rules import indicator_value, latest_rated, progress_matrix, spread_by_dimension
from headway.lib.additivity import Additivity, Figure, Measure, Range, Total
from headway.plan.rows import DimensionRow, IndicatorRow, PeriodRow, ScaleStepRow
from headway.verify.rows import OutcomeRow

COUNTRIES = ("chad", "peru")
DIMENSIONS = [
    DimensionRow.model_validate({"key": "law", "name": "Law", "change_areas": [{"key": "bills", "name": "Bills"}, {"key": "courts", "name": "Courts"}]}),
    DimensionRow.model_validate({"key": "life", "name": "Life", "change_areas": [{"key": "homes", "name": "Homes"}]}),
]  # fmt: skip
AREAS = ("bills", "courts", "homes")
STEPS = [ScaleStepRow.model_validate({"key": key, "name": key, "value": value}) for value, key in ((2, "good"), (0, "poor"), (1, "fair"))]  # fmt: skip


def rating(country: str, area: str, step: str = "fair", period: str = "p1", **fields: Any) -> RatingRow:
    row = {
        "key": f"{country or 'all'}-{area}-{period}",
        "change_area": area,
        "period": period,
        "step": step,
        "text": "So.",
    }
    return RatingRow.model_validate(row | ({"focus_country": country} if country else {}) | fields)


def test_each_pair_has_one_cell_whether_rated_or_not() -> None:
    matrix = progress_matrix([rating("peru", "bills")], COUNTRIES, DIMENSIONS, "p1")
    assert [(cell.focus_country, cell.change_area) for cell in matrix.cells] == [
        (country, area) for area in AREAS for country in COUNTRIES
    ]
    assert [cell.focus_country for cell in matrix.rated] == ["peru"]
    assert matrix.cell("chad", "bills").rating is None


def test_a_cell_names_what_its_rating_rests_on() -> None:
    row = rating("peru", "bills", outcomes="b; a", figures="f", published="p")
    (cell,) = progress_matrix([row], COUNTRIES, DIMENSIONS, "p1").rated
    assert cell.rests_on == (("outcome", "a"), ("outcome", "b"), ("figure", "f"), ("published", "p"))


def test_a_rating_of_the_campaign_as_a_whole_stands_before_the_countries() -> None:
    matrix = progress_matrix([rating("", "bills"), rating("chad", "bills")], COUNTRIES, DIMENSIONS, "p1")
    assert matrix.countries == ("", "chad", "peru")


def test_the_last_period_that_was_rated_is_the_one_that_shows() -> None:
    periods = [
        PeriodRow.model_validate(
            {"key": key, "name": key, "begins": f"202{at}-01-01", "ends": f"202{at}-12-31"}
        )
        for at, key in enumerate(("p1", "p2", "p3"))
    ]
    assert latest_rated([rating("peru", "bills"), rating("peru", "bills", period="p2")], periods) == "p2"
    assert latest_rated([], periods) == ""


def test_a_spread_runs_from_the_lowest_step_and_counts_what_is_not_rated() -> None:
    rated = [
        rating("peru", "bills", "good"),
        rating("chad", "bills", "poor"),
        rating("peru", "courts", "good"),
    ]
    law, life = spread_by_dimension(progress_matrix(rated, COUNTRIES, DIMENSIONS, "p1"), STEPS)
    assert (law.counts, law.unrated) == ((("poor", 1), ("fair", 0), ("good", 2)), 1)
    assert (life.counts, life.unrated) == ((("poor", 0), ("fair", 0), ("good", 0)), 2)


@given(
    st.sets(
        st.tuples(
            st.sampled_from(COUNTRIES), st.sampled_from(AREAS), st.sampled_from(["poor", "fair", "good"])
        )
    )
)
def test_every_cell_is_in_the_spread_once(drawn: set[tuple[str, str, str]]) -> None:
    once = {(country, area): step for country, area, step in sorted(drawn)}
    matrix = progress_matrix(
        [rating(*where, step) for where, step in once.items()], COUNTRIES, DIMENSIONS, "p1"
    )
    spreads = spread_by_dimension(matrix, STEPS)
    assert sum(count for one in spreads for _, count in one.counts) == len(once)
    assert sum(one.unrated for one in spreads) == len(matrix.cells) - len(once)


def indicator(kind: str, **fields: Any) -> IndicatorRow:
    return IndicatorRow.model_validate({"key": "one", "name": "One", "indicator_kind": kind, **fields})


def outcome(key: str, state: str = "verified", country: str = "peru") -> OutcomeRow:
    return OutcomeRow.model_validate(
        {"key": key, "name": key, "statement": "It changed.", "actor": "A court", "level": "law", "focus_country": country,
         "change_areas": "bills", "indicators": "one", "state": state}
    )  # fmt: skip


def value_of(row: IndicatorRow, **given_: Any) -> Any:
    found = {"outcomes": [], "measures": {}, "figures": [], "ratings": []} | given_
    return indicator_value(row, "bills", **found)


def test_an_incidence_counts_the_verified_outcomes_that_are_tied_to_it() -> None:
    outcomes = [outcome("a"), outcome("b", "proposed"), outcome("c", "set-aside"), outcome("d")]
    value = value_of(indicator("incidence"), outcomes=outcomes)
    assert value.verified == ("a", "d")
    assert value.unverified == ("b",)


def test_an_indicator_of_one_country_reads_that_country_only() -> None:
    own = indicator("incidence", focus_country="chad")
    assert value_of(own, outcomes=[outcome("a"), outcome("b", country="chad")]).verified == ("b",)


def test_a_sum_adds_each_measure_by_its_own_rule_and_never_two_measures_together() -> None:
    measures = {"flyers": Measure("flyers", Additivity.FLOW), "people": Measure("people", Additivity.UNIQUE)}
    figures = [
        Figure(key=f"{measure}-{at}", measure=measure, value=Decimal(at), office=f"o{at}", period="p1")
        for measure in measures
        for at in (2, 3)
    ]
    flyers, people = value_of(
        indicator("sum", measures="flyers; people"), measures=measures, figures=figures
    ).results
    assert isinstance(flyers, Total)
    assert flyers.value == 5
    assert isinstance(people, Range)
    assert (people.low, people.high) == (Decimal(3), Decimal(5))


def test_a_rating_indicator_takes_the_ratings_of_its_change_area() -> None:
    rated = [rating("peru", "bills"), rating("peru", "homes")]
    assert value_of(indicator("rating"), ratings=rated).ratings == (rated[0].key,)


@pytest.mark.parametrize("kind", ["incidence", "sum", "count", "share", "rating"])
def test_an_indicator_of_which_nothing_is_known_says_so(kind: str) -> None:
    assert not value_of(indicator(kind)).seen
