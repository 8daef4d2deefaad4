"""A label has one text a language, and a reader gets the best there is for theirs."""

from __future__ import annotations

import pytest

from headway.lib.labels import EVERYWHERE, dump_label, label_in, lacks_language, parse_label, parse_prose


def test_a_plain_text_is_a_name_that_is_the_same_everywhere() -> None:
    label = parse_label("Rabat")
    assert label == {EVERYWHERE: "Rabat"}
    assert dump_label(label) == "Rabat"
    assert label_in(label, "ar") == "Rabat"
    assert not lacks_language(label, "ar")


def test_languages_are_written_in_one_order() -> None:
    label = parse_label({"pt": "p", "ar": "a", "en": "e", "fr": "f"})
    assert list(dump_label(label)) == ["en", "fr", "ar", "pt"]
    assert parse_label(dump_label(label)) == label


@pytest.mark.parametrize(("language", "text"), [("fr", "f"), ("fr-CH", "f"), ("ar", "e"), ("en-GB", "e")])
def test_a_reader_gets_their_language_or_english(language: str, text: str) -> None:
    assert label_in({"fr": "f", "en": "e"}, language) == text


def test_a_reader_gets_whatever_there_is_rather_than_nothing() -> None:
    assert label_in({"es": "s"}, "ar") == "s"
    assert label_in({}, "ar") == ""


def test_a_page_can_say_that_a_label_lacks_the_language_of_its_reader() -> None:
    assert lacks_language({"es": "s"}, "ar")
    assert not lacks_language({"es": "s"}, "es-MX")
    assert not lacks_language({}, "ar")


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        ({}, "a label is text, or one text a language"),
        (None, "a label is text, or one text a language"),
        (["a"], "a label is text, or one text a language"),
        ({"english": "a"}, '"english" is not a language code'),
        ({"xx": "a"}, '"xx" is not a language code'),
        ({"en": ""}, 'the label in "en" is empty'),
        ({"en": ["a"]}, "is one text"),
        ("x" * 301, "at most 300 characters fit here; this has 301"),
        ("a\x00b", r"U\+0000"),
        ({"en": "a\ud800"}, r"U\+D800"),
    ],
)
def test_what_is_no_label_is_refused_in_words(value: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_label(value)


def test_prose_may_be_long_and_have_lines() -> None:
    assert parse_prose("a\n" * 5000)
    with pytest.raises(ValueError, match="at most 20000"):
        parse_prose("a" * 20_001)
