"""Reads a form that was filled in: whose it is, which rows it has, and what in it is no value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from headway.collect.forms.sheets.columns import (
    FIRST_ROW,
    FORMAT,
    HIDDEN,
    NAMES_ROW,
    NO,
    SHEETS,
    TITLES,
    Column,
)
from headway.collect.forms.sheets.typed import text_of
from headway.lib.problems import Refused
from headway.lib.tongue import LANGUAGES
from headway.lib.workbooks import Sheet, cell_name, read_workbook

_LONGEST_NO = 20


@dataclass(frozen=True)
class Wrong:
    """What is refused: in which sheet and cell, and why; `kind` and `no` name the row where it is one of a sheet."""

    sheet: str
    cell: str
    reason: str
    kind: str = ""
    no: str = ""
    row: int = -1


@dataclass
class Line:
    """One row that is filled in."""

    kind: str
    no: str
    sheet: str
    row: int
    cells: Mapping[str, object]
    places: Mapping[str, int]

    def text(self, name: str) -> str:
        return text_of(self.cells.get(name, ""))

    def wrong(self, name: str, reason: str) -> Wrong:
        at = self.places.get(name, 0)
        return Wrong(self.sheet, cell_name(self.row, at), reason, self.kind, self.no, self.row)


@dataclass
class Filled:
    """A form as it came back."""

    file_id: UUID
    campaign: str
    office: str
    period: str
    language: str
    known: Mapping[tuple[str, str], tuple[str, Mapping[str, str]]]
    lines: dict[str, list[Line]] = field(default_factory=dict)
    # With those that are no plain rows of values.
    every: dict[str, list[Line]] = field(default_factory=lambda: {kind: [] for kind in SHEETS})
    wrong: list[Wrong] = field(default_factory=list)
    _ids: dict[tuple[str, str], UUID] = field(default_factory=dict)

    def id_of(self, kind: str, no: str) -> UUID:
        """Names a row of this file wherever it is sent."""
        made = self._ids.get((kind, no))
        if made is None:
            made = self._ids[kind, no] = uuid5(self.file_id, f"{kind}:{no}")
        return made


def read_form(content: bytes, name: str) -> Filled:
    """Read a form; raise Refused where the file is none, or lacks a sheet or a column."""
    sheets = read_workbook(content, name)
    filled = _whose(next((one for one in sheets if one.name == HIDDEN), None), name)
    for kind, columns in SHEETS.items():
        sheet = next((one for one in sheets if _is_of(one, kind)), None)
        if sheet is None:
            raise Refused(
                _("%(file)s has no sheet “%(sheet)s”; download the form again.")
                % {"file": name, "sheet": TITLES[kind]}
            )
        filled.lines[kind] = list(_lines(kind, sheet, _places(sheet, columns), filled))
    return filled


def _whose(sheet: Sheet | None, name: str) -> Filled:
    told = {text_of(row[0]): text_of(row[1]) for row in sheet.rows if len(row) > 1} if sheet else {}
    try:
        if sheet is None or told["format"] != FORMAT:
            raise KeyError("format")
        language = told["language"] if told["language"] in LANGUAGES else "en"
        whose = (told["campaign"], told["office"], told["period"])
        return Filled(UUID(told["file"]), *whose, language, dict(_known(sheet.rows)))
    except (KeyError, ValueError):
        raise Refused(
            _("%(file)s is not the form of a period; download the form, fill it in and send that file.")
            % {"file": name}
        ) from None


def _known(
    rows: Sequence[Sequence[object]],
) -> Iterator[tuple[tuple[str, str], tuple[str, Mapping[str, str]]]]:
    for row in rows:
        kind, no, key, marks = [*map(text_of, row), "", "", "", ""][:4]
        if kind in SHEETS and key:
            try:
                read = json.loads(marks or "{}")
            except ValueError:
                read = {}
            yield (kind, no), (key, read if isinstance(read, dict) else {})


def _is_of(sheet: Sheet, kind: str) -> bool:
    """A sheet is known by what its columns are called, not by its own name, which people change."""
    names = {text_of(cell) for cell in (sheet.rows[NAMES_ROW] if sheet.rows else ())}
    return sheet.name == str(TITLES[kind]) or {SHEETS[kind][1].name, SHEETS[kind][2].name} <= names


def _places(sheet: Sheet, columns: Sequence[Column]) -> dict[str, int]:
    cells = sheet.rows[NAMES_ROW] if sheet.rows else ()
    places = {text: at for at, cell in reversed(list(enumerate(cells))) if (text := text_of(cell))}
    for column in columns:
        if column.name not in places:
            raise Refused(
                _("The sheet “%(sheet)s” has no column “%(column)s” any more: its first row, which is hidden, names it. Download the form again.")
                % {"sheet": sheet.name, "column": column.head}
            )  # fmt: skip
    return {column.name: places[column.name] for column in columns}


def _lines(kind: str, sheet: Sheet, places: Mapping[str, int], filled: Filled) -> Iterator[Line]:
    """Rows in which more than the number stands; those that are no plain row of values are refused."""
    seen: dict[str, int] = {}
    odd = sheet.formulas | sheet.merged
    rows_with_odd = {row for row, _column in odd}
    for at in range(FIRST_ROW, len(sheet.rows)):
        cells = {name: sheet.at(at, column) for name, column in places.items()}
        if (
            not any(value not in ("", None) for name, value in cells.items() if name != NO)
            and at not in rows_with_odd
        ):
            continue
        line = Line(kind, text_of(cells[NO]), sheet.name, at, cells, places)
        filled.every[kind].append(line)
        if said := _why_not(line, seen, _odd_cell(sheet, at, places) if at in rows_with_odd else None):
            filled.wrong.append(said)
        else:
            seen[line.no] = at
            yield line


def _odd_cell(sheet: Sheet, row: int, places: Mapping[str, int]) -> tuple[str, bool] | None:
    """The first cell of a row that holds a formula, or is joined with others, and whether it is a formula."""
    for name, column in places.items():
        if (row, column) in sheet.formulas:
            return name, True
        if (row, column) in sheet.merged:
            return name, False
    return None


def _why_not(line: Line, seen: Mapping[str, int], odd: tuple[str, bool] | None) -> Any:
    if odd is not None:
        name, is_formula = odd
        return line.wrong(
            name,
            _("Here stands a formula: write its value.") if is_formula else _("This cell is joined with others: part them."),
        )  # fmt: skip
    if not line.no or len(line.no) > _LONGEST_NO:
        return line.wrong(
            NO, _("The row has no number: write one that no other row has, as in the rows above.")
        )
    if line.no in seen:
        return line.wrong(
            NO, _("Row %(row)s has this number already: give each row its own.") % {"row": seen[line.no] + 1}
        )
    return None
