"""What somebody types becomes words to look for, whatever they type; what answers best comes first and shows why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.lib.finding import LONGEST_QUERY, MOST_WORDS, forms, marked, read_query, score, snippet

ANYTHING = st.text(st.characters(codec="utf-8"), max_size=300)


def _score(query: str, title: str, text: str = "") -> float:
    return score(read_query(query), forms(title, "en"), forms(text, "en"))


def _hits(query: str, text: str, language: str = "en") -> list[str]:
    return [piece.text for piece in marked(text, language, read_query(query)) if piece.hit]


@pytest.mark.parametrize("typed", ["", "   ", "?!", "“ ” — …", "\x00", "***", "()"])
def test_signs_alone_look_for_nothing(typed: str) -> None:
    assert not read_query(typed)


@given(ANYTHING)
def test_whatever_is_typed_has_few_words_of_letters_and_digits(typed: str) -> None:
    query = read_query(typed * 40)
    assert len(query.words) <= MOST_WORDS
    for token in (token for options in query.words for token in options):
        assert not set(token) & set(" \"'*:()^-+\\\n\x00")


def test_what_is_too_long_is_cut() -> None:
    assert read_query("x" * 10_000) == read_query("x" * LONGEST_QUERY)


def test_every_word_has_to_be_there() -> None:
    assert _score("police training", "Trainings for the police")
    assert not _score("police training", "Trainings for judges")


def test_the_last_word_may_be_only_begun_and_the_others_may_not() -> None:
    assert _score("police trai", "Trainings for the police")
    assert not _score("poli training", "Trainings for the police")


def test_one_letter_begins_nothing() -> None:
    assert not _score("p", "police")
    assert _score("p", "plan p")


def test_a_hit_in_the_title_goes_before_any_in_the_text() -> None:
    assert _score("police", "The police", "") > _score("police", "The law", "police " * 50)


def test_a_whole_word_goes_before_one_that_only_begins_like_it() -> None:
    assert _score("part", "A part") > _score("part", "A partner")


def test_a_short_title_goes_before_a_long_one_and_a_short_text_before_a_long_one() -> None:
    assert _score("law", "The law") > _score("law", "The law and much else besides it")
    assert _score("law", "x", "the law") > _score("law", "x", "the law " + "word " * 200)


@given(ANYTHING, ANYTHING)
def test_marks_change_no_letter_of_a_text(typed: str, text: str) -> None:
    assert "".join(piece.text for piece in marked(text, "en", read_query(typed))) == text


def test_hits_are_marked_without_the_signs_around_them() -> None:
    assert _hits("training police 2107", "(Trained) police, 2,107 of them.") == ["Trained", "police", "2,107"]
    assert _hits("تعذيب", "وقف التعذيب الآن", "ar") == ["التعذيب"]
    assert _hits("detenus", "les détenus", "fr") == ["détenus"]


def test_a_snippet_is_of_the_passage_with_most_of_the_words_and_begins_near_them() -> None:
    long = "nothing " * 100 + "the police were trained " + "nothing " * 100
    pieces = snippet(["Only police here.", long], "en", read_query("police trained"))
    text = "".join(piece.text for piece in pieces)
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert [piece.text for piece in pieces if piece.hit] == ["police", "trained"]


def test_without_a_hit_there_is_no_snippet() -> None:
    assert snippet(["Nothing of it."], "en", read_query("police")) == ()
