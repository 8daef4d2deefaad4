"""A timeline that is honest about dates: a day is a dot, an imprecise date or a span is a bar, an open end points on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import text_width, wrap
from headway.charts._legend import Entry, draw_legend, legend_height
from headway.charts._sheet import BODY, SMALL, Sheet, block_height, nothing
from headway.charts.palette import LIGHT

_ONWARD = "M-1,-1L1,0L-1,1Z"
_BACK = "M1,-1L-1,0L1,1Z"
_DOT = 9.0


@dataclass(frozen=True)
class Happening:
    """Something that happened between two days, or on one; None where that end is open or not known.

    `when` is the date in words. `hollow` sets apart what was of another kind, such as what nobody had planned.
    """

    label: str
    when: str
    earliest: date | None = None
    latest: date | None = None
    hollow: bool = False


@dataclass(frozen=True)
class TimelineWords:
    """The key, twelve short names of months, and the heads of the table's columns."""

    day: str
    span: str
    open_end: str
    hollow: str
    months: tuple[str, ...]
    label: str
    when: str


def timeline(frame: Frame, happenings: Sequence[Happening], words: TimelineWords) -> Chart:
    """Draw what happened, earliest first; what has no date comes last. The summary may use {count}, {first}, {last}."""
    header = (words.when, words.label)
    if not happenings:
        return nothing(frame, header)
    ordered = sorted(happenings, key=_order)
    first, last = _bounds(ordered)
    names = frame.width * (0.46 if frame.width >= 520 else 0.52)
    key = _key(ordered, words)
    labels = [wrap(one.label, names - 20, BODY) for one in ordered]
    dates = [wrap(one.when, names - 20, SMALL) for one in ordered]
    rows = [
        block_height(len(a)) + block_height(len(b), SMALL) + 13 for a, b in zip(labels, dates, strict=True)
    ]
    dated = any(one.earliest or one.latest for one in ordered)
    top = 38.0 if dated else 0.0
    height = top + sum(rows) + (12 + legend_height(key, frame.width) if key else 0)
    sheet = Sheet(frame, height, start=names, end=14, domain=(first.toordinal(), last.toordinal() + 1))
    if dated:
        _draw_calendar(sheet, first, last, top, top + sum(rows), words)
    down = top
    for one, label, when, row in zip(ordered, labels, dates, rows, strict=True):
        sheet.rule(
            sheet.across(0), sheet.across(frame.width), down, down, LIGHT.line, thickness=0.75, level="grid"
        )
        words_top = down + 6 + block_height(len(when), SMALL) / 2
        sheet.text(sheet.across(0), words_top, when, size=SMALL, fill=LIGHT.muted)
        sheet.text(sheet.across(0), down + row - 6 - block_height(len(label)) / 2, label)
        _draw(sheet, one, down + row / 2)
        down += row
    draw_legend(sheet, key, down + 12)
    said = {"count": frame.number(len(ordered)), "first": ordered[0].when, "last": ordered[-1].when}
    return sheet.chart(
        Table(header, tuple((one.when, one.label) for one in ordered)), fill(frame.summary, said)
    )


def _order(one: Happening) -> tuple[bool, date, date, str]:
    start = one.earliest or one.latest
    return start is None, start or date.max, one.latest or date.max, one.label


def _bounds(ordered: Sequence[Happening]) -> tuple[date, date]:
    """The whole months that hold every known day, so that the calendar begins and ends on a line."""
    days = [day for one in ordered for day in (one.earliest, one.latest) if day]
    if not days:
        return date(2000, 1, 1), date(2000, 12, 31)
    low, high = min(days), max(days)
    return low.replace(day=1), _next_month(high.replace(day=1))


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) if day.year < date.max.year else date.max


