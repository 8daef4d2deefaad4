"""Tells what a row of the form would change, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headway.collect.forms.activity import ActivityForm
from headway.collect.forms.figures import FigureForm, plain
from headway.collect.forms.sheets.reading import Line
from headway.collect.forms.sheets.typed import Lists
from headway.collect.queries.entering import TOLD
from headway.collect.rows import ActivityRow, FigureRow
from headway.lib.precision import Precision
from headway.pages.fields import field_name
from headway.pages.speech import speech

_LONGEST = 300


@dataclass(frozen=True)
class Field:
    """One field: what it said, and what it would say."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One row that would be added or changed."""

    kind: str
    no: str
    sheet: str
    row: int
    is_new: bool
    fields: tuple[Field, ...]
    after: ActivityRow | FigureRow
    lists: Lists

    @property
    def title(self) -> str:
        """Said where it is shown: of ten thousand changes a page names a few."""
        after = self.after
        return (
            speech().say(after.name) if isinstance(after, ActivityRow) else _figure_title(after, self.lists)
        )


def told_change(
    line: Line,
    before: Any,
    after: Any,
    lists: Lists,
    parts: Sequence[FigureRow] = (),
    old: Sequence[FigureRow] = (),
) -> Change:
    """The change of one row; of a new one no fields are told, since all are new."""
    fields: tuple[Field, ...] = ()
    if before is not None:
        fields = (
            _of_activity(before, after, lists) if isinstance(after, ActivityRow) else _of_figure(before, after, lists, parts, old)
        )  # fmt: skip
    return Change(line.kind, line.no, line.sheet, line.row + 1, before is None, fields, after, lists)


def _figure_title(row: FigureRow, lists: Lists) -> str:
    return f"{lists['measure'].get(row.measure, row.measure)} · {_amount(row)}"


def _amount(row: FigureRow) -> str:
    if row.value is None:
        return row.words
    return speech().amount(row.value, Precision(row.precision))


def _of_activity(before: ActivityRow, after: ActivityRow, lists: Lists) -> tuple[Field, ...]:
    return tuple(
        Field(
            _label(name), _said(name, getattr(before, name), lists), _said(name, getattr(after, name), lists)
        )
        for name in TOLD
        if getattr(before, name) != getattr(after, name)
    )


def _of_figure(
    before: FigureRow, after: FigureRow, lists: Lists, parts: Sequence[FigureRow], old: Sequence[FigureRow]
) -> tuple[Field, ...]:
    found = []
    if (before.value, before.precision, before.words) != (after.value, after.precision, after.words):
        found.append(Field(str(FigureForm.base_fields["value"].label), _amount(before), _amount(after)))
    for name in ("measure", "currency", "activity"):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            found.append(Field(field_name(FigureRow, name), _said(name, was, lists), _said(name, now, lists)))
    was_parts, now_parts = (_parts(one) for one in (old, parts))
    if was_parts != now_parts:
        found.append(Field(str(FigureForm.base_fields["parts"].label), was_parts, now_parts))
    return tuple(found)


def _parts(rows: Sequence[FigureRow]) -> str:
    return "; ".join(sorted(f"{one.of}: {plain(one.value)}" for one in rows))


def _label(name: str) -> str:
    if name in ActivityForm.base_fields:
        return str(ActivityForm.base_fields[name].label)
    return field_name(ActivityRow, name)


def _said(name: str, value: Any, lists: Lists) -> str:
    if not value:
        return "—"
    if name in lists:
        keys = value if isinstance(value, (list, tuple)) else [value]
        return speech().listed(lists[name].get(key, key) for key in keys)
    if isinstance(value, Mapping):
        return speech().say(value)
    return speech().when(value) if hasattr(value, "edtf") else str(value)[:_LONGEST]
