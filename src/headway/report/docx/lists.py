"""Bullets and numbers for Word: one definition of each, and a fresh count for every numbered list."""

from __future__ import annotations

from typing import Any

from headway.report.docx.styles import ACCENT
from headway.report.docx.xml import Element, make

BULLETS = 900
_BULLETS_KIND, _NUMBERS_KIND = 900, 901


def define_lists(document: Any) -> None:
    """Put the two kinds of list into the file."""
    numbering = document.part.numbering_part.element
    first = numbering.find(make("num").tag)
    for kind in (_kind(_BULLETS_KIND, "bullet", "•"), _kind(_NUMBERS_KIND, "decimal", "%1.")):
        if first is None:
            numbering.append(kind)
        else:
            first.addprevious(kind)
    numbering.append(make("num", make("abstractNumId", val=_BULLETS_KIND), numId=BULLETS))


def new_numbers(document: Any, start: int) -> int:
    """A numbered list that begins at `start`, whatever was counted before."""
    numbering = document.part.numbering_part.element
    name = max(int(num.get(make("num", numId=0).keys()[0])) for num in numbering.findall(make("num").tag)) + 1
    restart = make("lvlOverride", make("startOverride", val=start), ilvl=0)
    numbering.append(make("num", make("abstractNumId", val=_NUMBERS_KIND), restart, numId=name))
    return name


def _kind(name: int, shape: str, text: str) -> Element:
    level = make(
        "lvl",
        make("start", val=1),
        make("numFmt", val=shape),
        make("lvlText", val=text),
        make("lvlJc", val="left"),
        make("pPr", make("ind", left=360, hanging=360)),
        make("rPr", make("color", val=ACCENT)),
        ilvl=0,
    )
    return make("abstractNum", make("multiLevelType", val="singleLevel"), level, abstractNumId=name)
