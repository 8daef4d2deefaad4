"""What stands under itself, at once or by way of others, is found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headway.lib.loops import in_a_loop


def test_a_loop_is_found_and_what_only_leads_into_it_is_not() -> None:
    above = {"a": "b", "b": "c", "c": "b", "d": "d", "e": "", "f": "gone"}
    assert list(in_a_loop(above)) == ["b", "c", "d"]


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", *"abcdefg"])))
def test_without_those_that_are_found_every_way_up_ends(above: dict[str, str]) -> None:
    found = set(in_a_loop(above))
    for start in above:
        at, steps = start, 0
        while at and at not in found and steps <= len(above) + 1:
            at, steps = above.get(at, ""), steps + 1
        assert steps <= len(above) + 1
