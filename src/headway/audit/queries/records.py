"""Reading records back into the rows that they came from, whatever room they are of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import F, Model, QuerySet
from pydantic import ValidationError

from headway.audit.models import Record
from headway.lib.rows import Row, shape_of
from headway.lib.signs import without_bad_signs


def model_of(kind: str) -> type[Any]:
    """The model whose rows are of this kind."""
    return _models()[kind]


def row_of(kind: str) -> type[Row] | None:
    """The rows of records of this kind; None for what the log tells of without there being records."""
    model = _models().get(kind)
    return model.row if model else None


def kinds_of_records() -> tuple[str, ...]:
    """Every kind that the log follows."""
    return tuple(_models())


@cache
def can_be_restricted(kind: str) -> bool:
    """True where records of this kind can be restricted to the people named on them."""
    return any(found.name == "restricted" for found in model_of(kind)._meta.fields)


@cache
def pointing_at(kind: str) -> tuple[tuple[str, str], ...]:
    """Kinds whose records are about one of this kind, and by which field: what is hidden of it is hidden of them."""
    return tuple(
        (other, name)
        for other in kinds_of_records()
        for name, pointed_at in shape_of(model_of(other).row).refs
        if pointed_at == kind
    )


@cache
def _models() -> dict[str, type[Any]]:
    return {
        model.row.kind: model
        for model in apps.get_models()
        if issubclass(model, Record) and hasattr(model, "row")
    }


def names_of(kind: str) -> dict[Any, tuple[str, Any]]:
    """Key and name of every record of a kind of which there are few, such as campaigns; by id."""
    return {pk: (key, name) for pk, key, name in model_of(kind).objects.values_list("pk", "key", "name")}


def rows_of(records: QuerySet[Any]) -> list[Any]:
    """Records of one kind as the rows that a pack holds, in their order, with what stands inside them."""
    return [row for _, row in _with_rows(records)]


def _with_rows(records: QuerySet[Any]) -> list[tuple[Any, Row]]:
    model = records.model
    refs = {_pointed_at(name): F(f"{name}__key") for name, _ in shape_of(model.row).refs}
    # Sorted here: databases differ in how they compare keys, and an export is the same from each.
    found = sorted(records.annotate(**refs), key=lambda record: (record.position, record.key))
    inside = {name: _children(child, found) for name, child in shape_of(model.row).children}
    sets = {name: linked_keys(model, name, found) for name, _ in shape_of(model.row).ref_sets}
    return [(record, _row(record, inside, sets)) for record in found]


def _children(child: type[Row], parents: Sequence[Any]) -> dict[Any, list[Row]]:
    grouped: dict[Any, list[Row]] = defaultdict(list)
    owner = f"{model_of(child.kind).stands_in}_id"
    for record, row in _with_rows(records_inside(child, [parent.pk for parent in parents])):
        grouped[getattr(record, owner)].append(row)
    return grouped


def records_inside(child: type[Row], ids: Sequence[Any]) -> QuerySet[Any]:
    """The records of kind `child` that stand inside those with these ids."""
    model = model_of(child.kind)
    records: QuerySet[Any] = model.objects.filter(**{f"{model.stands_in}__in": ids})
    return records


def linked_keys(model: type[Model], name: str, records: Sequence[Any]) -> dict[Any, tuple[str, ...]]:
    """For each record, the sorted keys of those that its set `name` holds."""
    if not records:
        return {}
    field: Any = model._meta.get_field(name)
    near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
    grouped: dict[Any, list[str]] = defaultdict(list)
    pairs = field.remote_field.through.objects.filter(**{f"{near}__in": [record.pk for record in records]})
    for own, key in pairs.values_list(f"{near}_id", f"{far}__key"):
        grouped[own].append(key)
    return {own: tuple(sorted(keys)) for own, keys in grouped.items()}


def _pointed_at(name: str) -> str:
    """Under which name a record carries the key of what its field `name` points at, read in the same query."""
    return f"key_of_{name}"


def _row(
    record: Any, inside: dict[str, dict[Any, list[Row]]], sets: dict[str, dict[Any, tuple[str, ...]]]
) -> Row:
    row_class: type[Row] = record.row
    shape = shape_of(row_class)
    values: dict[str, Any] = {
        name: getattr(record, name) for name in shape.scalars + shape.labels + shape.dates
    }
    values |= {name: getattr(record, name) for name in shape.lists}
    values |= {name: getattr(record, _pointed_at(name)) for name, _ in shape.refs}
    values |= {name: sets[name].get(record.pk, ()) for name, _ in shape.ref_sets}
    values |= {name: tuple(inside[name].get(record.pk, ())) for name, _ in shape.children}
    empty = {name: value for name, value in values.items() if value is None or value in ("", [], (), {})}
    stored = {name: value for name, value in values.items() if name not in empty}
    try:
        return row_class.model_validate(stored)
    except ValidationError:
        # Kept before such signs were refused.
        return row_class.model_validate({name: _mended(value) for name, value in stored.items()})


def _mended(value: Any) -> Any:
    """Its texts without the signs that none may hold."""
    if isinstance(value, str):
        return without_bad_signs(value, in_line="\n" not in value)
    if isinstance(value, dict):
        return {name: _mended(text) for name, text in value.items()}
    return tuple(_mended(one) for one in value) if isinstance(value, (list, tuple)) else value
