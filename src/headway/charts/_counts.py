"""How many on each day, week or month: a column each, with the moments that explain them marked above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import text_width
from headway.charts._legend import Entry, draw_legend, legend_height
from headway.charts._sheet import SMALL, Sheet, nothing
from headway.charts.palette import LIGHT

_TOP, _TALL, _BELOW = 30.0, 150.0, 30.0
_DISC = 15.0


@dataclass(frozen=True)
class TimeStep:
    """One column: its first day, the first day after it, how many, and both in words."""

    begins: date
    ends: date
    value: float
    said: str
    text: str


@dataclass(frozen=True)
class Mark:
    """A moment: the day on which it begins, and its name."""

    day: date
    label: str


@dataclass(frozen=True)
class CountWords:
    """The heads of the table's columns; the last is for the moments that begin in a step."""

    when: str
    number: str
    moments: str


def counts_over_time(
    frame: Frame, steps: Sequence[TimeStep], marks: Sequence[Mark], words: CountWords
) -> Chart:
    """Draw the columns in time. The summary may use {highest} (when), {most} (how many), {first} and {last}."""
    header = (words.when, words.number, words.moments)
    if not any(step.value for step in steps):
        return nothing(frame, header)
    ordered = sorted(steps, key=lambda step: step.begins)
    first, last = ordered[0].begins.toordinal(), ordered[-1].ends.toordinal()
    shown = [mark for mark in sorted(marks, key=lambda one: one.day) if first <= mark.day.toordinal() < last]
    most = max(ordered, key=lambda step: step.value)
    key = [Entry(mark.label, _numbered(frame.number(at)), _DISC) for at, mark in enumerate(shown, 1)]
    margin = text_width(most.text, SMALL) + 10
    height = _TOP + _TALL + _BELOW
    sheet = Sheet(frame, height + legend_height(key, frame.width), start=margin, end=8, domain=(first, last))
    _scale(sheet, most)
    for step in ordered:
        if step.value > 0:
            _column(sheet, step, most.value)
    _days(sheet, ordered)
    _marks(sheet, shown)
    draw_legend(sheet, key, height)
    said = {"highest": most.said, "most": most.text, "first": ordered[0].said, "last": ordered[-1].said}
    return sheet.chart(Table(header, tuple(_rows(frame, ordered, shown))), fill(frame.summary, said))


def _rows(frame: Frame, steps: Sequence[TimeStep], marks: Sequence[Mark]) -> list[tuple[str, ...]]:
    """Steps without anything are left out of the table, unless a moment began in them."""
    rows: list[tuple[str, ...]] = []
    for step in steps:
        begun = [mark.label for mark in marks if step.begins <= mark.day < step.ends]
        if step.value or begun:
            rows.append((step.said, step.text, " · ".join(begun)))
    return rows


def _scale(sheet: Sheet, most: TimeStep) -> None:
    for part in (0.0, 0.5, 1.0):
        down = _TOP + _TALL * (1 - part)
        sheet.rule(*sheet.domain, down, down, LIGHT.line, thickness=0.75, level="grid")
    sheet.text(sheet.across(0), _TOP, most.text, size=SMALL, fill=LIGHT.muted)
    sheet.text(sheet.across(0), _TOP + _TALL, sheet.frame.number(0), size=SMALL, fill=LIGHT.muted)


def _column(sheet: Sheet, step: TimeStep, most: float) -> None:
    """A column with a hair's breadth of air where there is room for it."""
    begins, ends = step.begins.toordinal(), step.ends.toordinal()
    air = sheet.step(0.75) if sheet.place(ends) - sheet.place(begins) > 4 else 0
    tall = max(1.0, _TALL * step.value / most)
    sheet.rect(begins + air, ends - air, _TOP + _TALL - tall, _TOP + _TALL, LIGHT.accent_mid)


def _days(sheet: Sheet, steps: Sequence[TimeStep]) -> None:
    below = _TOP + _TALL + 15
    sheet.text(sheet.domain[0], below, steps[0].said, size=SMALL, fill=LIGHT.muted)
    if sheet.plot > text_width(steps[0].said, SMALL) + text_width(steps[-1].said, SMALL) + 24:
        sheet.text(sheet.domain[1], below, steps[-1].said, size=SMALL, fill=LIGHT.muted, align="end")


def _marks(sheet: Sheet, marks: Sequence[Mark]) -> None:
    """A line down from a numbered disc; discs that would touch stand in two rows."""
    before, low = -1e9, False
    for number, mark in enumerate(marks, 1):
        at = mark.day.toordinal()
        low = not low if sheet.place(at) - before < _DISC + 2 else False
        before = sheet.place(at)
        middle = 9.0 + (_DISC + 1 if low else 0)
        sheet.rule(at, at, middle, _TOP + _TALL, LIGHT.ink, thickness=1, dash=True)
        _disc(sheet, at, middle, sheet.frame.number(number))


def _disc(sheet: Sheet, at: float, middle: float, number: str) -> None:
    sheet.point(at, middle, "circle", _DISC, LIGHT.paper, stroke=LIGHT.ink, thickness=1)
    sheet.text(at, middle, number, size=9.5, align="middle")


def _numbered(number: str) -> Callable[[Sheet, float, float, float], None]:
    def draw(sheet: Sheet, x: float, x2: float, y: float) -> None:
        _disc(sheet, (x + x2) / 2, y, number)

    return draw
