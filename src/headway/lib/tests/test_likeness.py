"""Two outcomes that tell of the same change are found by who, where, when and words; others are let be."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from headway.lib.likeness import ALIKE, Traits, like, likeness, pairs_among, traits

MAY, JUNE, LATER = (
    (date(2023, 5, 2), date(2023, 5, 2)),
    (date(2023, 6, 1), None),
    (date(2026, 1, 1), date(2026, 1, 1)),
)
COURT = traits(
    "court", "High Court of Nairobi", ["The court frees two students held since April"], "en", ("KE",), MAY
)
AGAIN = traits(
    "again",
    "Nairobi High Court",
    ["Two students who were held in April are freed by the court"],
    "en",
    ("KE",),
    JUNE,
)
WELL = traits("well", "Water works", ["A new well is open to everybody in the village"], "en", ("KE",), MAY)
ELSEWHERE = traits(
    "elsewhere", "High Court", ["The court frees two students held since April"], "en", ("UY",), LATER
)
SOME = st.builds(
    lambda key, words, actor, places: Traits(key, frozenset(actor), frozenset(words), frozenset(places)),
    st.uuids().map(str), st.sets(st.sampled_from("abcdefgh"), max_size=6), st.sets(st.sampled_from("xyz"), max_size=3),
    st.sets(st.sampled_from(["KE", "UY"]), max_size=1),
)  # fmt: skip


def test_the_same_change_in_other_words_is_found_and_another_one_is_not() -> None:
    assert [pair.other for pair in like(COURT, [COURT, AGAIN, WELL, ELSEWHERE])] == ["again"]
    assert {(pair.one, pair.other) for pair in pairs_among([COURT, AGAIN, WELL, ELSEWHERE])} == {
        ("court", "again")
    }


def test_the_same_words_in_another_place_and_time_are_another_change() -> None:
    assert likeness(COURT, ELSEWHERE) < ALIKE < likeness(COURT, AGAIN)


@given(SOME, SOME)
def test_likeness_goes_both_ways_and_stays_between_0_and_1(one: Traits, other: Traits) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1


@given(st.lists(SOME, max_size=8))
def test_no_pair_stands_twice_and_none_with_itself(records: list[Traits]) -> None:
    found = [frozenset({pair.one, pair.other}) for pair in pairs_among(records)]
    assert len(found) == len(set(found))
    assert all(len(pair) == 2 for pair in found)
