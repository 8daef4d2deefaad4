"""Words of the records in other languages: tactics, and what figures are told apart by."""

from __future__ import annotations

import pytest

from headway.plan.queries import in_terms
from headway.plan.rows import TermRow
from headway.plan.rules import faults_of_terms, labels_of_words

LETTERS = {"en": "Letters", "fr": "Lettres"}


def term(key: str, **name: str) -> TermRow:
    return TermRow.model_validate({"key": key, "name": name})


def test_a_word_is_said_as_the_term_that_is_called_so() -> None:
    assert labels_of_words(["letters", "drums"], [LETTERS], "en") == [LETTERS, {"en": "drums"}]


def test_a_word_is_looked_up_in_the_language_of_the_records() -> None:
    assert labels_of_words(["lettres", "letters"], [LETTERS], "fr") == [LETTERS, {"fr": "letters"}]


def test_two_terms_of_one_name_are_refused() -> None:
    faults = list(faults_of_terms([term("a", en="Letters"), term("b", en="letters", fr="Missives")], "en"))
    assert [(row.key, message) for row, message in faults] == [
        ("b", 'name: the term "a" is called "letters" already')
    ]


@pytest.mark.django_db
def test_terms_of_the_pack_give_its_words_in_four_languages(stop_torture) -> None:  # type: ignore[no-untyped-def]
    letters, unheard = in_terms(stop_torture, ["letters", "semaphore"])
    assert letters == {"en": "letters", "fr": "lettres", "es": "cartas", "ar": "رسائل"}
    assert unheard == {"en": "semaphore"}
