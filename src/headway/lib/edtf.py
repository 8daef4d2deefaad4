"""Imprecise dates in EDTF (ISO 8601-2:2019, levels 0 and 1): kept as what they are, never rounded to a false day.

Understood: `2014-10-15`, `2014-10`, `2014`, intervals `2014-05/2014-12`, open ends `2014-05/..` and `../2014`,
unknown ends `2014/`, seasons (`2014-21` spring to `2014-24` winter), quarters (`-33` to `-36`), halves (`-40`, `-41`),
unspecified digits (`201X`, `2014-XX`, `2014-10-XX`) and the marks `~` (about), `?` (uncertain), `%` (both).

Years run from 0001 to 9999. Seasons are those of the northern half of the earth, and winter runs into the next year.
A mark does not widen a date: by how much a source was wrong nobody can say.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from headway.lib.signs import bad_sign
from headway.lib.tongue import say

LONGEST_WORDS = 500
_PART = re.compile(r"([0-9]{4}|[0-9]{1,3}X{1,3}|XXXX)(?:-([0-9]{2}|XX))?(?:-([0-9]{2}|XX))?([~?%]?)")
_YEAR_LAST = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-]([0-9]{4})")
# The two digits after a year that mean a stretch of it: the first month and how many.
_STRETCHES = {
    21: (3, 3),
    22: (6, 3),
    23: (9, 3),
    24: (12, 3),
    33: (1, 3),
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),
    40: (1, 6),
    41: (7, 6),
}


class Kind(StrEnum):
    """What a point in time is known to."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    YEARS = "years"
    UNKNOWN = "unknown"


class Edge(StrEnum):
    """An end of an interval that is no date: it goes on, or nobody knows."""

    OPEN = ".."
    UNKNOWN = ""


_EDGES = (Edge.OPEN, Edge.UNKNOWN)


@dataclass(frozen=True)
class Point:
    """One date of an EDTF text. `part` is the season (21 to 24), quarter (1 to 4) or half (1, 2)."""

    kind: Kind
    earliest: date | None
    latest: date | None
    mark: str = ""
    part: int = 0


@dataclass(frozen=True)
class ImpreciseDate:
    """A date as well as it is known: `edtf` is the fact, `words` how the source put it ("early 2015").

    `earliest` and `latest` are the first and last day that it can mean; None where an end is open or unknown.
    """

    edtf: str
    words: str = ""
    earliest: date | None = None
    latest: date | None = None

    @classmethod
    def parse(cls, edtf: str, words: str = "") -> ImpreciseDate:
        """Raise ValueError, in words that help, for text that is no EDTF date."""
        earliest, latest = _bounds(edtf)
        if len(words) > LONGEST_WORDS or "\n" in words or bad_sign(words):
            raise ValueError(
                say(
                    "the words of a date are one line of at most {longest_words} characters",
                    longest_words=LONGEST_WORDS,
                )
            )
        return cls(edtf, words, earliest, latest)

    @classmethod
    def on(cls, day: date) -> ImpreciseDate:
        """One known day."""
        return cls(day.isoformat(), "", day, day)

    @property
    def sort_key(self) -> tuple[bool, date, date, str]:
        """By the first day, then the last; an open beginning comes first, an open end last, unknown after all."""
        unknown = self.earliest is None and self.latest is None
        return unknown, self.earliest or date.min, self.latest or date.max, self.edtf

    def as_said_before(self, before: ImpreciseDate | None) -> ImpreciseDate:
        """The one that stood before where it is the same date: the words of its source stay while the date does."""
        return before if before is not None and before.edtf == self.edtf else self

    def overlaps(self, first: date | None, last: date | None) -> bool:
        """True where it may lie, in part at least, in the days from `first` to `last` (None: no limit)."""
        begins_in_time = self.earliest is None or last is None or self.earliest <= last
        ends_in_time = self.latest is None or first is None or self.latest >= first
        return begins_in_time and ends_in_time

    def is_within(self, first: date | None, last: date | None) -> bool:
        """True where every day that it can mean lies in the days from `first` to `last` (None: no limit)."""
        after_first = first is None or (self.earliest is not None and self.earliest >= first)
        before_last = last is None or (self.latest is not None and self.latest <= last)
        return after_first and before_last

    def __str__(self) -> str:
        return self.edtf


@lru_cache(maxsize=4096)
def read_points(edtf: str) -> tuple[Point] | tuple[Point | Edge, Point | Edge]:
    """One point, or the two ends of an interval; raise ValueError in words that help."""
    if not edtf:
        raise ValueError(say("the date is empty; write XXXX where it is not known"))
    if len(edtf) > 40:
        raise ValueError(say('"{edtf}..." is too long for a date', edtf=edtf[:37]))
    texts = edtf.split("/")
    if len(texts) == 1:
        return (_point(edtf),)
    if _YEAR_LAST.fullmatch(edtf):
        raise ValueError(_why_not(edtf))
    if len(texts) > 2:
        raise ValueError(
            say('"{edtf}" has more than one "/"; an interval is written 2014-05/2014-12', edtf=edtf)
        )
    begin, end = _end(texts[0]), _end(texts[1])
    if begin in _EDGES and end in _EDGES:
        raise ValueError(say('"{edtf}" has no date; an interval needs one at one of its ends', edtf=edtf))
    if (first := _first_day(begin)) and (last := _last_day(end)) and first > last:
        raise ValueError(say('"{edtf}" ends before it begins', edtf=edtf))
    return begin, end


