"""Nested tiers: a whole and the parts inside its parts, as bars of one height whose lengths compare; none is added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import text_width, wrap
from headway.charts._sheet import BODY, Sheet, block_height, nothing
from headway.charts.palette import LIGHT

_ROW, _BAR = 46.0, 22.0
_FILLS = (LIGHT.accent_faint, LIGHT.accent_soft, LIGHT.accent_mid, LIGHT.accent)


@dataclass(frozen=True)
class Tier:
    """A part that holds all later ones; `text` is its value in words."""

    label: str
    value: float
    text: str


@dataclass(frozen=True)
class TierWords:
    label: str
    value: str


def nested_tiers(frame: Frame, tiers: Sequence[Tier], words: TierWords) -> Chart:
    """Draw tiers from the widest to the innermost. The summary may use {whole} and {inner}."""
    header = (words.label, words.value)
    ordered = sorted(tiers, key=lambda tier: -tier.value)
    if not ordered or ordered[0].value <= 0:
        return nothing(frame, header)
    names = frame.width * (0.34 if frame.width >= 520 else 0.38)
    labels = [wrap(tier.label, names - 14, BODY) for tier in ordered]
    rows = [max(_ROW, block_height(len(lines)) + 14) for lines in labels]
    end = text_width(ordered[0].text, BODY) + 12
    sheet = Sheet(frame, sum(rows) + 2, start=names, end=end, domain=(0, ordered[0].value))
    down = 1.0
    for number, (tier, lines, row) in enumerate(zip(ordered, labels, rows, strict=True)):
        middle = down + row / 2
        within = ordered[number - 1].value if number else tier.value
        _draw(sheet, tier, within, _fill(number, len(ordered)), middle)
        sheet.text(sheet.across(0), middle, lines)
        sheet.text(tier.value + sheet.step(8), middle, tier.text)
        if number:
            sheet.rule(sheet.across(0), 0, down, down, LIGHT.line, level="grid")
        down += row
    said = {"whole": ordered[0].text, "inner": ordered[-1].text}
    return sheet.chart(
        Table(header, tuple((tier.label, tier.text) for tier in ordered)), fill(frame.summary, said)
    )


def _draw(sheet: Sheet, tier: Tier, within: float, colour: str, middle: float) -> None:
    """One tier as a bar, in the faint outline of the one that holds it."""
    half, top, bottom = sheet.step(0.5), middle - _BAR / 2, middle + _BAR / 2
    if within > tier.value:
        sheet.rect(half, within - half, top, bottom, LIGHT.faint, stroke=LIGHT.accent_soft)
    end = max(tier.value, sheet.step(3))
    sheet.rect(half, end - half, top, bottom, colour, stroke=LIGHT.accent_mid)


def _fill(number: int, count: int) -> str:
    """Paler outside, deeper inside; the innermost is always the deepest, as no words ever stand on it."""
    return _FILLS[-1] if number == count - 1 and count > 1 else _FILLS[min(number, 2)]
