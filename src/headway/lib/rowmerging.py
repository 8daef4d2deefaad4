"""Two people who change one record at once, by the rows that it comes in: field by field, and line by line within it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from headway.lib.merging import merge
from headway.lib.problems import Refused
from headway.lib.rows import Row, shape_of
from headway.lib.tongue import say

Kept = TypeVar("Kept", bound=Row)


class RowClash(Refused):
    """Somebody else has changed the same fields since the form was opened.

    `stored` is the record as it stands now; in `theirs` only they changed anything. A line within the record is called
    by the field that holds it and its key, such as "events:first-hearing".
    """

    def __init__(self, fields: frozenset[str], theirs: frozenset[str], stored: Row) -> None:
        super().__init__(
            say(
                "Somebody else has changed the same fields since you opened this form. Choose what shall stay."
            )
        )
        self.fields = fields
        self.theirs = theirs
        self.stored = stored


def told_values(row: Row, names: Collection[str]) -> dict[str, Any]:
    """What the row holds in each of these fields; each line within it is a field of its own."""
    dumped, inside = row.model_dump(mode="json"), dict(shape_of(type(row)).children)
    values = {name: dumped[name] for name in names if name not in inside}
    for name in inside:
        if name in names:
            values |= {f"{name}:{line['key']}": line for line in dumped[name]}
    return values


def merged_row(typed: Kept, stored: Kept, base: Mapping[str, str], names: Collection[str]) -> Kept:
    """What is kept where a form with the fields `names` was opened on an older state; raise `RowClash` where both differ.

    Lines that only the stored record has stay in it.
    """
    now, mine = told_values(stored, names), told_values(typed, names)
    added = {name for name in mine if name not in now}
    merged = merge(base, now, {name: value for name, value in mine.items() if name not in added})
    if merged.clashes:
        theirs = {name for name in mine if name not in merged.clashes and merged.values[name] != mine[name]}
        raise RowClash(merged.clashes, frozenset(theirs), stored)
    inside = dict(shape_of(type(typed)).children)
    changes: dict[str, Any] = {
        name: getattr(stored, name)
        for name in names
        if name not in inside and merged.values[name] == now[name]
    }
    for name in inside:
        if name in names:
            changes[name] = _lines(name, typed, stored, merged.values, now)
    return typed.model_copy(update=changes)


def _lines(
    name: str, typed: Row, stored: Row, values: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[Row, ...]:
    held = {line.key: line for line in getattr(stored, name)}
    told = {line.key: line for line in getattr(typed, name)}
    kept = [
        told[key] if key in told and values[f"{name}:{key}"] != now[f"{name}:{key}"] else line
        for key, line in held.items()
    ]
    return (*kept, *(line for key, line in told.items() if key not in held))
