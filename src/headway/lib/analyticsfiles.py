"""Exports of web analytics (Google Analytics, Matomo) read into numbers a day: visits, views, events and visitors.

Visits, views and events of days add up. Visitors do not: whoever comes on two days is one visitor, so of a span of days
only the largest single day is known to be reached.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from headway.lib.problems import HeadwayError
from headway.lib.tabledays import as_day, as_written, day_of, is_count, number_in, order_of
from headway.lib.tables import Cells, folded, read_table
from headway.lib.tongue import say

DAY = ("date", "day", "day index", "nth day", "label")
# What each kind of number is called, Google's names before Matomo's.
NAMES = {
    "visits": ("sessions", "visits", "nb visits"),
    "views": ("views", "pageviews", "screen page views", "nb pageviews", "page views"),
    "events": ("event count", "total events", "events", "nb events", "actions", "nb actions"),
    "visitors": ("total users", "users", "active users", "unique visitors", "nb uniq visitors"),
}
ADDS_UP = frozenset({"visits", "views", "events"})
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})$")


@dataclass
class Days:
    """Numbers by kind and day, with the lines that do not count and why."""

    numbers: dict[str, dict[date, Decimal]] = field(default_factory=dict)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    rows: int = 0

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(kind for kind in NAMES if self.numbers.get(kind))

    def within(self, kind: str, begins: date, ends: date) -> list[Decimal]:
        return [value for day, value in self.numbers.get(kind, {}).items() if begins <= day <= ends]


def read_days(path: Path, *, days: str = "") -> Days:
    """Read an export with one row a day; `days` is "dmy" or "mdy" where strokes could be read either way.

    Raise HeadwayError where the file is no such export.
    """
    table = read_table(path, _is_header)
    found, written = Days(), []
    for row in table.rows:
        found.rows += 1
        written.append((row.line, row.first(DAY), _numbers(row, found)))
    strokes = (_SLASHED.match(text) for _, text, _ in written)
    order = order_of({as_written(match.groups()) for match in strokes if match}, days)
    for line, text, numbers in written:
        day = _day(text, order)
        if day is None:
            # Totals stand below the days in some exports, without a day.
            if text and folded(text) not in ("total", "totals"):
                found.refused.append((line, "date", say("is no day such as 2015-12-31 or 20151231")))
            continue
        for kind, value in numbers.items():
            held = found.numbers.setdefault(kind, {})
            if day in held:
                found.refused.append((line, "date", say("this day stands in the file already")))
                break
            held[day] = value
    if not found.kinds:
        raise HeadwayError(
            say("{file} has no day with a number of visits, views, events or visitors", file=path.name)
        )
    return found


def _is_header(names: set[str]) -> bool:
    return bool(names & set(DAY)) and any(names & set(known) for known in NAMES.values())


def _numbers(row: Cells, found: Days) -> dict[str, Decimal]:
    numbers = {}
    for kind, names in NAMES.items():
        if said := row.first(names):
            value = number_in(said, thousands=", \u00a0\u202f")
            if value is not None and is_count(value):
                numbers[kind] = value
            else:
                found.refused.append((row.line, kind, say("is no count: a whole number, not below nought")))
    return numbers


def _day(text: str, order: str) -> date | None:
    if match := _ISO.match(text) or _DIGITS.match(text):
        return as_day(*map(int, match.groups()))
    match = _SLASHED.match(text)
    return day_of(as_written(match.groups()), order) if match else None
