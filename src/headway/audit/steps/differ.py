"""What differs between a record as it is stored and as it comes in, said the way the log keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from headway.lib.rows import Row, dump_number, dump_row, shape_of


def difference(record: Any, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Fields that differ, old and new; `position` counts as a difference too, since a pack's order is kept."""
    return {
        name: [_shown(getattr(record, name)), _shown(value)]
        for name, value in values.items()
        if getattr(record, name) != value
    }


def set_difference(
    sets: Mapping[str, Mapping[Any, Sequence[str]]], record: Any, row: Row
) -> dict[str, list[Any]]:
    """Sets of links that differ, old and new."""
    return {
        name: [list(stored.get(record.pk, ())), list(getattr(row, name))]
        for name, stored in sets.items()
        if set(stored.get(record.pk, ())) != set(getattr(row, name))
    }


def own_fields(row: Row) -> dict[str, Any]:
    """The row without what stands inside it, which has entries of its own."""
    inside = {name for name, _ in shape_of(type(row)).children}
    return {name: value for name, value in dump_row(row).items() if name not in inside}


def _shown(value: Any) -> str:
    return dump_number(value) if hasattr(value, "as_tuple") else "" if value is None else str(value)
