"""A table as a file that people take away: CSV or XLSX. No cell is ever taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import xlsxwriter  # type: ignore[import-untyped]

from headway.lib.csvtext import write_table
from headway.lib.rows import dump_number

Cell = str | Decimal
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
# A workbook holds no longer text in a cell.
LONGEST = 32_767
_NARROWEST, _WIDEST, _LOOKED_AT = 8, 50, 200
# The same list gives the same bytes.
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows of no time zones


def table_file(
    form: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], *, name: str, from_right: bool = False
) -> bytes:
    """The table in this form, its heads in the first row; `from_right` where its language is written from the right."""
    if form == "csv":
        return write_table([heads, *([_plain(cell) for cell in row] for row in rows)]).encode()
    return _workbook(heads, rows, name, from_right=from_right)


def _plain(cell: Cell) -> str:
    return dump_number(cell) if isinstance(cell, Decimal) else cell


def _workbook(heads: Sequence[str], rows: Sequence[Sequence[Cell]], name: str, *, from_right: bool) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet(name[:31])
    if from_right:
        sheet.right_to_left()
    for column, head in enumerate(heads):
        widest = max([len(head) + 2, *(len(_plain(row[column])) for row in rows[:_LOOKED_AT])])
        sheet.set_column(column, column, min(max(widest, _NARROWEST), _WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    bold = book.add_format({"bold": True})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, Decimal):
                sheet.write_number(line, column, float(cell))
            elif cell:
                sheet.write_string(line, column, cell[:LONGEST])
    book.close()
    return out.getvalue()
