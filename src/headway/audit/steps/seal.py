"""Seals records that became restricted, and what stands inside them, with all that the log told of them before.

Restricting hides a record from everybody but the people named on it, so that no copy of its text in the clear may stay:
neither in its own columns, nor in its children's, nor in the log, nor in the pages that SQLite wrote before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.audit.actions import BATCH, purge_at_commit, seal_history
from headway.audit.fields import as_plain, as_secret, is_secret, sealed_names
from headway.audit.queries import records_inside
from headway.lib.rows import shape_of


def marked(model: type[Any], values: dict[str, Any], *, secret: bool) -> dict[str, Any]:
    """The values of one record, those marked that have to be encrypted at rest."""
    names = sealed_names(model) if secret else model.always_sealed
    return values | {name: as_secret(values[name]) for name in names if values.get(name)}


def stands_sealed(record: Any) -> bool:
    """True where any text of the record came out of the database sealed."""
    return any(is_secret(getattr(record, name)) for name in sealed_names(type(record)))


def seal_inside(model: type[Any], ids: Sequence[Any], *, secret: bool) -> None:
    """Encrypt (or open) what stands inside these records, at any depth; where it is encrypted, the log too."""
    if secret:
        seal_history(model.row.kind, ids)
        purge_at_commit()
    for _, child in shape_of(model.row).children:
        found = list(records_inside(child, ids))
        if found:
            _reseal(found, secret=secret)
            seal_inside(type(found[0]), [record.pk for record in found], secret=secret)


def _reseal(records: Sequence[Any], *, secret: bool) -> None:
    model = type(records[0])
    names = [name for name in sealed_names(model) if secret or name not in model.always_sealed]
    changed = [
        record
        for record in records
        if any(getattr(record, name) and is_secret(getattr(record, name)) != secret for name in names)
    ]
    for record in changed:
        for name in names:
            value = getattr(record, name)
            setattr(record, name, (as_secret(value) if secret else as_plain(value)) if value else value)
    if names:
        model._default_manager.bulk_update(changed, names, batch_size=BATCH)
