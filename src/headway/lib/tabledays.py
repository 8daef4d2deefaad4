"""Days and counts as other programs write them in their exports, once the cell is known to hold one.

Of 03/04/2014 nobody can say which number is the month, unless another day of the same file tells: so the days of a file are
gathered as they are written, and read when their order is known.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal, InvalidOperation

from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
HIGHEST_COUNT = 10**12
# The first number, the second, and the year.
Written = tuple[int, int, int]


def as_written(groups: tuple[str, ...]) -> Written:
    """Three numbers that were parted by strokes; a year of two digits is of this century."""
    one, two, year = map(int, groups)
    return one, two, year + 2000 if year < 100 else year


def order_of(written: Collection[Written], asked: str = "") -> str:
    """In which order a file writes its days; raise HeadwayError where nobody said and both would do."""
    if asked or all(one == two for one, two, _ in written):
        return asked or DAY_FIRST
    day_first = any(one > 12 for one, _, _ in written)
    month_first = any(two > 12 for _, two, _ in written)
    if day_first == month_first:
        raise HeadwayError(
            say("its days could be read in two ways; say with --days dmy or --days mdy which comes first")
        )
    return DAY_FIRST if day_first else MONTH_FIRST


def day_of(written: Written, order: str) -> date | None:
    one, two, year = written
    month, day = (one, two) if order == MONTH_FIRST else (two, one)
    return as_day(year, month, day)


def as_day(year: int, month: int, day: int) -> date | None:
    """None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def number_in(text: str, *, thousands: str) -> Decimal | None:
    """The number of a cell, in which any of these signs may part the thousands; None where it is none."""
    plain = re.sub(rf"(?<=\d)[{thousands}](?=\d{{3}}(\D|$))", "", text)
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def is_count(value: Decimal) -> bool:
    """A whole number, not below nought, and not beyond belief."""
    return 0 <= value <= HIGHEST_COUNT and value == value.to_integral_value()
