"""How each item of evidence moved a claim: from where one began, step by step, to how sure one may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import wrap
from headway.charts._sheet import BODY, ROOMY, SMALL, Sheet, block_height, nothing
from headway.charts.palette import LIGHT

_HALF, _GAP, _TOP = 5.5, 24.0, 30.0
_ONWARD, _BACK = "M-1,-1L1,0L-1,1Z", "M1,-1L-1,0L1,1Z"


@dataclass(frozen=True)
class Move:
    """One item: what it is called, from where to where (0 to 1) it moved the claim, and both in words.

    What moved nothing has its reason in `text`, and is drawn as a dot where the claim stood.
    """

    label: str
    before: float
    after: float
    text: str
    counts: bool = True


@dataclass(frozen=True)
class WeighingWords:
    """What stands at the ends and in the middle of the scale, and the heads of the table's columns."""

    false: str
    even: str
    true: str
    label: str
    value: str


def weighing(frame: Frame, moves: Sequence[Move], words: WeighingWords) -> Chart:
    """Draw the moves in the order given, one below the other, each from where the one before it ended."""
    header = (words.label, words.value)
    if not moves:
        return nothing(frame, header)
    above = frame.width < ROOMY
    names = 0 if above else frame.width * 0.46
    room = frame.width if above else names - _GAP
    labels = [(wrap(one.label, room, BODY), wrap(one.text, room, SMALL)) for one in moves]
    rows = [_row(len(label), len(text), above=above) for label, text in labels]
    height = _TOP + sum(rows) + 8
    sheet = Sheet(frame, height, start=names, end=8, domain=(0, 1))
    _scale(sheet, words, height)
    down = _TOP
    for at, (one, (label, text), row) in enumerate(zip(moves, labels, rows, strict=True)):
        block = block_height(len(label)) + block_height(len(text), SMALL)
        top = down + (6 if above else (row - block) / 2)
        sheet.text(sheet.across(0), top + block_height(len(label)) / 2, label)
        sheet.text(
            sheet.across(0),
            top + block - block_height(len(text), SMALL) / 2,
            text,
            size=SMALL,
            fill=LIGHT.muted,
        )
        middle = top + block + 14 if above else down + row / 2
        _draw(sheet, one, middle)
        if at + 1 < len(moves):
            later = rows[at + 1]
            _on(sheet, one.after, middle, down + row + (later if above else later / 2))
        down += row
    return sheet.chart(Table(header, tuple((one.label, one.text) for one in moves)), fill(frame.summary, {}))


def _row(label: int, text: int, *, above: bool) -> float:
    block = block_height(label) + block_height(text, SMALL)
    return block + (34 if above else 16)


def _scale(sheet: Sheet, words: WeighingWords, height: float) -> None:
    for at in (0.0, 0.25, 0.5, 0.75, 1.0):
        sheet.rule(at, at, _TOP - 8, height, LIGHT.line, dash=at == 0.5, level="grid")
    for at, said, side in (
        (0.0, words.false, "start"),
        (0.5, words.even, "middle"),
        (1.0, words.true, "end"),
    ):
        sheet.text(at, _TOP - 18, said, size=SMALL, fill=LIGHT.muted, align=side)


def _draw(sheet: Sheet, one: Move, middle: float) -> None:
    """A solid arrow towards true, a pale one with an edge towards false."""
    if not one.counts or abs(one.after - one.before) < sheet.step(1):
        sheet.point(one.after, middle, "circle", 7, LIGHT.paper, stroke=LIGHT.edge)
        return
    up = one.after > one.before
    tip = sheet.step(8) * (1 if up else -1)
    stem = one.after - tip
    if (stem > one.before) == up:
        ends = sorted((one.before, stem))
        fill_in, stroke = (LIGHT.accent, "") if up else (LIGHT.tone_low, LIGHT.edge)
        sheet.rect(ends[0], ends[1], middle - _HALF, middle + _HALF, fill_in, stroke=stroke)
    sheet.point(
        one.after - tip / 2, middle, _ONWARD if up else _BACK, 2 * _HALF + 5,
        LIGHT.accent if up else LIGHT.tone_low, stroke="" if up else LIGHT.edge, thickness=1,
    )  # fmt: skip


def _on(sheet: Sheet, at: float, top: float, bottom: float) -> None:
    """The line from where one item left the claim to where the next takes it up."""
    sheet.rule(at, at, top + _HALF, bottom, LIGHT.edge, thickness=0.75, dash=True, level="grid")
