"""Two texts side by side: what went and what came, and nothing of either is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headway.lib.comparing import MOST_WORDS, Fate, Part, apart, compare

TEXTS = st.lists(
    st.sampled_from(["the", "law", "was", "passed", " ", "\n", ", ", "a-key", "قانون"]), max_size=40
).map("".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_comparison(before: str, after: str) -> None:
    parts = compare(before, after)
    assert apart(parts, Fate.GONE) == before
    assert apart(parts, Fate.NEW) == after


@given(TEXTS)
def test_what_did_not_change_is_one_part(text: str) -> None:
    assert compare(text, text) == ((Part(text),) if text else ())


def test_words_are_compared_whole_and_keys_too() -> None:
    assert compare("the old law", "the new law") == (
        Part("the "), Part("old", Fate.GONE), Part("new", Fate.NEW), Part(" law"),
    )  # fmt: skip
    assert compare("global-activism", "global-lobbying")[0].fate is Fate.GONE


def test_a_phrase_that_was_replaced_reads_as_one() -> None:
    parts = compare("they saw two men", "they met three women")
    assert [part.fate for part in parts] == [Fate.SAME, Fate.GONE, Fate.NEW]


def test_texts_that_are_too_long_stand_one_after_the_other() -> None:
    before, after = "a " * MOST_WORDS, "b " * MOST_WORDS
    assert compare(before, after) == (Part(before, Fate.GONE), Part(after, Fate.NEW))
