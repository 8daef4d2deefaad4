"""Imprecise dates for a reader: formatted in their language, or as the source put it, never as a false day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton

from headway.lib.edtf import Edge, ImpreciseDate, Kind, Point, read_points

_SKELETONS = {Kind.DAY: "yMMMMd", Kind.MONTH: "yMMMM", Kind.YEAR: "y"}
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_SEASON_NAMES = frozenset(_SEASONS.values())
_YEAR = re.compile(r"\d{4}")
_ZEROS = {"arab": 0x660, "arabext": 0x6F0, "deva": 0x966, "beng": 0x9E6}


@dataclass(frozen=True)
class Phrases:
    """What the calendar data of the CLDR does not give; the caller passes it in the reader's language."""

    about: str = "about {date}"
    uncertain: str = "perhaps {date}"
    about_uncertain: str = "perhaps about {date}"
    interval: str = "from {start} to {end}"
    since: str = "from {start} on"
    until: str = "until {end}"
    # Apart, since many languages set an article before a day and none before a month or a year.
    since_day: str = "from {start} on"
    until_day: str = "until {end}"
    end_unknown: str = "from {start}, end not known"
    beginning_unknown: str = "until {end}, beginning not known"
    unknown: str = "date not known"
    spring: str = "spring {year}"
    summer: str = "summer {year}"
    autumn: str = "autumn {year}"
    winter: str = "winter {year}–{next_year}"
    first_half: str = "first half of {year}"
    second_half: str = "second half of {year}"
    decade: str = "the {year}s"
    years: str = "between {start} and {end}"


ENGLISH = Phrases()


def format_when(
    when: ImpreciseDate,
    locale: Locale,
    phrases: Phrases = ENGLISH,
    words_language: str = "",
    numbering: str = "default",
) -> str:
    """The date for a reader of `locale`.

    The source's own words are shown only to readers of the language in which it is written (`words_language`).
    `numbering` is "default" (what the CLDR has for the locale), "latn" or "arab".
    """
    if when.words and words_language and locale.language == words_language.split("-")[0]:
        return _with_year(when, locale, phrases)
    points = read_points(when.edtf)
    text = _point(points[0], locale, phrases) if len(points) == 1 else _interval(*points, locale, phrases)
    return in_digits(text, locale, numbering)


def _with_year(when: ImpreciseDate, locale: Locale, phrases: Phrases) -> str:
    """The words of the source; and the year where they leave it to the reader to know it: "September 2014"."""
    points = [point for point in read_points(when.edtf) if isinstance(point, Point)]
    days = [day for point in points for day in (point.earliest, point.latest)]
    if _YEAR.search(when.words) or not days or any(day is None for day in days):
        return when.words
    first, last = days[0], days[-1]
    if first is None or last is None or first.year != last.year:
        return when.words
    year = in_digits(_year(first, locale), locale)
    # A day or a month takes the year as it is; other words ("at the launch") have it beside them.
    return f"{when.words} {year}" if _ends_as_a_date(when.words, locale) else f"{when.words} ({year})"


def _ends_as_a_date(words: str, locale: Locale) -> bool:
    last = words.split()[-1].casefold()
    names = {name.casefold() for name in locale.months["format"]["wide"].values()}
    return last in names or last in _SEASON_NAMES


def in_digits(text: str, locale: Locale, numbering: str = "default") -> str:
    """`text` with its Western digits written as the locale writes digits."""
    system = locale.default_numbering_system if numbering == "default" else numbering
    zero = _ZEROS.get(system)
    return text if zero is None else text.translate({0x30 + digit: zero + digit for digit in range(10)})


def _interval(begin: Point | Edge, end: Point | Edge, locale: Locale, phrases: Phrases) -> str:
    if isinstance(begin, Edge):
        until = phrases.until_day if _is_day(end) else phrases.until
        phrase = until if begin is Edge.OPEN else phrases.beginning_unknown
        return phrase.format(end=_point(end, locale, phrases))
    if isinstance(end, Edge):
        since = phrases.since_day if _is_day(begin) else phrases.since
        phrase = since if end is Edge.OPEN else phrases.end_unknown
        return phrase.format(start=_point(begin, locale, phrases))
    skeleton = _SKELETONS.get(begin.kind)
    if skeleton and begin.kind is end.kind and not begin.mark and not end.mark:
        if begin == end:
            return _point(begin, locale, phrases)
        return format_interval(_first(begin), _first(end), skeleton, locale=locale)
    return phrases.interval.format(start=_point(begin, locale, phrases), end=_point(end, locale, phrases))


def _is_day(point: Point | Edge) -> bool:
    return isinstance(point, Point) and point.kind is Kind.DAY and not point.mark


def _point(point: Point | Edge, locale: Locale, phrases: Phrases) -> str:
    if isinstance(point, Edge) or point.kind is Kind.UNKNOWN:
        return phrases.unknown
    text = _unmarked(point, locale, phrases)
    match point.mark:
        case "~":
            return phrases.about.format(date=text)
        case "?":
            return phrases.uncertain.format(date=text)
        case "%":
            return phrases.about_uncertain.format(date=text)
    return text


def _unmarked(point: Point, locale: Locale, phrases: Phrases) -> str:
    first, last = _first(point), point.latest or date.max
    match point.kind:
        case Kind.DAY:
            return format_date(first, "long", locale=locale)
        case Kind.MONTH:
            return format_skeleton("yMMMM", first, locale=locale)
        case Kind.QUARTER:
            return format_skeleton("yQQQQ", first, locale=locale)
        case Kind.SEASON:
            phrase: str = getattr(phrases, _SEASONS[point.part])
            return phrase.format(year=_year(first, locale), next_year=_year(last, locale))
        case Kind.HALF:
            phrase = phrases.first_half if point.part == 1 else phrases.second_half
            return phrase.format(year=_year(first, locale))
        case Kind.DECADE:
            return phrases.decade.format(year=_year(first, locale))
        case Kind.YEARS:
            return phrases.years.format(start=_year(first, locale), end=_year(last, locale))
    return _year(first, locale)


def _first(point: Point) -> date:
    return point.earliest or date.min


def _year(day: date, locale: Locale) -> str:
    return format_skeleton("y", day, locale=locale)
