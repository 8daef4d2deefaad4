"""Dates and numbers are taken as people type them, and never guessed where they could mean two things."""

from __future__ import annotations

from decimal import Decimal

import pytest

from headway.lib.merging import marks, merge
from headway.lib.saiddates import read_said_date
from headway.lib.saidnumbers import read_said_number, read_said_share


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("2014-10-15", "en", "2014-10-15"),
        (" 2014 ", "en", "2014"),
        ("October 2014", "en", "2014-10"),
        ("15 October 2014", "en", "2014-10-15"),
        ("October 15th, 2014", "en", "2014-10-15"),
        ("oct 2014", "en", "2014-10"),
        ("octobre 2014", "fr", "2014-10"),
        ("15 de octubre de 2014", "es", "2014-10-15"),
        ("أكتوبر ٢٠١٤", "ar", "2014-10"),
        ("October 2014", "ar", "2014-10"),
        ("spring 2015", "en", "2015-21"),
        ("about October 2014", "en", "2014-10~"),
        ("12 to 15 October 2014", "en", "2014-10-12/2014-10-15"),
        ("May – June 2014", "en", "2014-05/2014-06"),
        ("from May 2014 to January 2015", "en", "2014-05/2015-01"),
        ("2014-05 to 2014-06", "en", "2014-05/2014-06"),
        ("25/12/2014", "en", "2014-12-25"),
        ("12/25/2014", "en", "2014-12-25"),
    ],
)
def test_a_date_is_read_as_it_is_typed(text: str, language: str, edtf: str) -> None:
    assert read_said_date(text, language).edtf == edtf


@pytest.mark.parametrize(
    "text", ["5/6/2014", "yesterday", "31 February 2014", "", "2014-1", "June 2014 to May 2014"]
)
def test_what_is_no_date_or_two_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_said_date(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1200", "1200"), ("1 200", "1200"), ("1,200", "1200"), ("1.200,50", "1200.50"), ("1,234,567", "1234567"), ("0,27", "0.27"), ("١٢٠٠", "1200"), ("-3.5", "-3.5")],
)  # fmt: skip
def test_a_number_is_read_as_it_is_typed(text: str, value: str) -> None:
    assert read_said_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["many", "1.200", "1e9", "NaN", "12 people", "9" * 30])
def test_what_is_no_number_or_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_said_number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("27%", "0.27"), ("27 %", "0.27"), ("٢٧٪", "0.27"), ("%27", "0.27"), ("0,27", "0.27"), ("66.7%", "0.667"), ("150%", "1.5"), ("1", "1"), ("-3%", "-0.03"), ("33.333333%", "0.333333")],
)  # fmt: skip
def test_a_share_is_read_in_percent_or_as_a_part_of_one(text: str, value: str) -> None:
    assert read_said_share(text) == Decimal(value)


@pytest.mark.parametrize("text", ["27", "1.5", "1.200", "%", "half"])
def test_a_share_that_could_be_two_or_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_said_share(text)


def test_changes_of_different_fields_are_put_together_and_those_of_the_same_are_told() -> None:
    base = marks({"name": "March", "place": "Lima", "story": ""})
    stored = {"name": "March", "place": "Quito", "story": "They came."}
    merged = merge(base, stored, {"name": "The march", "place": "Lima", "story": "We came."})
    assert merged.values == {"name": "The march", "place": "Quito", "story": "We came."}
    assert merged.clashes == {"story"}
    assert not merge(base, stored, {**stored, "name": "The march"}).clashes
