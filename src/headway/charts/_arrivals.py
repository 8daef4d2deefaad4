"""How many have arrived by which day: steps that climb towards all who are awaited, and the day on which they were due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import text_width
from headway.charts._sheet import SMALL, Sheet, nothing
from headway.charts.palette import LIGHT

_TOP, _TALL, _BELOW = 26.0, 150.0, 30.0


@dataclass(frozen=True)
class Arrivals:
    """On how many awaited, on which days somebody arrived (a day for each), and by which day all were due.

    `said` are the days as the reader writes them.
    """

    days: Sequence[date]
    awaited: int
    due: date | None
    said: dict[date, str]


@dataclass(frozen=True)
class ArrivalWords:
    """What the day of the due date is called, and the heads of the table's columns."""

    due: str
    day: str
    number: str


def arrivals_over_time(frame: Frame, arrivals: Arrivals, words: ArrivalWords) -> Chart:
    """Draw the steps. The summary may use {count}, {awaited}, {first}, {last}."""
    header = (words.day, words.number)
    if not arrivals.days or arrivals.awaited < 1:
        return nothing(frame, header)
    climbed = _climb(arrivals.days)
    known = [*(day for day, _ in climbed), *([arrivals.due] if arrivals.due else [])]
    first, last = min(known).toordinal() - 1, max(known).toordinal() + 1
    margin = text_width(frame.number(arrivals.awaited), SMALL) + 10
    sheet = Sheet(frame, _TOP + _TALL + _BELOW, start=margin, end=10, domain=(first, last))
    top = max(arrivals.awaited, climbed[-1][1])
    _draw_scale(sheet, top, first, last)
    ends = [day.toordinal() for day, _ in climbed[1:]] + [last]
    for (day, number), end in zip(climbed, ends, strict=True):
        height = _TALL * number / top
        sheet.rect(day.toordinal(), end, _TOP + _TALL - height, _TOP + _TALL, LIGHT.accent_soft)
        sheet.rule(
            day.toordinal(), end, _TOP + _TALL - height, _TOP + _TALL - height, LIGHT.accent, thickness=2
        )
    _draw_days(sheet, arrivals, climbed, words)
    said = {
        "count": frame.number(climbed[-1][1]), "awaited": frame.number(arrivals.awaited),
        "first": arrivals.said[climbed[0][0]], "last": arrivals.said[climbed[-1][0]],
    }  # fmt: skip
    rows = tuple((arrivals.said[day], frame.number(number)) for day, number in climbed)
    return sheet.chart(Table(header, rows), fill(frame.summary, said))


def _climb(days: Sequence[date]) -> list[tuple[date, int]]:
    """For each day on which somebody arrived, how many had by then."""
    climbed, so_far = [], 0
    for day, number in sorted(Counter(days).items()):
        so_far += number
        climbed.append((day, so_far))
    return climbed


def _draw_scale(sheet: Sheet, top: int, first: float, last: float) -> None:
    for number in sorted({0, top // 2, top}):
        down = _TOP + _TALL * (1 - number / top)
        sheet.rule(first, last, down, down, LIGHT.line, thickness=0.75, level="grid")
        sheet.text(sheet.across(0), down, sheet.frame.number(number), size=SMALL, fill=LIGHT.muted)


def _draw_days(
    sheet: Sheet, arrivals: Arrivals, climbed: Sequence[tuple[date, int]], words: ArrivalWords
) -> None:
    below = _TOP + _TALL + 16
    start, end = climbed[0][0], climbed[-1][0]
    sheet.text(
        max(start.toordinal(), sheet.domain[0]), below, arrivals.said[start], size=SMALL, fill=LIGHT.muted
    )
    room = sheet.place(end.toordinal()) - sheet.place(start.toordinal())
    if room > text_width(arrivals.said[start], SMALL) + text_width(arrivals.said[end], SMALL) + 24:
        sheet.text(end.toordinal(), below, arrivals.said[end], size=SMALL, fill=LIGHT.muted, align="end")
    if arrivals.due:
        at = arrivals.due.toordinal() + 1
        sheet.rule(at, at, _TOP - 6, _TOP + _TALL, LIGHT.ink, thickness=1.25, dash=True)
        is_late = sheet.place(at) > sheet.frame.width / 2
        sheet.text(at, _TOP - 14, words.due, size=SMALL, align="end" if is_late else "start")
