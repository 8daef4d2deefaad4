"""A search finds a word however its writer spelt its accents, endings and Arabic letters."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.lib.folding import LONGEST_TOKEN, asked, fold, tokens, words
from headway.lib.tongue import LANGUAGES

TEXTS = st.text(st.characters(codec="utf-8"), max_size=80)


@pytest.mark.parametrize(
    ("language", "same"),
    [
        ("en", "campaign campaigns campaigning campaigned Campaign’s"),
        ("fr", "torturé torturée torturés torturées torturees TORTURE torture"),
        ("fr", "détenu détenus detenus l'détenu"),
        ("fr", "libération libérations liberation d’libération"),
        ("es", "acción acciones accion"),
        ("es", "niño niños niña nino"),
        ("ar", "تعذيب التعذيب والتعذيب بالتعذيب التَّعذيب تعـــذيب"),
        ("ar", "حملة الحملة حملات للحملة حمله"),
        ("ar", "أطفال اطفال الأطفال"),
    ],
)
def test_words_of_one_stem_meet(language: str, same: str) -> None:
    assert len({tuple(tokens(word, language)) for word in same.split()}) == 1


def test_words_of_different_stems_do_not_meet() -> None:
    assert tokens("police", "en") != tokens("policy", "en")
    assert tokens("حملة", "ar") != tokens("قانون", "ar")


@pytest.mark.parametrize("number", ["37181", "37,181", "37.181", "37\u202f181", "٣٧٬١٨١"])
def test_a_number_is_found_however_its_thousands_are_parted(number: str) -> None:
    assert tokens(f"over {number} petitions", "en")[1] == "37181"


def test_a_decimal_and_a_date_are_no_thousands() -> None:
    assert words("3.5 of 2014.10.15") == ["3", "5", "of", "2014", "10", "15"]


def test_letters_of_every_script_fold_to_their_plain_form() -> None:
    assert words("İstanbul Łódź Straße Œuvre ﬁlm x\u00ady \u200fAB") == [
        "istanbul", "lodz", "strasse", "oeuvre", "film", "xy", "ab",
    ]  # fmt: skip


def test_a_query_finds_its_words_in_texts_of_any_language() -> None:
    query = asked("Amnesty campaigns")
    for language in LANGUAGES:
        found = tokens("Amnesty campaigns", language)
        assert all(token in options for token, options in zip(found, query, strict=True))


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_the_way_in_which_letters_are_composed_does_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == fold(text)


@given(TEXTS, st.sampled_from([*LANGUAGES, "xx", "en-GB"]))
def test_tokens_are_short_words_of_letters_and_digits(text: str, language: str) -> None:
    for token in tokens(text, language):
        assert token
        assert len(token) <= LONGEST_TOKEN
        assert not set(token) & set(" \"'*:()^-\n\x00")


def test_many_threads_stem_as_one_does() -> None:
    some = [f"campaigning{at} torturing detentions" for at in range(200)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: tokens(text, "en"), some)) == [tokens(text, "en") for text in some]
