"""A table as a file that people take away: CSV or XLSX. No cell is ever taken for a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from headway.lib.csvtext import write_table
from headway.lib.rows import dump_number
from headway.lib.workbooks import cell_name

Cell = str | Decimal
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
# A workbook holds no longer text in a cell.
LONGEST = 32_767
_NARROWEST, _WIDEST, _LOOKED_AT = 8, 50, 200
_SHEET, _AT_ONCE = "xl/worksheets/sheet1.xml", 500
_EXTENT = re.compile(rb'<dimension ref="[^"]*"/>')
# Signs that the file format writes otherwise, and texts that look as if they were such signs.
_ODD = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_INSTEAD = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
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
    """The workbook is XlsxWriter's, with its headings; the rows are put into it as text, which takes a fifth of the time."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_shell(heads, rows, name, from_right=from_right))) as shell,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for part in shell.infolist():
            entry = zipfile.ZipInfo(part.filename, part.date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with packed.open(entry, "w") as file:
                content = shell.read(part)
                if part.filename != _SHEET:
                    file.write(content)
                    continue
                before, end, after = content.partition(b"</sheetData>")
                end_cell = cell_name(len(rows), len(heads) - 1)
                file.write(_EXTENT.sub(f'<dimension ref="A1:{end_cell}"/>'.encode(), before, count=1))
                for some in _in_parts(rows):
                    file.write(some.encode())
                file.write(end + after)
    return out.getvalue()


def _shell(heads: Sequence[str], rows: Sequence[Sequence[Cell]], name: str, *, from_right: bool) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]

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
    book.close()
    return out.getvalue()


def _in_parts(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """The rows as the file format has them, some at a time; every text is said to be one, so that none is run."""
    letters = [cell_name(0, column)[:-1] for column in range(max(map(len, rows), default=0))]
    for begin in range(0, len(rows), _AT_ONCE):
        lines = []
        for line, row in enumerate(rows[begin : begin + _AT_ONCE], begin + 2):
            cells = "".join(
                [
                    _cell(f"{letter}{line}", cell)
                    for letter, cell in zip(letters, row, strict=False)
                    if cell != ""
                ]
            )
            lines.append(f'<row r="{line}">{cells}</row>')
        yield "".join(lines)


def _cell(place: str, cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f'<c r="{place}"><v>{float(cell):.16G}</v></c>'
    text = cell[:LONGEST]
    if _ODD.search(text):
        text = _ODD.sub(lambda sign: _INSTEAD.get(sign[0]) or f"_x{ord(sign[0][0]):04X}_{sign[0][1:]}", text)
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