def _bounds(edtf: str) -> tuple[date | None, date | None]:
    points = read_points(edtf)
    return _first_day(points[0]), _last_day(points[-1])


def _first_day(end: Point | Edge) -> date | None:
    return end.earliest if isinstance(end, Point) else None


def _last_day(end: Point | Edge) -> date | None:
    return end.latest if isinstance(end, Point) else None


def _end(text: str) -> Point | Edge:
    if text in ("", ".."):
        return Edge(text)
    return _point(text)


def _point(text: str) -> Point:
    match = _PART.fullmatch(text)
    if match is None or len(match[1]) != 4:
        raise ValueError(_why_not(text))
    year, month, day, mark = match.groups()
    if "X" in year:
        return _vague_years(text, year, month, day, mark)
    if year == "0000":
        raise ValueError(say('"{text}" is not a year; years run from 0001 to 9999', text=text))
    if month is None:
        return Point(Kind.YEAR, date(int(year), 1, 1), date(int(year), 12, 31), mark)
    if month == "XX":
        if day not in (None, "XX"):
            raise ValueError(
                say('"{text}" has a day but no month; write {year}-XX, or {year}', text=text, year=year)
            )
        return Point(Kind.YEAR, date(int(year), 1, 1), date(int(year), 12, 31), mark)
    if int(month) in _STRETCHES and day is None:
        return _stretch(text, int(year), int(month), mark)
    return _month_or_day(text, int(year), int(month), day, mark)


def _month_or_day(text: str, year: int, month: int, day: str | None, mark: str) -> Point:
    if not 1 <= month <= 12:
        raise ValueError(say('"{text}" is not a month; months run from 01 to 12', text=text[:7]))
    length = monthrange(year, month)[1]
    if day in (None, "XX"):
        return Point(Kind.MONTH, date(year, month, 1), date(year, month, length), mark)
    if not 1 <= int(day or 0) <= length:
        raise ValueError(
            say('"{text}" is not a day; that month has {length} days', text=text[:10], length=length)
        )
    known = date(year, month, int(day or 0))
    return Point(Kind.DAY, known, known, mark)


def _stretch(text: str, year: int, code: int, mark: str) -> Point:
    first, months = _STRETCHES[code]
    after = first + months - 1
    last_year, last_month = (year, after) if after <= 12 else (year + 1, after - 12)
    if last_year > 9999:
        raise ValueError(say('"{text}" ends after the year 9999', text=text))
    latest = date(last_year, last_month, monthrange(last_year, last_month)[1])
    if code < 30:
        return Point(Kind.SEASON, date(year, first, 1), latest, mark, code)
    kind, part = (Kind.QUARTER, code - 32) if code < 40 else (Kind.HALF, code - 39)
    return Point(kind, date(year, first, 1), latest, mark, part)


def _vague_years(text: str, year: str, month: str | None, day: str | None, mark: str) -> Point:
    if month not in (None, "XX") or day not in (None, "XX"):
        raise ValueError(
            say('"{text}" has a month but no year; digits are left open (X) from the right', text=text)
        )
    if year == "XXXX":
        return Point(Kind.UNKNOWN, None, None, mark)
    first = max(int(year.replace("X", "0")), 1)
    kind = Kind.DECADE if year.count("X") == 1 else Kind.YEARS
    return Point(kind, date(first, 1, 1), date(int(year.replace("X", "9")), 12, 31), mark)


def _why_not(text: str) -> str:
    """What a person most likely meant, and how to write it."""
    if text != text.strip():
        return say('"{text}" has a blank at its beginning or end', text=text)
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", text):
        return say(
            '"{text}" has a time of day; dates are whole days, such as {day}', text=text, day=text[:10]
        )
    if meant := _YEAR_LAST.fullmatch(text):
        return say(
            '"{text}" is not a date; the year comes first, such as {meant}-10-15', text=text, meant=meant[1]
        )
    if meant := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?", text):
        padded = "-".join(part.zfill(2) for part in meant.groups() if part)
        return say(
            '"{text}" is not a date; months and days have two digits: {padded}', text=text, padded=padded
        )
    if re.fullmatch(r"[~?%].*", text):
        return say('"{text}" is not a date; the mark comes last, such as 2014{mark}', text=text, mark=text[0])
    if re.search(r"[~?%].", text):
        return say(
            '"{text}" is not a date; one mark at the end tells of the whole, such as 2014-10~', text=text
        )
    if re.match(r"-|[Yy]-?[0-9]", text):
        return say('"{text}" is not a date; years run from 0001 to 9999', text=text)
    if re.fullmatch(r"[0-9xXuU-]+", text):
        return say(
            '"{text}" is not a date; open digits are a capital X from the right: 201X, 2014-XX, 2014-10-XX',
            text=text,
        )
    return say(
        '"{text}" is not a date in EDTF, such as 2014-10-15, 2014-10, 2014, 2014~ or 2014-05/2014-12',
        text=text,
    )
