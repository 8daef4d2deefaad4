"""Shares with their doubt: a dot where the share was found, a band as wide as chance may have moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import widest, wrap
from headway.charts._legend import Entry, draw_legend, legend_height
from headway.charts._sheet import BODY, ROOMY, SMALL, Sheet, block_height, nothing
from headway.charts.palette import LIGHT

_HALF, _GAP, _TOP = 5.5, 20.0, 24.0


@dataclass(frozen=True)
class Doubted:
    """One share from 0 to 1, in words, and the ends of its band; without a band where nobody knows how wide it is."""

    label: str
    share: float
    text: str
    low: float | None = None
    high: float | None = None
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class DoubtWords:
    """The heads of the columns (of label, share, and any further cells), what the band means, and the ends of the scale."""

    label: str
    share: str
    band: str
    ends: tuple[str, str]
    more: tuple[str, ...] = ()


def shares_with_doubt(frame: Frame, rows: Sequence[Doubted], words: DoubtWords) -> Chart:
    """Draw the rows in the order given, all on the scale from none to all. The summary may use {count} and {largest}."""
    header = (words.label, words.share, *words.more)
    if not rows:
        return nothing(frame, header)
    above = frame.width < ROOMY
    names = 8 if above else frame.width * 0.36
    said = widest([row.text for row in rows], SMALL)
    labels = [wrap(row.label, (frame.width if above else names) - _GAP, BODY) for row in rows]
    heights = [block_height(len(lines)) + (26 if above else 14) for lines in labels]
    key = [Entry(words.band, _sample, 30)] if any(row.low is not None for row in rows) else []
    height = _TOP + sum(heights) + (12 + legend_height(key, frame.width) if key else 0)
    sheet = Sheet(frame, height, start=names, end=said + _GAP, domain=(0, 1))
    for at, side in ((0.0, "start"), (1.0, "end")):
        sheet.text(at, 8, words.ends[int(at)], size=SMALL, fill=LIGHT.muted, align=side)
    for at in (0.0, 0.25, 0.5, 0.75, 1.0):
        sheet.rule(at, at, _TOP - 8, _TOP + sum(heights), LIGHT.line, dash=at == 0.5, level="grid")
    down = _TOP
    for row, lines, tall in zip(rows, labels, heights, strict=True):
        named = block_height(len(lines)) + 4 if above else 0
        middle = down + named + (tall - named) / 2
        sheet.text(sheet.across(0), down + named / 2 if above else middle, lines)
        _draw(sheet, row, middle)
        sheet.text(sheet.across(frame.width - said - 2), middle, row.text, size=SMALL)
        down += tall
    draw_legend(sheet, key, down + 12)
    largest = max(rows, key=lambda row: row.share)
    table = tuple((row.label, row.text, *row.told) for row in rows)
    return sheet.chart(
        Table(header, table),
        fill(frame.summary, {"count": frame.number(len(rows)), "largest": largest.label}),
    )


def _draw(sheet: Sheet, row: Doubted, middle: float) -> None:
    if row.low is not None and row.high is not None:
        hair = sheet.step(0.5)
        sheet.rect(
            row.low + hair, max(row.high - hair, row.low + 2 * hair), middle - _HALF, middle + _HALF,
            LIGHT.accent_faint, stroke=LIGHT.accent_mid,
        )  # fmt: skip
    sheet.point(row.share, middle, "circle", 8, LIGHT.accent)


def _sample(sheet: Sheet, x: float, x2: float, y: float) -> None:
    sheet.rect(x, x2, y - _HALF, y + _HALF, LIGHT.accent_faint, stroke=LIGHT.accent_mid)
    sheet.point((x + x2) / 2, y, "circle", 8, LIGHT.accent)
