"""A share that was divided is printed short, and says neither all nor nothing where it is neither."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from headway.lib.ratios import in_print

PARTS = st.integers(1, 10**9)


def test_what_was_given_is_printed_as_it_was_given() -> None:
    for given_share in ("0.27", "0.667", "0.1425", "0", "1", "2.5"):
        assert in_print(Decimal(given_share)) == Decimal(given_share)


def test_what_was_divided_is_printed_to_a_tenth_of_a_per_cent() -> None:
    assert in_print(Decimal(2) / 3) == Decimal("0.667")
    assert in_print(Decimal(1) / 30_000) == Decimal("0.000033")


@given(PARTS, PARTS)
def test_a_printed_share_is_near_what_it_is_and_neither_all_nor_nothing_unless_it_is(
    part: int, more: int
) -> None:
    share = Decimal(part) / Decimal(part + more)
    printed = in_print(share)
    assert abs(printed - share) <= Decimal("0.0005")
    assert 0 < printed < 1
