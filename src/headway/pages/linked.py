"""What records are tied to, in one query: every set of links that a page names, with key and name at the other end.

Reading each set by itself costs a query a set, which a page of a record with nine sets cannot afford.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import CharField, F, IntegerField, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast

Label = dict[str, str]


@dataclass(frozen=True)
class Tied:
    """The record at the other end of a link."""

    kind: str
    key: str
    name: Label


Links = Mapping[str, tuple[Tied, ...]]


def linked(
    model: type[Model], ids: Sequence[Any], *names: str, among: Mapping[str, QuerySet[Any]] | None = None
) -> dict[Any, Links]:
    """For each record of `model` with one of these ids, what its sets `names` hold, in the order of the pack.

    What can be restricted is given only through `among`: the records of that set which the reader may know of.
    """
    found: dict[Any, dict[str, list[tuple[int, Tied]]]] = {}
    parts = [_part(model, ids, name, (among or {}).get(name)) for name in names]
    if ids and parts:
        read = reduce(lambda one, other: one.union(other, all=True), parts)
        for near, name, key, label, position in read:
            far: Any = model._meta.get_field(name).related_model
            tied = Tied(far.row.kind, key, _label(far, label))
            found.setdefault(near, {}).setdefault(name, []).append((position, tied))
    return {near: {name: _in_order(pairs) for name, pairs in sets.items()} for near, sets in found.items()}


def _part(model: type[Model], ids: Sequence[Any], name: str, among: QuerySet[Any] | None) -> Any:
    field: Any = model._meta.get_field(name)
    near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
    if among is None and any(one.name == "restricted" for one in field.related_model._meta.fields):
        raise ValueError(f"{name} can be restricted: say which of them the reader may know of")
    pairs = field.remote_field.through.objects.filter(**{f"{near}__in": ids}).order_by()
    if among is not None:
        pairs = pairs.filter(**{f"{far}__in": among.order_by().values("pk")})
    return pairs.annotate(
        near_id=F(f"{near}_id"), of=Value(name, CharField()), far_key=F(f"{far}__key"),
        label=Cast(f"{far}__name", TextField()), place=Cast(f"{far}__position", IntegerField()),
    ).values_list("near_id", "of", "far_key", "label", "place")  # fmt: skip


def _label(far: type[Model], text: str) -> Label:
    """The name as its field would give it; a sealed one is opened, for whoever may know of its record."""
    field: Any = far._meta.get_field("name")
    plain = field.get_internal_type() == "JSONField"
    return dict(json.loads(text) if plain else field.from_db_value(text, None, None))


def _in_order(pairs: list[tuple[int, Tied]]) -> tuple[Tied, ...]:
    return tuple(tied for _, tied in sorted(pairs, key=lambda pair: (pair[0], pair[1].key)))
