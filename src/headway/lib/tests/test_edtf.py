"""Imprecise dates are read as EDTF and mean the days that the edtf package also finds."""

from __future__ import annotations

import contextlib
import re
from datetime import date
from time import struct_time
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from headway.lib.edtf import ImpreciseDate

YEARS = st.integers(1, 9998).map(lambda year: f"{year:04}")
MONTHS = st.dates(date(1, 1, 1), date(9998, 12, 31)).map(lambda day: f"{day:%m}")
DAYS = st.dates(date(1, 1, 1), date(9998, 12, 31)).map(date.isoformat)
PLAIN = st.one_of(DAYS, DAYS.map(lambda text: text[:7]), YEARS)
# Left out, because the two differ on purpose: winter (ours runs into the next year) and unknown years (ours have no
# bounds, the package's run from 0 to 9999).
SEASONS = st.builds("{}-{}".format, YEARS, st.sampled_from([21, 22, 23, 33, 34, 35, 36, 40, 41]))
VAGUE = st.one_of(
    YEARS.filter(lambda year: not year.startswith("000")).map(lambda year: year[:3] + "X"),
    YEARS.filter(lambda year: not year.startswith("00")).map(lambda year: year[:2] + "XX"),
    DAYS.map(lambda text: text[:7] + "-XX"),
    YEARS.map(lambda year: year + "-XX"),
)
MARKED = st.builds("{}{}".format, PLAIN, st.sampled_from("~?%"))
POINTS = st.one_of(PLAIN, SEASONS, VAGUE, MARKED)


def theirs(edtf: str) -> tuple[date | None, date | None]:
    found: Any = parse_edtf(edtf)
    return tuple(_as_date(end) for end in (found.lower_strict(), found.upper_strict()))  # type: ignore[return-value]


def _as_date(end: Any) -> date | None:
    return date(*end[:3]) if isinstance(end, struct_time) else None


def bounds(edtf: str) -> tuple[date | None, date | None]:
    when = ImpreciseDate.parse(edtf)
    return when.earliest, when.latest


@given(POINTS)
def test_a_point_means_the_days_that_the_edtf_package_finds(edtf: str) -> None:
    assert bounds(edtf) == theirs(edtf)


@given(PLAIN, PLAIN)
def test_an_interval_means_the_days_that_the_edtf_package_finds(one: str, other: str) -> None:
    first, last = sorted([one, other], key=lambda text: (bounds(text)[0], bounds(text)[1]))
    assert bounds(f"{first}/{last}") == theirs(f"{first}/{last}")


@given(PLAIN)
def test_open_ends_agree_with_the_edtf_package(edtf: str) -> None:
    assert bounds(f"{edtf}/..") == theirs(f"{edtf}/..")
    assert bounds(f"../{edtf}") == theirs(f"../{edtf}")


def test_an_unknown_end_has_no_bound_where_the_edtf_package_guesses_ten_years() -> None:
    assert bounds("2014/") == (date(2014, 1, 1), None)
    assert bounds("/2014") == (None, date(2014, 12, 31))
    assert theirs("2014/")[1] == date(2024, 1, 1)


def test_winter_runs_into_the_next_year_where_the_edtf_package_stops_at_december() -> None:
    assert bounds("2014-24") == (date(2014, 12, 1), date(2015, 2, 28))
    assert theirs("2014-24") == (date(2014, 12, 1), date(2014, 12, 31))


def test_an_unknown_date_has_no_bounds() -> None:
    assert bounds("XXXX") == bounds("XXXX-XX-XX") == (None, None)


@pytest.mark.parametrize(
    ("edtf", "says"),
    [
        ("", "is empty"),
        ("2014-13", '"2014-13" is not a month'),
        ("2014-00", '"2014-00" is not a month'),
        ("2014-02-30", "that month has 28 days"),
        ("2016-02-30", "that month has 29 days"),
        ("2014-10-00", '"2014-10-00" is not a day'),
        ("0000", "years run from 0001"),
        ("-0100", "years run from 0001"),
        ("Y20000", "years run from 0001"),
        ("2015/2014", "ends before it begins"),
        ("2015-10-02/2015-10-01", "ends before it begins"),
        ("2014/2015/2016", 'more than one "/"'),
        ("../..", "has no date"),
        ("/", "has no date"),
        ("2014-9", "two digits: 2014-09"),
        ("15.10.2014", "the year comes first"),
        ("15/10/2014", "the year comes first"),
        ("~2014", "the mark comes last, such as 2014~"),
        ("2014~-10", "one mark at the end"),
        ("2014-10-15T10:00:00Z", "such as 2014-10-15"),
        ("20X4", "from the right"),
        ("201x", "from the right"),
        ("20XX-10", "a month but no year"),
        ("2014-XX-05", "a day but no month"),
        ("early 2015", "is not a date in EDTF"),
        (" 2014", "a blank"),
        ("٢٠١٤", "is not a date in EDTF"),
        ("9999-24", "after the year 9999"),
        ("2" * 41, "too long"),
    ],
)
def test_a_text_that_is_no_date_is_refused_in_words_that_help(edtf: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        ImpreciseDate.parse(edtf)


@given(st.one_of(st.text(max_size=50), st.text("0123456789-/X.~?%", max_size=25)))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    with contextlib.suppress(ValueError):
        when = ImpreciseDate.parse(text)
        assert str(when) == text
        assert when.earliest is None or when.latest is None or when.earliest <= when.latest


def test_the_words_of_a_date_are_one_short_line() -> None:
    assert ImpreciseDate.parse("2015-01/2015-03", "early 2015").words == "early 2015"
    for words in ("two\nlines", "null\x00byte", "w" * 501):
        with pytest.raises(ValueError, match="one line"):
            ImpreciseDate.parse("2015", words)


def test_dates_sort_by_their_first_day_then_their_last_with_open_ends_outside_and_unknown_last() -> None:
    in_order = ["../2013", "2014-01-01", "2014-01", "2014", "2014/2015", "2014/..", "2014-02", "XXXX"]
    dates = [ImpreciseDate.parse(edtf) for edtf in reversed(in_order)]
    assert [str(when) for when in sorted(dates, key=lambda when: when.sort_key)] == in_order


@given(POINTS, st.dates(), st.dates())
def test_what_lies_within_days_also_overlaps_them(edtf: str, one: date, other: date) -> None:
    when = ImpreciseDate.parse(edtf)
    first, last = sorted([one, other])
    if when.is_within(first, last):
        assert when.overlaps(first, last)
    assert when.is_within(None, None)
    assert when.overlaps(None, None)
    assert when.is_within(when.earliest, when.latest)


def test_a_date_may_overlap_days_without_lying_within_them() -> None:
    year = ImpreciseDate.parse("2014")
    assert year.overlaps(date(2014, 6, 1), date(2014, 6, 30))
    assert not year.is_within(date(2014, 6, 1), None)
    assert not year.overlaps(date(2015, 1, 1), None)
    assert not year.overlaps(None, date(2013, 12, 31))


def test_an_open_end_may_reach_any_later_day_but_is_never_surely_within() -> None:
    since = ImpreciseDate.parse("2014-05/..")
    assert since.overlaps(date(2030, 1, 1), date(2030, 12, 31))
    assert not since.overlaps(None, date(2014, 4, 30))
    assert not since.is_within(date(2014, 1, 1), date(2030, 12, 31))
    assert since.is_within(date(2014, 1, 1), None)


def test_a_known_day_can_be_made_from_a_date() -> None:
    assert ImpreciseDate.on(date(2014, 10, 15)) == ImpreciseDate.parse("2014-10-15")
