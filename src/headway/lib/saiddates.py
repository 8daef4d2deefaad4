"""Dates as people type them, in their own language, as EDTF: "15 October 2014", "Oct 2014", "spring 2014", "May to June 2014".

What EDTF knows is taken as it stands. A date whose day and month could be swapped (5/6/2014) is refused, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange

from babel import Locale

from headway.lib.edtf import ImpreciseDate
from headway.lib.tongue import say

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ABOUT = re.compile(r"(?:about|around|approximately|circa|c\.|ca\.?|~)\s*(.+)")
_BETWEEN = re.compile(r"\s+(?:to|until|till|and|au|à|al?|إلى|حتى)\s+|\s*[–—]\s*|\s+-\s+|/")
_STARTS = re.compile(r"(?:from|between|du|de|del|من)\s+")
_YEAR = re.compile(r"(\d{4})")
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


def read_said_date(text: str, language: str = "en") -> ImpreciseDate:
    """The date that was typed; raise ValueError in words that help."""
    typed = _western(" ".join(text.split()))
    try:
        return ImpreciseDate.parse(typed)
    except ValueError as error:
        edtf_says = error
    edtf = _read(typed.casefold(), language)
    if edtf is None:
        if re.fullmatch(r"[\d~?%X./-]+", typed) and not _NUMERIC.fullmatch(typed):
            raise edtf_says
        raise ValueError(
            say(
                '"{text}" is not understood as a date; write 2014-10-15, 15 October 2014, October 2014 or May to June 2014',
                text=text,
            )
        )
    return ImpreciseDate.parse(edtf)


def _western(text: str) -> str:
    """Digits of every script as 0 to 9."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)


def _read(text: str, language: str) -> str | None:
    if about := _ABOUT.fullmatch(text):
        inner = _one(about[1], language)
        return f"{inner}~" if inner else None
    if single := _one(text, language):
        return single
    parts = _BETWEEN.split(_STARTS.sub("", text, count=1))
    if len(parts) != 2:
        return None
    first, last = parts
    end = _one(last, language)
    # "12 to 15 October 2014", "May to June 2014": the first borrows what only the last says.
    tries = [first, *(f"{first} {rest}" for rest in _tails(last))]
    begin = next(filter(None, (_one(text, language) for text in tries)), None)
    return f"{begin}/{end}" if begin and end else None


def _tails(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[at:]) for at in range(1, len(words))]


def _one(text: str, language: str) -> str | None:
    """One point in time, or None."""
    text = text.strip(" ,")
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return text
    if numeric := _NUMERIC.fullmatch(text):
        return _of_numbers(*map(int, numeric.groups()))
    found = _YEAR.search(text)
    if found is None:
        return None
    year, words = found[1], re.findall(r"[^\W\d_]+|\d+", text.replace(found[1], " ", 1))
    days = [word for word in words if word.isdigit()]
    named = [word for word in words if not word.isdigit() and word not in _FILLERS]
    if len(named) != 1 or len(days) > 1:
        return None
    if (season := _SEASONS.get(named[0])) and not days:
        return f"{year}-{season}"
    month = _months(language).get(named[0]) or _months("en").get(named[0])
    if month is None:
        return None
    return f"{year}-{month:02}-{int(days[0]):02}" if days else f"{year}-{month:02}"


_FILLERS = frozenset({"of", "the", "st", "nd", "rd", "th", "le", "er", "de", "del", "el", "in", "en"})


def _of_numbers(first: int, second: int, year: int) -> str | None:
    """Day and month, where only one order makes sense."""
    if first > 12 >= second >= 1 and first <= monthrange(year, second)[1]:
        return f"{year}-{second:02}-{first:02}"
    if second > 12 >= first >= 1 and second <= monthrange(year, first)[1]:
        return f"{year}-{first:02}-{second:02}"
    if first == second and 1 <= first <= 12:
        return f"{year}-{first:02}-{first:02}"
    if 1 <= first <= 12 and 1 <= second <= 12:
        raise ValueError(
            say(
                "it is not clear which is the day and which the month; write {one} or {other}",
                one=f"{year}-{second:02}-{first:02}",
                other=f"{year}-{first:02}-{second:02}",
            )
        )
    return None


def _months(language: str) -> dict[str, int]:
    locale = Locale.parse(language.replace("-", "_"))
    names: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for month, name in locale.months[context][width].items():
                names[str(name).casefold().rstrip(".")] = month
    return names
