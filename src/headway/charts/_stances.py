"""Where somebody stood, and stands: one mark for each time that it was seen, on a scale from one end to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import widest
from headway.charts._sheet import SMALL, Sheet, fits, nothing
from headway.charts.palette import LIGHT

_TOP, _LEVEL, _BELOW = 16.0, 26.0, 30.0


@dataclass(frozen=True)
class Stand:
    """One sighting: on which level (0: the lowest), when in words, and the further cells of its row in the table."""

    level: int
    when: str
    told: tuple[str, ...] = ()


def stances_over_time(
    frame: Frame, levels: Sequence[str], stands: Sequence[Stand], header: tuple[str, ...]
) -> Chart:
    """Draw the sightings in their order, evenly apart, for many are dated by the year alone.

    The summary may use {first}, {last}, {count}.
    """
    if not stands:
        return nothing(frame, header)
    bottom = _TOP + _LEVEL * (len(levels) - 1)
    sheet = Sheet(
        frame, bottom + _BELOW + 10, start=widest(levels, SMALL) + 14, end=14,
        domain=(-0.5, len(stands) - 0.5),
    )  # fmt: skip
    for level, name in enumerate(levels):
        down = bottom - _LEVEL * level
        sheet.rule(*sheet.domain, down, down, LIGHT.line, thickness=0.75, level="grid")
        sheet.text(sheet.across(0), down, name, size=SMALL, fill=LIGHT.muted)
    downs = [bottom - _LEVEL * one.level for one in stands]
    for at, (here, then) in enumerate(pairwise(downs)):
        sheet.rule(at, at + 1, here, then, LIGHT.accent, thickness=2)
    for at, down in enumerate(downs):
        sheet.point(at, down, "circle", 10, LIGHT.accent)
    _draw_days(sheet, stands, bottom + _BELOW)
    said = {
        "first": levels[stands[0].level],
        "last": levels[stands[-1].level],
        "count": frame.number(len(stands)),
    }
    rows = tuple((one.when, levels[one.level], *one.told) for one in stands)
    return sheet.chart(Table(header, rows), fill(frame.summary, said))


def _draw_days(sheet: Sheet, stands: Sequence[Stand], below: float) -> None:
    """All days where there is room for each, else the first and the last."""
    room = sheet.plot / len(stands)
    roomy = all(fits(one.when, room - 8, SMALL) for one in stands)
    for at, one in enumerate(stands):
        if roomy:
            sheet.text(at, below, one.when, size=SMALL, fill=LIGHT.muted, align="middle")
    if not roomy:
        half = sheet.plot / 2 - 8
        ends = [(sheet.domain[0], stands[0].when, "start"), (sheet.domain[1], stands[-1].when, "end")]
        for edge, when, align in ends[: len(stands)]:
            if fits(when, half, SMALL):
                sheet.text(edge, below, when, size=SMALL, fill=LIGHT.muted, align=align)
