"""Makes a made-up movement larger than its actions would in reasonable time: what stands there is written again, under new keys.

For measures only: the copies have no entries in the log. They are indexed as the records are of which they are copies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

BATCH = 500


def grow(kind: str, total: int, campaign: Any) -> int:
    """Copy the open records of a kind, with what stands inside them, until there are `total`; return how many were made."""
    from headway.audit.queries import can_be_restricted, model_of

    model = model_of(kind)
    found = model.objects.filter(campaign=campaign)
    there, made = found.count(), 0
    if can_be_restricted(kind):
        found = found.filter(restricted=False)
    records = list(found.order_by("position", "key"))
    for turn in range(1, 1_000):
        wanted = min(len(records), total - there - made)
        if wanted <= 0:
            return made
        _copy(model, records[:wanted], turn, there + made)
        made += wanted
    return made


def _copy(
    model: Any, records: Sequence[Any], turn: int, first: int, above: dict[Any, Any] | None = None
) -> None:
    """Write these records again; those that stand in others get the copies of these as their owners (`above`, by id)."""
    from headway.audit.queries import model_of, records_inside
    from headway.lib.ids import uuid7
    from headway.lib.rows import shape_of

    ids = {record.pk: uuid7() for record in records}
    sets = [name for name, _ in shape_of(model.row).ref_sets]
    inside = [(child, list(records_inside(child, list(ids)))) for _, child in shape_of(model.row).children]
    known = {record.pk: record.pk for record in records}
    for at, record in enumerate(records):
        record.pk = ids[known[record.pk]]
        record.key = f"{record.key[:70]}-x{turn}"
        if above is None:
            record.position = first + at
        else:
            owner = f"{model.stands_in}_id"
            setattr(record, owner, above[getattr(record, owner)])
        record._state.adding = True
    model.objects.bulk_create(records, batch_size=BATCH)
    for name in sets:
        _copy_links(model, name, ids)
    if above is None:
        _index(ids, turn)
    for child, held in inside:
        if held:
            _copy(model_of(child.kind), held, turn, 0, ids)
    _give_back(records, {new: old for old, new in ids.items()}, turn)


def _give_back(records: Sequence[Any], old: dict[Any, Any], turn: int) -> None:
    """The records in memory are the first ones again, to be copied once more."""
    for record in records:
        record.pk = old[record.pk]
        record.key = record.key.removesuffix(f"-x{turn}")


def _copy_links(model: Any, name: str, ids: dict[Any, Any]) -> None:
    field = model._meta.get_field(name)
    near, far, through = field.m2m_field_name(), field.m2m_reverse_field_name(), field.remote_field.through
    made = []
    for some in _in_batches(list(ids)):
        pairs = through.objects.filter(**{f"{near}__in": some}).values_list(f"{near}_id", f"{far}_id")
        made += [through(**{f"{near}_id": ids[own], f"{far}_id": other}) for own, other in pairs]
    through.objects.bulk_create(made, batch_size=10 * BATCH)


def _index(ids: dict[Any, Any], turn: int) -> None:
    from headway.audit.models import Indexed

    made = []
    for some in _in_batches(list(ids)):
        for entry in Indexed.objects.filter(record__in=some):
            entry.pk, entry.record, entry.key = None, ids[entry.record], f"{entry.key[:70]}-x{turn}"
            made.append(entry)
    Indexed.objects.bulk_create(made, batch_size=BATCH)


def _in_batches(things: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(things), BATCH):
        yield things[start : start + BATCH]
