"""A report in one language with narrative in another keeps the order of words, and says lists as its reader would."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from headway.report.blocks import Text, runs
from headway.report.page.footing import section_name
from headway.report.page.tongue import Tongue


def test_sentences_of_another_language_stay_in_one_piece() -> None:
    first, second = Text("He was freed.", "en"), Text("Nobody says why.", "en")
    assert runs(first, " ", second) == (Text("He was freed. Nobody says why.", "en"),)


def test_sentences_of_two_languages_or_with_words_between_stay_apart() -> None:
    english, french = Text("He was freed.", "en"), Text("Il est libre.", "fr")
    assert runs(english, " ", french) == (english, Text(" "), french)
    assert runs(english, " (", english) == (english, Text(" ("), english)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "one, two and three"),
        ("fr", "one, two et three"),
        ("es", "one, two y three"),
        ("ar", "one، two وthree"),
    ],
)
def test_a_row_of_names_has_the_commas_and_the_and_of_its_language(language: str, said: str) -> None:
    with override(language):
        tongue = Tongue(language, "en")
        assert tongue.join(["one", "", "two", "three"]) == said
        assert tongue.join(["one"]) == "one"
        assert tongue.join([]) == ""


def test_a_place_in_a_source_is_named_in_the_language_of_the_report() -> None:
    with override("en"):
        assert section_name("3.1") == "section 3.1"
        assert section_name("4.2 case study") == "case study in section 4.2"
        assert section_name("photo in 3.2") == "photograph in section 3.2"
        assert section_name("quote") == "quotation"
        assert section_name("appendix of tables") == "appendix of tables"
        assert section_name("4.3 growth") == "section 4.3 growth"
        assert section_name("progress indicators") == "progress indicators"
    with override("ar"):
        assert section_name("photo in 3.2") == "صورة في القسم 3.2"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "66.7%"), ("fr", "66,7\u00a0%"), ("ar", "\u200e66.7%")]
)
def test_the_sign_of_a_share_stays_on_its_side_after_any_word(language: str, said: str) -> None:
    with override(language):
        assert Tongue(language, "en").share(Decimal("0.667")) == said
