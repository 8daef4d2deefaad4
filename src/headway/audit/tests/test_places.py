"""A batch keeps its order and moves nothing that stands in order already."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headway.audit.steps.place import places

KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)
HELD = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 9), max_size=8)


@given(KEYS, HELD, st.integers(-1, 9))
def test_the_order_of_a_batch_is_the_order_of_its_places(
    keys: list[str], held: dict[str, int], behind: int
) -> None:
    found = places(keys, held, behind)
    assert sorted(found, key=lambda key: (found[key], key)) == keys


@given(HELD, st.integers(-1, 9))
def test_what_stands_in_order_stays_where_it_is_and_so_does_any_part_of_it(
    held: dict[str, int], behind: int
) -> None:
    in_order = sorted(held, key=lambda key: (held[key], key))
    assert places(in_order, held, behind) == held
    for part in (in_order[::2], in_order[1:], in_order[:1]):
        assert places(part, held, behind) == {key: held[key] for key in part}


def test_new_records_alone_go_behind_all_others_and_among_others_where_they_are_named() -> None:
    assert places(["x", "y"], {}, 4) == {"x": 5, "y": 6}
    assert places(["a", "x", "b"], {"a": 0, "b": 1}, 1) == {"a": 0, "x": 1, "b": 2}
