"""Writes the form of a period as an XLSX: what to do, the sheets to fill in, and the lists behind their drop-downs.

The same content under the same file id gives the same bytes. Headings are protected without a password: against slips,
not against people.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from headway.collect.forms.sheets.columns import (
    ACTIVITIES,
    FIRST_ROW,
    FORMAT,
    HEADS_ROW,
    HIDDEN,
    NAMES_ROW,
    NO,
    SEVERAL,
    SHEETS,
    TITLES,
    Column,
)
from headway.collect.forms.sheets.typed import Lists, Rows, text_of
from headway.pages.speech import speech

REASON = "reason"
BLANK_ROWS = 300
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows of no time zones
_LONGEST_LIST, _LONGEST_HELP = 5_000, 250
_FIRST_DAY = date(1900, 1, 1)


@dataclass(frozen=True)
class Whose:
    """Which form it is: of this campaign, office and period, and of these languages (of the file and of its stories)."""

    campaign: Any
    office: Any
    period: Any
    file_id: UUID

    @property
    def told_in(self) -> str:
        return str(self.office.language or self.campaign.language)


def write_form(whose: Whose, rows: Rows, lists: Lists, blank: int = BLANK_ROWS) -> bytes:
    """The form in the active language; where rows have reasons, these stand beside them."""
    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": _MADE, "title": _("Form of a period")})
    writer = _Writer(book, rows, lists, {}, blank)
    writer.read_me(whose)
    sheets = {kind: book.add_worksheet(str(TITLES[kind])[:31]) for kind in SHEETS}
    writer.lists_sheet()
    for kind, sheet in sheets.items():
        writer.fill(kind, sheet)
    writer.hidden_sheet(whose)
    sheets[ACTIVITIES].activate()
    book.close()
    return out.getvalue()


@dataclass
class _Writer:
    book: Any
    rows: Rows
    lists: Lists
    ranges: dict[str, str]
    blank: int

    def __post_init__(self) -> None:
        add = self.book.add_format
        wrapped = {"text_wrap": True, "valign": "top"}
        self.title = add({"bold": True, "font_size": 16})
        self.head = add(
            {"bold": True, "bg_color": "#E8EEF4", "border": 1, "border_color": "#9AA8B5", **wrapped}
        )
        self.text = add({"locked": False, "num_format": "@", **wrapped})
        self.day = add({"locked": False, "num_format": "yyyy-mm-dd", "valign": "top"})
        self.number = add({"locked": False, "num_format": "#,##0.######", "valign": "top"})
        self.plain = add({"locked": False, "valign": "top"})
        self.wrong = add({"font_color": "#A40000", **wrapped})
        self.wrapped = add(wrapped)

    def read_me(self, whose: Whose) -> None:
        here, sheet = speech(), self.book.add_worksheet(_("Read me")[:31])
        if get_language_bidi():
            sheet.right_to_left()
        sheet.set_column(0, 0, 90)
        sheet.hide_gridlines(2)
        said = (here.say(whose.campaign.name), here.say(whose.office.name), here.say(whose.period.name))
        sheet.write_string(0, 0, " · ".join(said), self.title)
        for at, text in enumerate(self._told(whose), 2):
            sheet.write_string(at, 0, text, self.wrapped)
        sheet.protect("", {"select_locked_cells": True})

    def _told(self, whose: Whose) -> Sequence[str]:
        language = speech().tongue(whose.told_in)
        return (
            _("Write one activity a row in the sheet “Activities”, and each number that you counted in “Figures”, beside the number of its activity."),
            _("A heading tells more when you point at it. Where a cell offers a list, choose from it."),
            _("Write titles and stories in this language: %(language)s.") % {"language": language},
            _("What you have entered already is in the sheets. Change it here and it is changed when you send the file; a row that you delete here stays online."),
            _("Write values, no formulas, and do not join cells. Days are days, such as 2014-10-15."),
            _("Send the file on the page of your return. You are shown what would change before anything is saved, and the same file sent twice changes nothing."),
            _("What one number is already counted in, photos, and what people said are told on the page of the activity."),
        )  # fmt: skip

    def lists_sheet(self) -> None:
        """What can be chosen, a column a list; out of sight, since nobody has to read it."""
        sheet = self.book.add_worksheet("lists")
        wanted = dict.fromkeys(
            column.of for columns in SHEETS.values() for column in columns if column.of in self.lists
        )
        for at, name in enumerate(wanted):
            said = list(self.lists[name].values())[:_LONGEST_LIST]
            for line, one in enumerate(said):
                sheet.write_string(line, at, one)
            if said:
                letter = chr(65 + at)
                self.ranges[name] = f"=lists!${letter}$1:${letter}${len(said)}"
        sheet.hide()

    def hidden_sheet(self, whose: Whose) -> None:
        """Whose form it is, and of each row its record and as what it was found."""
        sheet = self.book.add_worksheet(HIDDEN)
        told = {
            "format": FORMAT, "file": str(whose.file_id), "campaign": whose.campaign.key,
            "office": whose.office.key, "period": whose.period.key, "language": get_language() or "en",
        }  # fmt: skip
        lines = [*((name, value) for name, value in told.items()), *self.rows.known]
        for at, line in enumerate(lines):
            for column, text in enumerate(line):
                sheet.write_string(at, column, text)
        sheet.very_hidden()

    def fill(self, kind: str, sheet: Any) -> None:
        columns, cells = SHEETS[kind], self.rows.cells[kind]
        if get_language_bidi():
            sheet.right_to_left()
        self.heads(columns, sheet)
        last = FIRST_ROW + len(cells) + self.blank - 1
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width, self._format(column))
            self._offer(sheet, column, at, last)
        for line, row in enumerate(cells, FIRST_ROW):
            for at, column in enumerate(columns):
                self._write(sheet, line, at, row.get(column.name, ""), column)
        highest = max((int(text) for row in cells if (text := text_of(row.get(NO))).isdecimal()), default=0)
        for extra in range(self.blank):
            sheet.write_number(FIRST_ROW + len(cells) + extra, 0, highest + extra + 1, self.plain)
        if self.rows.reasons:
            self._say_why(kind, sheet, len(columns))
        sheet.freeze_panes(FIRST_ROW, 3 if kind == ACTIVITIES else 2)
        allowed = ("format_columns", "format_rows", "sort", "autofilter", "insert_rows", "delete_rows")
        sheet.protect("", dict.fromkeys(allowed, True))

    def heads(self, columns: Sequence[Column], sheet: Any) -> None:
        sheet.set_row(NAMES_ROW, None, None, {"hidden": True})
        sheet.set_row(HEADS_ROW, 32)
        for at, column in enumerate(columns):
            sheet.write_string(NAMES_ROW, at, column.name)
            sheet.write_string(HEADS_ROW, at, str(column.head), self.head)
            if said := _help(column):
                sheet.write_comment(HEADS_ROW, at, said, {"x_scale": 2, "author": "Headway"})

    def _say_why(self, kind: str, sheet: Any, at: int) -> None:
        sheet.write_string(NAMES_ROW, at, REASON)
        sheet.write_string(HEADS_ROW, at, _("What has to be mended"), self.head)
        sheet.set_column(at, at, 60, self.wrapped)
        for line in range(FIRST_ROW, FIRST_ROW + len(self.rows.cells[kind])):
            if reason := self.rows.reasons.get((kind, line - FIRST_ROW)):
                sheet.write_string(line, at, reason, self.wrong)

    def _format(self, column: Column) -> Any:
        if column.day:
            return self.day
        return self.number if column.number else self.plain if column.name == NO else self.text

    def _write(self, sheet: Any, line: int, at: int, value: Any, column: Column) -> None:
        shape = self._format(column)
        if isinstance(value, (Decimal, int, float)):
            sheet.write_number(line, at, float(value), shape)
        elif isinstance(value, date):
            sheet.write_datetime(line, at, value, shape)
        elif value:
            sheet.write_string(line, at, value[:32_767], shape)

    def _offer(self, sheet: Any, column: Column, at: int, last: int) -> None:
        """A list to choose from, or a day to be a day. Only warned of: the program reads more than a spreadsheet knows."""
        rule: dict[str, Any] = {"ignore_blank": True, "error_type": "warning"}
        if column.of in self.ranges:
            rule |= {"validate": "list", "source": self.ranges[column.of], "show_error": not column.many}
        elif column.of == "activity":
            rule |= {
                "validate": "list",
                "source": f"='{_quoted(TITLES[ACTIVITIES])}'!$A${FIRST_ROW + 1}:$A${self._last_activity()}",
            }
        elif column.day:
            rule |= {"validate": "date", "criteria": ">=", "value": _FIRST_DAY}
        else:
            return
        if column.many:
            rule["input_message"] = str(SEVERAL)
        sheet.data_validation(FIRST_ROW, at, last, at, rule)

    def _last_activity(self) -> int:
        return FIRST_ROW + len(self.rows.cells[ACTIVITIES]) + self.blank


def _quoted(name: Any) -> str:
    return str(name).replace("'", "''")


def _help(column: Column) -> str:
    said = str(column.help)
    return f"{said} {SEVERAL}".strip()[:_LONGEST_HELP] if column.many else said[:_LONGEST_HELP]
