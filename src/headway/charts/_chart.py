"""What a chart is: the picture, its title, one sentence that reads it, and the table behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Direction = Literal["ltr", "rtl"]


def plain_number(value: float) -> str:
    """A number as digits only, where the caller gives no way of writing numbers in its language."""
    return f"{value:.10g}" if value % 1 else str(int(value))


@dataclass(frozen=True)
class Table:
    """The data of a chart as text, row by row, for those who would rather read than look."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Frame:
    """What every chart is told beside its data: its words, its language, which way it runs, and how wide it is.

    `summary` may hold names in braces (`{rated}`); each chart says which it fills in. `empty` is shown where there is
    nothing to show. `number` writes a number in the language of the reader.
    """

    title: str
    summary: str
    empty: str
    language: str = "en"
    direction: Direction = "ltr"
    width: int = 640
    number: Callable[[float], str] = field(default=plain_number, compare=False)

    @property
    def mirrored(self) -> bool:
        return self.direction == "rtl"


@dataclass(frozen=True)
class Chart:
    """A drawn chart. `svg` can stand in a page, in Typst, or go through `render_png` into a Word file."""

    svg: str
    title: str
    summary: str
    table: Table
    width: int
    height: int


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put values for the names in braces that a chart knows; leave every other brace alone."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), template)
