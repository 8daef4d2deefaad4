"""What stands over both columns of a page, and what a column would make into slivers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from headway.report.blocks import KeyFigures, Table

# As much room as a picture takes.
PICTURE = 1_500
# Tables of so many columns are too narrow in one column; of so much text, they would not fit a page.
MANY_COLUMNS = 4
MOST_FLOATING, MOST_ROWS = 2_600, 30
# Of fewer columns, rows take but a line over both columns of a page, where in one they would be torn between columns.
FEW_ROWS, MOST_FLOATING_IN_LINES = 12, 4_600
# Rows of two cells with so much text between them, on average, are set below one another.
LONG_ROW = 150
# Pictures up to this width (in their own pixels) stand within a column.
NARROW_PICTURE = 440
# Height by width of the tallest picture that fits a page, over both columns and within one.
TALLEST, TALLEST_NARROW = 1.2, 2.5
_VIEW_BOX = re.compile(r'viewBox="[-0-9.]+[ ,]+[-0-9.]+[ ,]+([0-9.]+)[ ,]+([0-9.]+)"')


def is_broad_table(table: Table, length: int) -> bool:
    """True for a table of many columns, or of many rows, that fits a page: it floats, and what floats is not broken."""
    if len(table.rows) > MOST_ROWS:
        return False
    if len(table.columns) >= MANY_COLUMNS:
        return length <= MOST_FLOATING
    return len(table.rows) > FEW_ROWS and length <= MOST_FLOATING_IN_LINES


def is_stacked_table(table: Table, length: int) -> bool:
    """True for a long table whose cells would be slivers in a column: each row is set as a paragraph instead."""
    if len(table.columns) >= MANY_COLUMNS:
        return length > MOST_FLOATING
    return len(table.columns) == 2 and length > LONG_ROW * max(len(table.rows), 1)


def is_broad_picture(svg: str) -> bool:
    """True for a picture that would be too small within a column."""
    return _size(svg)[0] > NARROW_PICTURE


def is_tall(svg: str) -> bool:
    """True for a picture that would not fit a page at the full width of its place."""
    width, height = _size(svg)
    return height > width * (TALLEST if width > NARROW_PICTURE else TALLEST_NARROW)


def _size(svg: str) -> tuple[float, float]:
    box = _VIEW_BOX.search(svg)
    return (float(box.group(1)), float(box.group(2))) if box else (NARROW_PICTURE + 1, 0)


def figures_in_a_row(block: KeyFigures, *, alone: bool) -> int:
    """How many key figures stand side by side: two in a column, three or four across a page."""
    count = len(block.figures)
    if not alone and count < 3:
        return 2
    return 3 if count % 3 == 0 and count < 9 else min(count, 4)


def length_of(node: Any) -> int:
    """How much text a node holds, roughly; a picture counts as much text."""
    if isinstance(node, str) and node.startswith("<svg"):
        return PICTURE
    if isinstance(node, str):
        return len(node)
    if isinstance(node, dict):
        return length_of(node.values())
    return sum(map(length_of, node)) if isinstance(node, Iterable) else 0
