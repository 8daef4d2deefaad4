"""Keeps a batch of rows as records: what is new is added, what differs is changed, the rest is left.

    plan    ids for new rows, so that rows may refer to one another within the batch
    fill    the columns of each record from its row, references resolved to ids
    write   two bulk statements a model, then the sets, then what stands inside the rows
    log     one event for each record that was added or changed

Nothing is ever removed by a batch, but for links of a set that its row no longer names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from headway.audit.actions import BATCH, UnitOfWork, unit_of_work
from headway.audit.fields import as_secret, sealed_names
from headway.audit.queries import linked_keys, model_of
from headway.lib.ids import uuid7
from headway.lib.problems import Refused
from headway.lib.rows import Row, Shape, dump_number, dump_row, shape_of

Extra = Callable[[Any], Mapping[str, Any]]


@dataclass
class Tally:
    """How many records of each kind a batch added, changed and left as they were."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)

    def __add__(self, other: Tally) -> Tally:
        mine, theirs = (self.added, self.changed, self.left), (other.added, other.changed, other.left)
        return Tally(*({k: a.get(k, 0) + b.get(k, 0) for k in {**a, **b}} for a, b in zip(mine, theirs, strict=True)))


@dataclass
class Keeper:
    """Keeps batches within one scope (a campaign, or the installation); remembers the ids of keys it has seen."""

    scope: Mapping[str, Any]
    acting_user: Any
    ids: dict[str, dict[str, Any]] = field(default_factory=dict)

    def keep(self, rows: Sequence[Row], *, extra: Extra | None = None) -> Tally:
        """Keep rows of one kind and all that stands inside them. `extra` gives columns that no row has."""
        with unit_of_work() as unit:
            return self._keep(rows, {}, unit, extra, sealed=frozenset()) if rows else Tally()

    def keep_inside(self, row: Row, owner: Any) -> Tally:
        """Keep only what stands inside `row`, whose own record has the id `owner`."""
        with unit_of_work() as unit:
            return self._keep_inside([row], unit, {row.key: owner}, Tally(), frozenset())

    def _keep(
        self,
        rows: Sequence[Row],
        owners: Mapping[str, Any],
        unit: UnitOfWork,
        extra: Extra | None,
        sealed: frozenset[str],
    ) -> Tally:
        model, shape = model_of(rows[0].kind), shape_of(type(rows[0]))
        kind = rows[0].kind
        old = {record.key: record for record in self._stored(model, [row.key for row in rows])}
        known = self._known(kind)
        for row in rows:
            known[row.key] = old[row.key].pk if row.key in old else uuid7()
        tally = Tally({kind: 0}, {kind: 0}, {kind: 0})
        sets = {name: linked_keys(model, name, list(old.values())) for name, _ in shape.ref_sets}
        new, changed, logged = [], [], {}
        for position, row in enumerate(rows):
            record = old.get(row.key)
            secret = bool(getattr(row, "restricted", False)) or row.key in sealed
            values = self._values(model, row, shape, position, secret)
            values |= extra(row) if extra else {}
            if model.stands_in:
                values[f"{model.stands_in}_id"] = owners[row.key]
            if record is None:
                record = model(**self._scope_of(model), id=known[row.key], key=row.key, **values)
                new.append(record)
                logged[row.key] = ("add", dump_row(row), secret)
            elif difference := {**_difference(record, values), **_set_difference(sets, record, row)}:
                for name, value in values.items():
                    setattr(record, name, value)
                changed.append(record)
                logged[row.key] = ("change", difference, secret)
        model.objects.bulk_create(new, batch_size=BATCH)
        if changed:
            names = sorted({name for name in self._columns(model, shape, extra is not None, changed)})
            model.objects.bulk_update(changed, names, batch_size=BATCH)
        for name, far in shape.ref_sets:
            self._link(model, name, far, rows, sets[name])
        for key, (verb, changes, secret) in logged.items():
            unit.record(
                f"{verb}_{kind}", acting_user=self.acting_user, kind=kind, subject=known[key], changes=changes,
                sealed=secret,
            )
        tally.added[kind], tally.changed[kind] = len(new), len(changed)
        tally.left[kind] = len(rows) - len(new) - len(changed)
        return self._keep_inside(rows, unit, known, tally, sealed)

    def _keep_inside(
        self,
        rows: Sequence[Row],
        unit: UnitOfWork,
        known: Mapping[str, Any],
        tally: Tally,
        sealed: frozenset[str],
    ) -> Tally:
        for name, _ in shape_of(type(rows[0])).children:
            children = [(row, child) for row in rows for child in getattr(row, name)]
            if children:
                owners = {child.key: known[row.key] for row, child in children}
                if len(owners) < len(children):
                    raise Refused(f"two of the {children[0][1].kind} records have the same key")
                secret = frozenset(
                    child.key for row, child in children if getattr(row, "restricted", False) or row.key in sealed
                )
                tally += self._keep([child for _, child in children], owners, unit, None, secret)
        return tally

    def _scope_of(self, model: type[Any]) -> dict[str, Any]:
        names = {found.name for found in model._meta.fields}
        return {name: value for name, value in self.scope.items() if name in names}

    def _stored(self, model: type[Any], keys: Sequence[str]) -> list[Any]:
        return list(model.objects.filter(**self._scope_of(model), key__in=keys))

    def _known(self, kind: str) -> dict[str, Any]:
        if kind not in self.ids:
            model = model_of(kind)
            self.ids[kind] = dict(model.objects.filter(**self._scope_of(model)).values_list("key", "pk"))
        return self.ids[kind]

    def id_of(self, kind: str, key: str) -> Any:
        """The id of a record in scope; raise Refused where there is none."""
        try:
            return self._known(kind)[key]
        except KeyError:
            raise Refused(f'there is no {kind} "{key}"') from None

    def _values(
        self, model: type[Any], row: Row, shape: Shape, position: int, secret: bool
    ) -> dict[str, Any]:
        values: dict[str, Any] = {"position": position if self.scope else 0}
        for name in shape.scalars:
            if name != "key":
                value = getattr(row, name)
                values[name] = "" if value is None and not model._meta.get_field(name).null else value
        for name in shape.labels + shape.lists:
            value = getattr(row, name)
            values[name] = list(value) if isinstance(value, tuple) else value
        for name in shape.dates:
            when = getattr(row, name)
            for part, empty in zip(("edtf", "words", "earliest", "latest"), ("", "", None, None), strict=True):
                values[f"{name}_{part}"] = getattr(when, part) if when else empty
        for name, kind in shape.refs:
            key = getattr(row, name)
            values[f"{name}_id"] = self.id_of(kind, key) if key else None
        if secret:
            values |= {name: as_secret(values[name]) for name in sealed_names(model) if values.get(name)}
        return values

    def _columns(self, model: type[Any], shape: Shape, extras: bool, changed: Sequence[Any]) -> list[str]:
        skipped = {"id", "key", *(f"{model.stands_in}" if model.stands_in else (),), *self.scope}
        return [found.name for found in model._meta.fields if found.name not in skipped]

    def _link(
        self, model: type[Any], name: str, far_kind: str, rows: Sequence[Row], stored: Mapping[Any, Sequence[str]]
    ) -> None:
        found: Any = model._meta.get_field(name)
        near, far, through = found.m2m_field_name(), found.m2m_reverse_field_name(), found.remote_field.through
        own = self._known(rows[0].kind)
        made = []
        for row in rows:
            wanted, there = set(getattr(row, name)), set(stored.get(own[row.key], ()))
            made += [
                through(**{f"{near}_id": own[row.key], f"{far}_id": self.id_of(far_kind, key)})
                for key in sorted(wanted - there)
            ]
            if gone := there - wanted:
                ids = [self.id_of(far_kind, key) for key in gone]
                through.objects.filter(**{f"{near}_id": own[row.key], f"{far}_id__in": ids}).delete()
        through.objects.bulk_create(made, batch_size=BATCH)


def _difference(record: Any, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """What differs, old and new; `position` counts as a difference too, since a pack's order is kept."""
    return {
        name: [_shown(getattr(record, name)), _shown(value)]
        for name, value in values.items()
        if getattr(record, name) != value
    }


def _set_difference(
    sets: Mapping[str, Mapping[Any, Sequence[str]]], record: Any, row: Row
) -> dict[str, list[Any]]:
    return {
        name: [list(stored.get(record.pk, ())), list(getattr(row, name))]
        for name, stored in sets.items()
        if set(stored.get(record.pk, ())) != set(getattr(row, name))
    }


def _shown(value: Any) -> str:
    return dump_number(value) if hasattr(value, "as_tuple") else "" if value is None else str(value)