def _draw_calendar(
    sheet: Sheet, first: date, last: date, top: float, bottom: float, words: TimelineWords
) -> None:
    """Faint lines at even steps of months or years, as many as there is room to name; years stand above months."""
    months = (last.year - first.year) * 12 + last.month - first.month
    stride = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600) if months / s <= sheet.plot / 46), 1200)
    _name(sheet, first, str(first.year), 8, LIGHT.ink)
    for day in _months(first, last):
        if (day.year * 12 + day.month - 1) % stride:
            continue
        sheet.rule(
            day.toordinal(), day.toordinal(), top - 6, bottom, LIGHT.line, thickness=0.75, level="grid"
        )
        if (
            day.month == 1
            and sheet.place(day.toordinal()) - sheet.start > text_width(str(first.year), SMALL) + 6
        ):
            _name(sheet, day, str(day.year), 8, LIGHT.ink)
        if stride < 12 and day < last:
            _name(sheet, day, words.months[day.month - 1], 23, LIGHT.muted)


def _months(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        if day.year == date.max.year:
            return
        day = _next_month(day)


def _name(sheet: Sheet, day: date, said: str, down: float, ink: str) -> None:
    if sheet.place(day.toordinal()) + text_width(said, SMALL) <= sheet.frame.width + 2:
        sheet.text(day.toordinal(), down, said, size=SMALL, fill=ink)


def _draw(sheet: Sheet, one: Happening, middle: float) -> None:
    inside, edge = (LIGHT.paper if one.hollow else LIGHT.accent), LIGHT.accent
    if one.earliest is None and one.latest is None:
        return
    if one.earliest and one.earliest == one.latest:
        sheet.point(one.earliest.toordinal() + 0.5, middle, "circle", _DOT, inside, stroke=edge)
        return
    start = one.earliest.toordinal() if one.earliest else sheet.domain[0]
    end = one.latest.toordinal() + 1 if one.latest else sheet.domain[1]
    if end - start < sheet.step(6):
        start, end = (start + end) / 2 - sheet.step(3), (start + end) / 2 + sheet.step(3)
    _span(sheet, start, end, middle, hollow=one.hollow)
    if one.latest is None:
        sheet.point(end + sheet.step(3), middle, _ONWARD, 12, LIGHT.accent)
    if one.earliest is None:
        sheet.point(start - sheet.step(3), middle, _BACK, 12, LIGHT.accent)


def _span(sheet: Sheet, start: float, end: float, middle: float, *, hollow: bool = False) -> None:
    fill_with = LIGHT.paper if hollow else LIGHT.accent_soft
    half = sheet.step(0.5)
    sheet.rect(start + half, end - half, middle - 4, middle + 4, fill_with, stroke=LIGHT.accent, radius=2)


def _key(ordered: Sequence[Happening], words: TimelineWords) -> list[Entry]:
    """What each mark means, for the marks that are there."""
    days = [one for one in ordered if one.earliest and one.earliest == one.latest]
    spans = [one for one in ordered if (one.earliest or one.latest) and one.earliest != one.latest]
    open_ended = any(one.earliest is None or one.latest is None for one in spans)
    entries = [Entry(words.day, _dot_sample(LIGHT.accent))] if days else []
    entries += [Entry(words.span, _span_sample(False), 26)] if spans else []
    entries += [Entry(words.open_end, _span_sample(True), 26)] if open_ended else []
    return entries + (
        [Entry(words.hollow, _dot_sample(LIGHT.paper))] if any(one.hollow for one in ordered) else []
    )


def _dot_sample(inside: str) -> Callable[[Sheet, float, float, float], None]:
    return lambda sheet, x, x2, y: sheet.point((x + x2) / 2, y, "circle", _DOT, inside, stroke=LIGHT.accent)


def _span_sample(onward: bool) -> Callable[[Sheet, float, float, float], None]:
    def draw(sheet: Sheet, x: float, x2: float, y: float) -> None:
        _span(sheet, x, x2 - sheet.step(6 if onward else 0), y)
        if onward:
            sheet.point(x2 - sheet.step(3), y, _ONWARD, 12, LIGHT.accent)

    return draw
