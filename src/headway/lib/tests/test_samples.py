"""Shares and their ranges, against what is known of them and for every share and number."""

from __future__ import annotations

from math import fsum, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from headway.lib.problems import Refused
from headway.lib.samples import Part, effective_size, together, wilson

SHARES = st.floats(0, 1)
SIZES = st.floats(1, 1e7)
WEIGHTS = st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=40)


def test_the_interval_is_that_of_published_examples() -> None:
    """Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3: the score method without correction."""
    for got, n, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        found = wilson(got / n, n)
        assert round(found.low, 4) == low
        assert round(found.high, 4) == high


@given(SHARES, SIZES)
def test_the_share_lies_in_its_range_and_the_range_between_none_and_all(share: float, size: float) -> None:
    found = wilson(share, size)
    assert 0 <= found.low <= share <= found.high <= 1
    assert found.high > found.low


@given(SHARES, SIZES)
def test_the_other_answer_has_the_same_range_mirrored(share: float, size: float) -> None:
    one, other = wilson(share, size), wilson(1 - share, size)
    assert one.low == pytest.approx(1 - other.high, abs=1e-9)


@given(SHARES, SIZES)
def test_more_people_make_it_narrower(share: float, size: float) -> None:
    one, many = wilson(share, size), wilson(share, size * 4)
    assert many.high - many.low < one.high - one.low


@given(st.floats(0.2, 0.8), st.floats(2000, 1e6))
def test_for_many_people_it_is_near_the_interval_of_the_schoolbook(share: float, size: float) -> None:
    found, half = wilson(share, size), 1.96 * sqrt(share * (1 - share) / size)
    assert found.low == pytest.approx(share - half, abs=0.002)
    assert found.high == pytest.approx(share + half, abs=0.002)


@given(WEIGHTS)
def test_weights_make_a_sample_worth_no_more_than_its_people(weights: list[float]) -> None:
    size = effective_size(fsum(weights), fsum(one * one for one in weights))
    assert 1 - 1e-9 <= size <= len(weights) + 1e-9


@given(st.integers(1, 50), st.floats(0.01, 100))
def test_equal_weights_take_nothing_away(people: int, weight: float) -> None:
    assert effective_size(weight * people, weight * weight * people) == pytest.approx(people)


@given(st.lists(st.tuples(SHARES, SIZES, st.floats(0.01, 1e6)), min_size=2, max_size=8))
def test_together_lies_between_the_least_and_the_most(told: list[tuple[float, float, float]]) -> None:
    found = together([Part(share, size, weight, "population") for share, size, weight in told])
    shares = [share for share, _, _ in told]
    assert min(shares) - 1e-9 <= found.share <= max(shares) + 1e-9
    assert found.size <= sum(size for _, size, _ in told) * (1 + 1e-9)


@given(st.lists(st.tuples(SHARES, SIZES, st.floats(0.01, 1e6)), min_size=2, max_size=8), st.floats(0.01, 100))
def test_in_what_unit_weights_are_told_makes_no_difference(
    told: list[tuple[float, float, float]], unit: float
) -> None:
    one = together([Part(share, size, weight, "p") for share, size, weight in told])
    other = together([Part(share, size, weight * unit, "p") for share, size, weight in told])
    assert one.share == pytest.approx(other.share)
    assert one.size == pytest.approx(other.size)


def test_a_large_country_counts_for_more() -> None:
    found = together([Part(0.9, 1000, 1, "p"), Part(0.1, 1000, 9, "p")])
    assert found.share == pytest.approx(0.18)


@given(st.lists(st.tuples(SHARES, SIZES), min_size=2, max_size=5), st.integers(0, 4))
def test_without_the_weight_of_one_nothing_is_put_together(
    told: list[tuple[float, float]], gone: int
) -> None:
    assume(gone < len(told))
    parts = [Part(share, size, None if at == gone else 1.0, "p") for at, (share, size) in enumerate(told)]
    with pytest.raises(Refused, match="without weights"):
        together(parts)


def test_weights_of_two_scales_are_not_put_together() -> None:
    with pytest.raises(Refused, match="different things"):
        together([Part(0.5, 10, 1, "population"), Part(0.5, 10, 1, "respondents")])


@pytest.mark.parametrize(("share", "size"), [(-0.1, 10), (1.1, 10), (0.5, 0)])
def test_what_is_no_share_or_no_sample_is_no_estimate(share: float, size: float) -> None:
    with pytest.raises(ValueError, match="is no"):
        wilson(share, size)
