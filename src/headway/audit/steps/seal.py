"""Seals records that became restricted, and what stands inside them, with all that the log told of them before.

Restricting hides a record from everybody but the people named on it, so that no copy of its text in the clear may stay:
neither in its own columns, nor in its children's, nor in those of what is about it (a testimony of a case), nor in the
log, nor in the pages that SQLite wrote before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from headway.audit.actions import purge_at_commit, seal_history
from headway.audit.fields import as_plain, as_secret, is_secret, sealed_names
from headway.audit.inserting import BATCH
from headway.audit.queries import can_be_restricted, model_of, pointing_at, records_inside
from headway.lib.rows import Row, shape_of


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
    _seal_about(model.row.kind, ids, secret=secret)


def _seal_about(kind: str, ids: Sequence[Any], *, secret: bool) -> None:
    """The same for what is about these records and hidden with them, unless it is restricted, or not, for itself."""
    about = pointing_at(kind) if can_be_restricted(kind) else ()
    for other, name in about:
        if can_be_restricted(other):
            continue
        found = list(model_of(other)._default_manager.filter(**{f"{name}__in": ids}))
        if found:
            _reseal(found, secret=secret)
        if found and secret:
            seal_history(other, [record.pk for record in found])


def rows_about_restricted(rows: Sequence[Row], scope: Mapping[str, Any]) -> frozenset[str]:
    """Keys of those of the rows (of one kind) that are about a restricted record, and so are sealed as it is."""
    kind = rows[0].kind
    if can_be_restricted(kind):
        return frozenset()
    found: set[str] = set()
    for name, pointed_at in shape_of(type(rows[0])).refs:
        if can_be_restricted(pointed_at):
            named = {getattr(row, name) for row in rows} - {""}
            closed = model_of(pointed_at)._default_manager.filter(**scope, key__in=named, restricted=True)
            keys = set(closed.values_list("key", flat=True)) if named else set()
            found |= {row.key for row in rows if getattr(row, name) in keys}
    return frozenset(found)


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
