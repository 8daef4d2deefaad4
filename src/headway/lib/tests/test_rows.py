"""The types of a row tell what it refers to, holds and dates, and how it is written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from headway.lib.rows import dump_number, dump_row, references, shape_of, without_unknown
from headway.lib.tests.packs import LeafRow, OfficeRow, ThingRow


def thing(**fields: Any) -> ThingRow:
    return ThingRow.model_validate({"key": "one", "name": "One", **fields})


def test_the_shape_of_a_row_is_read_off_its_annotations() -> None:
    shape = shape_of(ThingRow)
    assert shape.labels == ("name", "summary")
    assert shape.dates == ("when",)
    assert shape.lists == ("words",)
    assert shape.refs == (("office", "office"),)
    assert shape.ref_sets == (("offices", "office"),)
    assert shape.children == (("leaves", LeafRow),)
    assert {"key", "text", "day", "colour", "value", "published", "standing"} <= set(shape.scalars)


def test_a_row_tells_all_its_references_with_their_places() -> None:
    row = thing(office="b", offices="c; a", leaves=[{"key": "x"}, {"key": "y", "office": "d"}])
    assert [(one.path, one.kind, one.key) for one in references(row)] == [
        (("office",), "office", "b"),
        (("offices", 0), "office", "a"),
        (("offices", 1), "office", "c"),
        (("leaves", 1, "office"), "office", "d"),
    ]


def test_a_row_can_be_freed_of_references_to_what_is_left_out() -> None:
    row = thing(office="secret", offices="open; secret", leaves=[{"key": "x", "office": "secret"}])
    freed = without_unknown(row, {"office": {"open"}})
    assert dump_row(freed) == {"key": "one", "name": "One", "offices": ["open"], "leaves": [{"key": "x"}]}
    assert without_unknown(row, {"case": set()}) is row


def test_a_row_is_written_in_text_without_its_defaults() -> None:
    row = thing(value="0012.500", published="yes", count="7", standing="printed", when="2014~")
    assert dump_row(row) == {
        "key": "one", "name": "One", "when": "2014~", "value": "12.5", "count": "7", "published": "yes",
    }  # fmt: skip


@given(st.decimals(-(10**13), 10**13, places=6, allow_nan=False, allow_infinity=False))
def test_a_number_is_written_plainly_and_means_the_same(number: Decimal) -> None:
    text = dump_number(number)
    assert Decimal(text) == number
    assert not set(text) - set("-0123456789.")
    assert not ("." in text and text.endswith(("0", ".")))


def test_a_number_with_an_exponent_is_written_in_digits() -> None:
    assert dump_number(Decimal("1E+6")) == "1000000"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"offices": "a; a"}, '"a" is named twice'),
        ({"offices": ["A"]}, '"A" is not a key'),
        ({"words": {"a": "b"}}, "this is a list of values"),
        ({"words": [["a"]]}, "this is a list of single values"),
        ({"day": "86400"}, '"86400" is not a day such as'),
        ({"day": "2014-10-15T00:00:00"}, "is not a day such as"),
        ({"standing": "unknown"}, 'needs a "reason"'),
        ({"when": {"words": "early"}}, "a date is EDTF text"),
        ({"when": 2014}, "a date is EDTF text"),
        ({"file": "a\\..\\b"}, "leaves the folder"),
        ({"text": ""}, '"text" has no value'),
        ({"words": []}, '"words" has no value'),
    ],
)
def test_what_a_field_may_not_hold_is_refused_in_words(fields: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        thing(**fields)


def test_countries_are_those_of_iso_3166() -> None:
    assert OfficeRow.model_validate({"key": "a", "name": "A", "country": "NO"}).country == "NO"
    with pytest.raises(ValidationError, match="not an ISO 3166 country code"):
        OfficeRow.model_validate({"key": "a", "name": "A", "country": "no"})
