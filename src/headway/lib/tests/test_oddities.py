"""What is looked at twice before a return is handed in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.lib.edtf import ImpreciseDate
from headway.lib.figures import Additivity, Figure
from headway.lib.oddities import Deed, Odd, is_more_than_all, likely_twice, odd_change, outgrown

NUMBERS = st.decimals(0, 1_000_000, places=0)


@given(st.sampled_from(Additivity), NUMBERS, NUMBERS)
def test_ten_times_as_much_is_odd_whatever_is_counted(
    rule: Additivity, before: Decimal, now: Decimal
) -> None:
    odd = odd_change(rule, before, now)
    assert (odd is Odd.LEAP) == (before > 0 and now >= 10 * before)
    assert (odd is Odd.FELL) == (rule is Additivity.STOCK and now < before)


@given(st.sampled_from(Additivity), NUMBERS)
def test_the_first_value_is_never_odd(rule: Additivity, now: Decimal) -> None:
    assert odd_change(rule, None, now) is None
    assert odd_change(rule, now, None) is None


def test_only_shares_are_measured_by_a_hundred_per_cent() -> None:
    assert is_more_than_all(Additivity.RATIO, Decimal("1.01"))
    assert not is_more_than_all(Additivity.RATIO, Decimal(1))
    assert not is_more_than_all(Additivity.FLOW, Decimal(200))


def test_parts_of_one_breakdown_may_not_come_to_more_than_their_whole() -> None:
    def part(key: str, of: str, value: int) -> Figure:
        return Figure(key, "m", Decimal(value), of=of, part_of="whole")

    whole = Figure("whole", "m", Decimal(100))
    women, men = part("w", "sex: women", 60), part("m", "sex: men", 50)
    young = part("y", "age: young", 80)
    assert list(outgrown({f.key: f for f in (whole, women, young)})) == []
    assert list(outgrown({f.key: f for f in (whole, women, men, young)})) == [(whole, Decimal(110))]


MARCH = Deed("a", "march", "March for the river", ImpreciseDate.parse("2023-05-06"), "Vienna")


@pytest.mark.parametrize(
    ("other", "is_odd"),
    [
        (Deed("b", "march", "March for the River!", ImpreciseDate.parse("2023-05")), True),
        (Deed("b", "march", "Marche for river", ImpreciseDate.parse("2023-05-06"), "vienna"), True),
        (Deed("b", "march", "March for the river", ImpreciseDate.parse("2023-06-06")), False),
        (Deed("b", "petition", "March for the river", ImpreciseDate.parse("2023-05-06")), False),
        (Deed("b", "march", "A wholly other thing", ImpreciseDate.parse("2023-05-06"), "Vienna"), False),
        (Deed("b", "march", "March for the river", None), False),
    ],
)
def test_what_is_of_one_kind_at_one_time_and_called_alike_may_be_told_twice(
    other: Deed, is_odd: bool
) -> None:
    assert bool(list(likely_twice([MARCH], [MARCH, other]))) is is_odd


def test_each_pair_is_told_once() -> None:
    other = Deed("b", "march", "March for the river", ImpreciseDate.parse("2023-05-06"))
    assert len(list(likely_twice([MARCH, other], [MARCH, other]))) == 1
