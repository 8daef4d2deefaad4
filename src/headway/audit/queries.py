"""Reading the log, and reading records back into the rows that they came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model, QuerySet

from headway.audit.models import Entry, Head, Payload, Record
from headway.lib import chain
from headway.lib.rows import Row, shape_of
from headway.lib.sealed import is_sealed, open_sealed


def model_of(kind: str) -> type[Any]:
    """The model whose rows are of this kind."""
    return _models()[kind]


@cache
def can_be_restricted(kind: str) -> bool:
    """True where records of this kind can be restricted to the people named on them."""
    return any(found.name == "restricted" for found in model_of(kind)._meta.fields)


@cache
def _models() -> dict[str, type[Any]]:
    return {
        model.row.kind: model
        for model in apps.get_models()
        if issubclass(model, Record) and hasattr(model, "row")
    }


def head() -> tuple[int, str]:
    """Number and hexadecimal link of the last entry; (0, "") for an empty log."""
    found = Head.objects.filter(pk=1).first()
    return (found.seq, bytes(found.link).hex()) if found else (0, "")


def entries_about(kind: str, subject: str) -> QuerySet[Entry]:
    """The history of one record, oldest first."""
    return Entry.objects.filter(kind=kind, subject=subject).select_related("payload").order_by("seq")


def payload_text(payload: Payload) -> str:
    """The payload in the clear; empty where it was erased."""
    if payload.erased:
        return ""
    return str(open_sealed(settings.HEADWAY_KEYS, payload.body)) if is_sealed(payload.body) else payload.body


def first_broken_entry() -> chain.Broken | None:
    """Walk the whole chain, its payloads and its head; None where all holds."""
    found = chain.verify(settings.HEADWAY_KEYS.audit, _links())
    if found:
        return found
    last = Entry.objects.order_by("-seq").first()
    seq, link = head()
    if (last.seq if last else 0) != seq or (bytes(last.link).hex() if last else "") != link:
        return chain.Broken(seq, "the log ends elsewhere than its head says: entries were cut off or added")
    return None


def _links() -> Iterator[chain.Link]:
    for entry in Entry.objects.select_related("payload").order_by("seq").iterator(chunk_size=2_000):
        payload = getattr(entry, "payload", None)
        body = None
        if payload is not None and not payload.erased:
            body = payload_text(payload).encode()
        yield chain.Link(
            seq=entry.seq,
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            subject=f"{entry.kind}:{entry.subject}",
            digest=bytes(entry.digest),
            link=bytes(entry.link),
            salt=bytes(payload.salt) if payload is not None else None,
            payload=body,
        )


def rows_of(records: QuerySet[Any]) -> list[Any]:
    """Records of one kind as the rows that a pack holds, in their order, with what stands inside them."""
    model = records.model
    # Sorted here: databases differ in how they compare keys, and an export is the same from each.
    found = sorted(records, key=lambda record: (record.position, record.key))
    inside = {name: _children(child, found) for name, child in shape_of(model.row).children}
    sets = {name: linked_keys(model, name, found) for name, _ in shape_of(model.row).ref_sets}
    keys = {name: _keys_of(kind, found, name) for name, kind in shape_of(model.row).refs}
    return [_row(record, inside, sets, keys) for record in found]


def _children(child: type[Row], parents: Sequence[Any]) -> dict[Any, list[Row]]:
    grouped: dict[Any, list[Row]] = defaultdict(list)
    records = records_inside(child, [parent.pk for parent in parents])
    owners = dict(records.values_list("key", f"{model_of(child.kind).stands_in}_id"))
    for row in rows_of(records):
        grouped[owners[row.key]].append(row)
    return grouped


def records_inside(child: type[Row], ids: Sequence[Any]) -> QuerySet[Any]:
    """The records of kind `child` that stand inside those with these ids."""
    model = model_of(child.kind)
    records: QuerySet[Any] = model.objects.filter(**{f"{model.stands_in}__in": ids})
    return records


def linked_keys(model: type[Model], name: str, records: Sequence[Any]) -> dict[Any, tuple[str, ...]]:
    """For each record, the sorted keys of those that its set `name` holds."""
    field: Any = model._meta.get_field(name)
    near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
    grouped: dict[Any, list[str]] = defaultdict(list)
    pairs = field.remote_field.through.objects.filter(**{f"{near}__in": [record.pk for record in records]})
    for own, key in pairs.values_list(f"{near}_id", f"{far}__key"):
        grouped[own].append(key)
    return {own: tuple(sorted(keys)) for own, keys in grouped.items()}


def _keys_of(kind: str, records: Sequence[Any], name: str) -> dict[Any, str]:
    ids = {getattr(record, f"{name}_id") for record in records} - {None}
    return dict(model_of(kind).objects.filter(pk__in=ids).values_list("pk", "key"))


def _row(
    record: Any,
    inside: dict[str, dict[Any, list[Row]]],
    sets: dict[str, dict[Any, tuple[str, ...]]],
    keys: dict[str, dict[Any, str]],
) -> Row:
    row_class: type[Row] = record.row
    shape = shape_of(row_class)
    values: dict[str, Any] = {
        name: getattr(record, name) for name in shape.scalars + shape.labels + shape.dates
    }
    values |= {name: getattr(record, name) for name in shape.lists}
    values |= {name: keys[name].get(getattr(record, f"{name}_id"), "") for name, _ in shape.refs}
    values |= {name: sets[name].get(record.pk, ()) for name, _ in shape.ref_sets}
    values |= {name: tuple(inside[name].get(record.pk, ())) for name, _ in shape.children}
    empty = {name: value for name, value in values.items() if value is None or value in ("", [], (), {})}
    return row_class.model_validate({name: value for name, value in values.items() if name not in empty})
