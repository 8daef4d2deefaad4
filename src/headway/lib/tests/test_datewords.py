"""A reader sees an imprecise date in their language, as what it is."""

from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from headway.lib.datewords import Phrases, format_when, in_digits
from headway.lib.edtf import ImpreciseDate


def shown(edtf: str, locale: str = "en_GB", numbering: str = "default") -> str:
    text = format_when(ImpreciseDate.parse(edtf), Locale.parse(locale), numbering=numbering)
    return text.replace("\u2009", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("2014-10-15", "15 October 2014"),
        ("2014-10", "October 2014"),
        ("2014-10-XX", "October 2014"),
        ("2014", "2014"),
        ("2014~", "about 2014"),
        ("2014?", "perhaps 2014"),
        ("2014-10%", "perhaps about October 2014"),
        ("2014-21", "spring 2014"),
        ("2014-24", "winter 2014–2015"),
        ("2014-34", "2nd quarter 2014"),
        ("2014-41", "second half of 2014"),
        ("201X", "the 2010s"),
        ("19XX", "between 1900 and 1999"),
        ("XXXX", "date not known"),
        ("2014-05/2014-12", "May – December 2014"),
        ("2014-05-03/2014-05-09", "3–9 May 2014"),
        ("2014/2015", "2014–2015"),
        ("2014-10/2014-10", "October 2014"),
        ("2014-10/2015", "from October 2014 to 2015"),
        ("2014~/2015", "from about 2014 to 2015"),
        ("2014-05/..", "from May 2014 on"),
        ("../2014", "until 2014"),
        ("2014/", "from 2014, end not known"),
        ("/2014", "until 2014, beginning not known"),
    ],
)
def test_every_kind_of_date_has_its_words(edtf: str, text: str) -> None:
    assert shown(edtf) == text


def test_names_of_months_come_in_the_language_of_the_reader() -> None:
    assert shown("2014-10-15", "fr") == "15 octobre 2014"
    assert shown("2014-05/2014-12", "es") == "mayo–diciembre de 2014"
    assert shown("2014-34", "fr") == "2e trimestre 2014"
    assert shown("2014-10", "ar") == "أكتوبر 2014"


def test_digits_are_those_of_the_locale_unless_asked_otherwise() -> None:
    assert shown("2014-10-15", "ar_EG") == "١٥ أكتوبر ٢٠١٤"
    assert shown("2014-10-15", "ar_EG", "latn") == "15 أكتوبر 2014"
    assert shown("2014", "ar", "arab") == "٢٠١٤"
    assert in_digits("7", Locale("fa")) == "۷"


def test_the_words_of_the_source_are_shown_to_readers_of_its_language_only() -> None:
    when = ImpreciseDate.parse("2015-01/2015-03", "early 2015")
    assert format_when(when, Locale("en"), words_language="en") == "early 2015"
    assert format_when(when, Locale("en", "GB"), words_language="en") == "early 2015"
    assert "early" not in format_when(when, Locale("fr"), words_language="en")
    assert "early" not in format_when(when, Locale("en"))


def test_phrases_come_from_the_caller() -> None:
    french = Phrases(since="depuis {start}", winter="hiver {year}–{next_year}")
    fr = Locale("fr")
    assert format_when(ImpreciseDate.parse("2014-05/.."), fr, french) == "depuis mai 2014"
    assert format_when(ImpreciseDate.parse("2014-24"), fr, french) == "hiver 2014–2015"


def test_an_open_end_on_a_day_has_a_phrase_of_its_own() -> None:
    french = Phrases(until="jusqu'à {end}", until_day="jusqu'au {end}", since_day="depuis le {start}")
    fr = Locale("fr")
    assert format_when(ImpreciseDate.parse("../2014-10-15"), fr, french) == "jusqu'au 15 octobre 2014"
    assert format_when(ImpreciseDate.parse("2014-10-15/.."), fr, french) == "depuis le 15 octobre 2014"
    assert format_when(ImpreciseDate.parse("../2014-10"), fr, french) == "jusqu'à octobre 2014"


@given(st.dates(), st.sampled_from(["en", "fr", "es", "ar", "ar_EG"]), st.integers(4, 10))
def test_a_date_is_never_shown_with_more_than_is_known(day: object, locale: str, length: int) -> None:
    length = {4: 4, 5: 7, 6: 7, 7: 7}.get(length, 10)
    edtf = str(day)[:length]
    numbers = [word for word in shown(edtf, locale, "latn").replace(",", " ").split() if word.isdigit()]
    assert len(numbers) == (2 if length == 10 else 1)


@pytest.mark.parametrize(
    ("edtf", "words", "said"),
    [
        ("2014-09", "September", "September 2014"),
        ("2014-06-26", "26 June", "26 June 2014"),
        ("2014-22", "summer", "summer 2014"),
        ("2014-05/2014-12", "between May and December", "between May and December 2014"),
        ("2014-05", "at the launch", "at the launch (2014)"),
        ("2014-11/2015-02", "over the winter", "over the winter"),
        ("2015", "early 2015", "early 2015"),
        ("XXXX", "some day", "some day"),
    ],
)
def test_words_that_leave_the_year_out_are_told_it(edtf: str, words: str, said: str) -> None:
    assert format_when(ImpreciseDate.parse(edtf, words), Locale("en"), words_language="en") == said
