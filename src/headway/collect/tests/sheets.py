"""Fills in the form of a period as people do: what a downloaded workbook holds, with rows typed into it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from headway.lib.workbooks import read_workbook

HEADS = 2
Typed = Mapping[str, Sequence[Mapping[str, Any]]]
Spoil = Callable[[Any, dict[str, Any]], None]


def rows_in(content: bytes, sheet: str = "Activities") -> list[dict[str, Any]]:
    """The rows below the headings, by the hidden names of the columns."""
    (found,) = [one for one in read_workbook(content, "form.xlsx") if one.name == sheet]
    names = [str(cell) for cell in found.rows[0]]
    return [dict(zip(names, row, strict=False)) for row in found.rows[HEADS:]]


def filled_in(content: bytes, typed: Typed, spoil: Spoil | None = None, *, leave_out: str = "") -> bytes:
    """The workbook with these cells typed into the rows of their numbers ("no"); `spoil` may do worse to it.

    `become` gives a row another number.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheets: dict[str, Any] = {}
    for sheet in read_workbook(content, "form.xlsx"):
        if sheet.name == leave_out:
            continue
        page = sheets[sheet.name] = book.add_worksheet(sheet.name)
        rows = [list(row) for row in sheet.rows]
        _type(rows, typed.get(sheet.name, ()))
        for line, row in enumerate(rows):
            for at, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(line, at, value, day)
                elif value != "":
                    page.write(line, at, value)
    if spoil:
        spoil(book, sheets)
    book.close()
    return out.getvalue()


def _type(rows: list[list[Any]], typed: Sequence[Mapping[str, Any]]) -> None:
    names = [str(cell) for cell in rows[0]] if rows else []
    places = {_number(row[0]): row for row in rows[HEADS:] if row}
    for cells in typed:
        row = places.get(_number(cells["no"]))
        if row is None:
            row = [""] * len(names)
            rows.append(row)
        row.extend([""] * (len(names) - len(row)))
        for name, value in ({**cells, "no": cells["become"]} if "become" in cells else cells).items():
            if name == "become":
                continue
            row[names.index(name)] = value


def _number(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) else str(value)
