"""Workbooks that people send in: looked over before they are opened, read as values, with what is no value named by its cell.

Nothing in a workbook is run. What holds macros, is locked with a password, unpacks to more than memory holds or spreads
over more rows than are read is refused before it is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from headway.lib.packed import holds_macros, unpacked_size
from headway.lib.problems import Refused
from headway.lib.tongue import say

LARGEST = 10_000_000
MOST_UNPACKED = 120_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
_OLE = b"\xd0\xcf\x11\xe0"
_CELL = re.compile(rb'<(?:\w+:)?(c|f)(?=[\s>/])(?:[^>]*?\sr="([A-Z]{1,3})(\d{1,7})")?')
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows from the first on, and the cells (row and column from 0) that hold more than a value."""

    name: str
    rows: Sequence[Sequence[object]]
    formulas: frozenset[tuple[int, int]]
    merged: frozenset[tuple[int, int]]

    def at(self, row: int, column: int) -> object:
        """What stands there; "" beyond what is filled in."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""


def cell_name(row: int, column: int) -> str:
    """`B7` for row 6 and column 1, as a spreadsheet calls it."""
    letters, left = "", column + 1
    while left:
        left, at = divmod(left - 1, 26)
        letters = chr(65 + at) + letters
    return f"{letters}{row + 1}"


def read_workbook(content: bytes, name: str) -> list[Sheet]:
    """The sheets of an XLSX; raise Refused, in words that help, where it is none or one that is not opened."""
    if len(content) > LARGEST:
        raise Refused(say("{file} is larger than {number} MB", file=name, number=LARGEST // 1_000_000))
    if not content.strip():
        raise Refused(say("{file} is empty", file=name))
    if content.startswith(_OLE):
        raise Refused(
            say("{file} is locked with a password or of an old kind; save it as XLSX without a password", file=name)
        )  # fmt: skip
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _look_over(packed, name)
            # A directory that tells of less than it holds fails here, before a reader trusts it.
            if packed.testzip():
                raise Refused(_no_workbook(name))
            formulas = {sheet: _formulas(packed, path, name) for sheet, path in _paths(packed).items()}
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise Refused(_no_workbook(name)) from None
    return _sheets(content, formulas, name)


def _no_workbook(name: str) -> str:
    return say("{file} is no workbook that can be read; send the form as XLSX", file=name)


def _look_over(packed: zipfile.ZipFile, name: str) -> None:
    entries = packed.infolist()
    if unpacked_size(packed) > MOST_UNPACKED:
        raise Refused(
            say("{file} unpacks to more than {number} MB", file=name, number=MOST_UNPACKED // 1_000_000)
        )
    names = {entry.filename.lower() for entry in entries}
    if holds_macros(packed):
        raise Refused(say("{file} holds macros; save it as XLSX, without them", file=name))
    if "encryptedpackage" in names or any(entry.flag_bits & 1 for entry in entries):
        raise Refused(say("{file} is locked with a password; save it without one", file=name))
    if "xl/workbook.xml" not in names:
        raise Refused(_no_workbook(name))


def _paths(packed: zipfile.ZipFile) -> Mapping[str, str]:
    """Where each sheet lies, by its name."""
    relations = {
        found["Id"]: found["Target"].removeprefix("/")
        for found in _attributes(_RELATION, packed.read("xl/_rels/workbook.xml.rels"))
    }
    return {
        unescape(found["name"]): target if target.startswith("xl/") else f"xl/{target}"
        for found in _attributes(_SHEET, packed.read("xl/workbook.xml"))
        if (target := relations[next(value for key, value in found.items() if key.endswith(":id"))])
    }


def _attributes(tag: re.Pattern[str], text: bytes) -> list[dict[str, str]]:
    return [dict(_ATTRIBUTE.findall(found)) for found in tag.findall(text.decode("utf-8", "replace"))]


def _formulas(packed: zipfile.ZipFile, path: str, name: str) -> frozenset[tuple[int, int]]:
    """The cells that hold formulas; refuse a sheet that spreads further than is read, before anything makes room for it."""
    found, here = set(), (0, 0)
    for tag, letters, digits in _CELL.findall(packed.read(path)):
        if tag == b"f":
            found.add(here)
        elif letters:
            here = (int(digits) - 1, _column(letters))
            if here[0] >= MOST_ROWS or here[1] >= MOST_COLUMNS:
                raise Refused(
                    say("{file}: cell {cell} lies beyond the {rows} rows that are read", file=name, cell=cell_name(*here), rows=MOST_ROWS)
                )  # fmt: skip
    return frozenset(found)


def _column(letters: bytes) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + letter - 64
    return at - 1


def _sheets(content: bytes, formulas: Mapping[str, frozenset[tuple[int, int]]], name: str) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        read = []
        for one in book.sheet_names:
            sheet = book.get_sheet_by_name(one)
            rows = sheet.to_python(skip_empty_area=False)
            read.append(Sheet(one, rows, formulas.get(one, frozenset()), _merged(sheet)))
    except (CalamineError, ValueError, OverflowError):
        raise Refused(_no_workbook(name)) from None
    return read


def _merged(sheet: object) -> frozenset[tuple[int, int]]:
    """The cells that are joined with others."""
    joined: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in getattr(sheet, "merged_cell_ranges", None) or ():
        rows, columns = range(top, min(bottom, MOST_ROWS) + 1), range(left, min(right, MOST_COLUMNS) + 1)
        joined |= {(row, column) for row in rows for column in columns}
    return frozenset(joined)
