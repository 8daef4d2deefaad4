"""What holds of every total, whatever the figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from headway.lib.additivity import Additivity, Distribution, Figure, Measure, Range, Refusal, Total, total
from headway.lib.precision import Precision, opposite, weakest
from headway.lib.tests.figuring import ACTIONS, ALL, MEMBERS, PEOPLE, figure, figure_lists

MEASURES = st.sampled_from(ALL)
NUMBERS = st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False)


@given(MEASURES, figure_lists(), figure_lists("women"), st.randoms())
def test_the_order_of_figures_never_matters(
    measure: Measure, figures: list[Figure], women: list[Figure], random: Any
) -> None:
    some = _as(measure, figures) + [replace(one, key=f"w{one.key}", part_of="", same_as="") for one in women]
    shuffled = random.sample(some, len(some))
    assert total(measure, some) == total(measure, shuffled) == total(measure, shuffled * 2)


def _as(measure: Measure, figures: list[Figure]) -> list[Figure]:
    return [replace(one, measure=measure.key) for one in figures]


@given(st.sampled_from(ALL[:4]), figure_lists(smallest=1), figure_lists(smallest=1), st.data())
def test_a_part_of_what_is_counted_never_changes_a_result(
    measure: Measure, figures: list[Figure], parts: list[Figure], data: st.DataObject
) -> None:
    some = _as(measure, figures)
    numbered = [one for one in some if one.value is not None]
    if not numbered:
        return
    more = [
        replace(
            one,
            key=f"p{one.key}",
            measure=measure.key,
            part_of=data.draw(st.sampled_from(numbered)).key,
            same_as="",
        )
        for one in parts
    ]
    without, with_parts = total(measure, some), total(measure, some + more)
    assert {left.key for left in with_parts.left_out} >= {one.key for one in more}
    assert replace(with_parts, left_out=without.left_out) == without


@given(MEASURES, figure_lists(values=NUMBERS, precisions=st.just(Precision.EXACT)))
def test_what_comes_of_exact_figures_is_exact(measure: Measure, figures: list[Figure]) -> None:
    result = total(measure, _as(measure, figures))
    assert getattr(result, "precision", Precision.EXACT) is Precision.EXACT


@given(MEASURES, figure_lists())
def test_a_range_runs_upwards_and_says_why_it_is_one(measure: Measure, figures: list[Figure]) -> None:
    result = total(measure, _as(measure, figures))
    if isinstance(result, Range):
        assert result.low < result.high
        assert result.reasons


@given(MEASURES, figure_lists())
def test_every_figure_is_either_a_part_or_left_out(measure: Measure, figures: list[Figure]) -> None:
    result = total(measure, _as(measure, figures))
    left = {out.key for out in result.left_out}
    assert not left & set(result.parts)
    assert left | set(result.parts) == {one.key for one in figures}


@given(figure_lists("people", values=NUMBERS, parts=False))
def test_people_are_never_more_than_the_largest_count_for_sure(figures: list[Figure]) -> None:
    result = total(PEOPLE, figures)
    if isinstance(result, Total | Range):
        sure = result.value if isinstance(result, Total) else result.low
        assert sure <= max(one.value or Decimal(0) for one in figures)


@given(st.sampled_from(ALL[3:]), figure_lists(values=NUMBERS.filter(bool), parts=False))
def test_a_forbidden_sum_cannot_be_produced(measure: Measure, figures: list[Figure]) -> None:
    """A number that comes of ratios or reach is one of those that went in."""
    result = total(measure, _as(measure, figures))
    given_values = {one.value for one in figures}
    if isinstance(result, Total):
        assert result.value in given_values
    if isinstance(result, Range):
        assert {result.low, result.high} <= given_values
    if measure.additivity is Additivity.RATIO and isinstance(result, Total | Range):
        assert len(result.counts) == 1
    if measure.additivity is Additivity.POTENTIAL and figures:
        assert isinstance(result, Distribution)


@given(figure_lists(values=NUMBERS), NUMBERS, NUMBERS)
def test_splitting_the_flow_of_an_office_in_two_gives_the_same_total(
    figures: list[Figure], one: Decimal, other: Decimal
) -> None:
    whole = [*figures, figure("x", str(one + other), "2014", office="east")]
    halves = [
        *figures,
        figure("x1", str(one), "2014-03", office="east"),
        figure("x2", str(other), "2014-09", office="east"),
    ]
    joined, split = total(ACTIONS, whole), total(ACTIONS, halves)
    for end in ("value", "low", "high", "precision"):
        assert getattr(joined, end, None) == getattr(split, end, None)


@given(figure_lists("members", values=NUMBERS, parts=False), NUMBERS)
def test_older_values_of_a_stock_never_change_its_total(figures: list[Figure], value: Decimal) -> None:
    newer = [replace(one, same_as="") for one in figures if one.when and one.when.earliest]
    old = [
        figure(
            f"old-{one.key}", str(value), "1999", measure="members", office=one.office, activity=one.activity
        )
        for one in newer
    ]
    with_old, without = total(MEMBERS, newer + old), total(MEMBERS, newer)
    assert replace(with_old, left_out=()) == replace(without, left_out=())


@given(st.lists(st.sampled_from(Precision)), st.lists(st.sampled_from(Precision)))
def test_precision_never_grows_and_does_not_depend_on_how_sums_are_grouped(
    one: list[Precision], other: list[Precision]
) -> None:
    together = weakest(one + other)
    assert together == weakest([weakest(one), weakest(other)])
    assert together == weakest(other + one)
    if Precision.ABOUT in one:
        assert together is Precision.ABOUT
    assert (together is Precision.EXACT) == (set(one + other) <= {Precision.EXACT})
    assert opposite(weakest(map(opposite, one))) == weakest(one)


def test_at_least_and_at_most_together_are_about() -> None:
    assert weakest([Precision.EXACT, Precision.AT_LEAST]) is Precision.AT_LEAST
    assert weakest([Precision.AT_LEAST, Precision.AT_MOST]) is Precision.ABOUT
    assert weakest([]) is Precision.EXACT


@settings(max_examples=25)
@given(st.integers(2, 5))
def test_a_circle_of_parts_of_any_length_is_refused(length: int) -> None:
    ring = [figure(f"f{at}", 1, part_of=f"f{(at + 1) % length}") for at in range(length)]
    assert isinstance(total(ACTIONS, ring), Refusal)
