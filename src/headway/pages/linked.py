"""What records are tied to, in one query: every set of links that a page names, with key and name at the other end.

Reading each set by itself costs a query a set, which a page of a record with nine sets cannot afford.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Sets:
    """The sets `names` of those records of `model` whose field `by` (their own id, or what they stand in) has one of `ids`.

    What can be restricted is given only through `among`: the records of that set which the reader may know of.
    """

    model: type[Model]
    names: tuple[str, ...]
    ids: Sequence[Any]
    by: str = "pk"
    among: Mapping[str, QuerySet[Any]] = field(default_factory=dict)

    def parts(self) -> list[Any]:
        return [self._part(name) for name in self.names] if self.ids else []

    def _part(self, name: str) -> Any:
        found: Any = self.model._meta.get_field(name)
        near, far, among = found.m2m_field_name(), found.m2m_reverse_field_name(), self.among.get(name)
        if among is None and any(one.name == "restricted" for one in found.related_model._meta.fields):
            raise ValueError(f"{name} can be restricted: say which of them the reader may know of")
        pairs = found.remote_field.through.objects.filter(**{f"{near}__{self.by}__in": self.ids}).order_by()
        if among is not None:
            pairs = pairs.filter(**{f"{far}__in": among.order_by().values("pk")})
        return pairs.annotate(
            near_id=F(f"{near}_id"), of=Value(f"{self.model._meta.label}.{name}", CharField()),
            far_key=F(f"{far}__key"), label=Cast(f"{far}__name", TextField()),
            place=Cast(f"{far}__position", IntegerField()),
        ).values_list("near_id", "of", "far_key", "label", "place")  # fmt: skip


def linked(
    model: type[Model], ids: Sequence[Any], *names: str, among: Mapping[str, QuerySet[Any]] | None = None
) -> dict[Any, Links]:
    """For each record of `model` with one of these ids, what its sets `names` hold, in the order of the pack."""
    return linked_together(Sets(model, names, ids, among=among or {}))


def linked_together(*asked: Sets) -> dict[Any, Links]:
    """The same for records of several models at once."""
    found: dict[Any, dict[str, list[tuple[int, Tied]]]] = {}
    far_of: dict[str, tuple[str, Any]] = {
        f"{sets.model._meta.label}.{name}": (name, sets.model._meta.get_field(name).related_model)
        for sets in asked
        for name in sets.names
    }
    parts = [part for sets in asked for part in sets.parts()]
    read = reduce(lambda one, other: one.union(other, all=True), parts) if parts else ()
    for near, of, key, label, position in read:
        name, far = far_of[of]
        tied = Tied(far.row.kind, key, _label(far, label))
        found.setdefault(near, {}).setdefault(name, []).append((position, tied))
    return {near: {name: _in_order(pairs) for name, pairs in sets.items()} for near, sets in found.items()}


def _label(far: type[Model], text: str) -> Label:
    """The name as its field would give it; a sealed one is opened, for whoever may know of its record."""
    name: Any = far._meta.get_field("name")
    plain = name.get_internal_type() == "JSONField"
    return dict(json.loads(text) if plain else name.from_db_value(text, None, None))


def _in_order(pairs: list[tuple[int, Tied]]) -> tuple[Tied, ...]:
    return tuple(tied for _, tied in sorted(pairs, key=lambda pair: (pair[0], pair[1].key)))
