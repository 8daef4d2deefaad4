"""Keeps a batch of rows as records: what is new is added, what differs is changed, the rest is left.

    plan    ids and places for new rows, so that rows may refer to one another within the batch
    fill    the columns of each record from its row, references resolved to ids
    write   two bulk statements a model, then the sets, then what stands inside the rows
    log     one event for each record that was added or changed

Nothing is ever removed by a batch, but for links of a set that its row no longer names. A link to a restricted record
of which the acting user does not know is left alone, and cannot be made: for them there is no such record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Max, Q, UUIDField

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.audit.asking import Given, Question
from headway.audit.inserting import BATCH, insert
from headway.audit.queries import can_be_restricted, linked_keys, model_of
from headway.audit.queries.placing import path_to_campaign
from headway.audit.steps.differ import difference, own_fields, set_difference
from headway.audit.steps.index import index_records
from headway.audit.steps.place import places
from headway.audit.steps.seal import marked, rows_about_restricted, seal_inside, stands_sealed
from headway.lib.hints import kind_in_words
from headway.lib.ids import uuid7
from headway.lib.problems import Refused
from headway.lib.rows import Row, Shape, shape_of
from headway.lib.told import Lending
from headway.lib.tongue import say

# Records by kind and key.
Records = dict[tuple[str, str], Any]


@dataclass
class Tally:
    """How many records of each kind a batch added, changed, left as they were and took away."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[dict[str, int], ...]:
        return self.added, self.changed, self.left, self.removed

    def __add__(self, other: Tally) -> Tally:
        mine, theirs = self.parts, other.parts
        return Tally(
            *({k: a.get(k, 0) + b.get(k, 0) for k in {**a, **b}} for a, b in zip(mine, theirs, strict=True))
        )


@dataclass
class Batch:
    """Rows of one kind on their way in, and where they stand: `owners` by key, among the records `within`."""

    rows: Sequence[Row]
    owners: Mapping[str, Any] = field(default_factory=dict)
    within: frozenset[Any] = frozenset()
    restricted: frozenset[str] = frozenset()
    all_new: bool = False
    old: dict[str, Any] = field(default_factory=dict)
    new: list[Any] = field(default_factory=list)
    sets: dict[str, dict[Any, tuple[str, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.kind = self.rows[0].kind
        self.model = model_of(self.kind)
        self.shape = shape_of(type(self.rows[0]))
        if any(row.kind != self.kind for row in self.rows):
            raise Refused(
                say("a batch is of one kind; this one is not all {kind}", kind=kind_in_words(self.kind))
            )
        if len({row.key for row in self.rows}) < len(self.rows):
            raise Refused(say("two of the {kind} records have the same key", kind=kind_in_words(self.kind)))

    def secret(self, row: Row) -> bool:
        return bool(getattr(row, "restricted", False)) or row.key in self.restricted


@dataclass
class Keeper:
    """Keeps batches within one scope (a campaign, or the installation); remembers the ids of keys it has seen."""

    scope: Mapping[str, Any]
    acting_user: Any
    ids: dict[str, dict[str, Any]] = field(default_factory=dict)
    # What is known already of what others lend to the records for the search.
    lending: Lending = field(default_factory=dict)
    # Ids of what was added or changed and is not indexed yet, by kind.
    touched: dict[str, list[Any]] = field(default_factory=dict)
    # The rows of those that are new, by id: nothing is known of these but what came in.
    fresh: dict[Any, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Kinds of which `ids` holds all that may be referred to; of others it holds what was asked for so far.
        self.whole = set(self.ids)

    def keep(self, *batches: Sequence[Row], all_new: bool = False, records: Records | None = None) -> Tally:
        """Keep rows and all that stands inside them; each batch is of one kind, and may refer to those before it.

        `all_new`: their keys were made just now, so that no record can have them. Into `records` goes what stands
        afterwards for each row, so that whoever wrote it need not read it.
        """
        tally = Tally()
        with unit_of_work() as unit:
            for rows in filter(None, batches):
                batch = Batch(rows, all_new=all_new)
                tally += self._keep(batch, unit)
                if records is not None:
                    records |= {(batch.kind, one.key): one for one in (*batch.old.values(), *batch.new)}
            self._index()
        return tally

    def keep_inside(self, rows: Sequence[Row], owners: Mapping[str, Any]) -> Tally:
        """Keep only what stands inside `rows`, whose own records have the ids `owners`, by key."""
        with unit_of_work() as unit:
            tally = self._keep_inside(Batch(rows), unit, owners) if rows else Tally()
            self._index()
            return tally

    def _index(self) -> None:
        touched, fresh = self.touched, self.fresh
        self.touched, self.fresh = {}, {}
        index_records(touched, fresh, self.scope.get("campaign"), self.lending)

    def _keep(self, batch: Batch, unit: UnitOfWork) -> Tally:
        model, kind = batch.model, batch.kind
        batch.old = {} if batch.all_new else self._stored(batch)
        known = self._known(kind, unit) if _hides(kind, unit) else self.ids.setdefault(kind, {})
        for row in batch.rows:
            known[row.key] = batch.old[row.key].pk if row.key in batch.old else uuid7()
        batch.sets = {
            name: linked_keys(model, name, list(batch.old.values())) for name, _ in batch.shape.ref_sets
        }
        self._look_up(batch, unit)
        batch.restricted |= rows_about_restricted(batch.rows, self.scope)
        wanted = {row.key: self._wanted(batch, row, unit) for row in batch.rows}
        at = self._places(batch)
        new, changed, turned = batch.new, [], {}
        for row in batch.rows:
            record = batch.old.get(row.key)
            values = {"position": at[row.key], **self._values(batch, row, record, unit)}
            if record is None:
                record = model(**self._scope_of(model), id=known[row.key], key=row.key, **values)
                new.append(record)
                self.fresh[record.pk] = row
                self._log(unit, "add", record, own_fields(row), sealed=batch.secret(row) or _always(record))
            elif differs := {
                **difference(record, values),
                **set_difference(batch.sets, record, wanted[row.key]),
            }:
                was_sealed = stands_sealed(record)
                if "restricted" in differs:
                    turned[record.pk] = bool(values["restricted"])
                for name, value in values.items():
                    setattr(record, name, value)
                changed.append(record)
                self._log(
                    unit, "change", record, differs, sealed=batch.secret(row) or was_sealed or _always(record)
                )
        self._write(batch, changed, wanted, unit)
        tally = Tally(
            {kind: len(new)}, {kind: len(changed)}, {kind: len(batch.rows) - len(new) - len(changed)}
        )
        tally += self._keep_inside(batch, unit, known)
        for secret in (True, False):
            if ids := [pk for pk, restricted in turned.items() if restricted is secret]:
                seal_inside(model, ids, secret=secret)
        return tally

    def _write(self, batch: Batch, changed: list[Any], wanted: Mapping[str, Row], unit: UnitOfWork) -> None:
        model = batch.model
        insert(batch.new)
        if changed:
            skipped = {"id", "key", *self.scope}
            names = sorted(found.name for found in model._meta.fields if found.name not in skipped)
            model.objects.bulk_update(changed, names, batch_size=BATCH)
        for name, far in batch.shape.ref_sets:
            self._link(batch, name, far, list(wanted.values()), unit)

    def _keep_inside(self, batch: Batch, unit: UnitOfWork, known: Mapping[str, Any]) -> Tally:
        tally = Tally()
        for name, _ in batch.shape.children:
            children = [(row, child) for row in batch.rows for child in getattr(row, name)]
            if children:
                owners = {child.key: known[row.key] for row, child in children}
                restricted = frozenset(child.key for row, child in children if batch.secret(row))
                within = frozenset(known[row.key] for row in batch.rows)
                tally += self._keep(Batch([child for _, child in children], owners, within, restricted), unit)
        return tally

    def _log(
        self, unit: UnitOfWork, verb: str, record: Any, changes: Mapping[str, Any], *, sealed: bool
    ) -> None:
        kind = record.row.kind
        self.touched.setdefault(kind, []).append(record.pk)
        unit.record(
            f"{verb}_{kind}",
            acting_user=self.acting_user,
            kind=kind,
            subject=record.pk,
            changes=changes,
            sealed=sealed,
            campaign=self.scope["campaign"].pk if self.scope and path_to_campaign(kind) else None,
        )

    def _scope_of(self, model: type[Any]) -> dict[str, Any]:
        names = {found.name for found in model._meta.fields}
        return {name: value for name, value in self.scope.items() if name in names}

    def _stored(self, batch: Batch) -> dict[str, Any]:
        """The records that have these keys, locked; what stands inside a record comes from no other batch's record."""
        model, keys = batch.model, [row.key for row in batch.rows]
        old: dict[str, Any] = {}
        locking = model.objects.filter(**self._scope_of(model)).select_for_update().order_by("pk")
        for start in range(0, len(keys), 10 * BATCH):
            old |= {record.key: record for record in locking.filter(key__in=keys[start : start + 10 * BATCH])}
        for key, record in old.items():
            if model.stands_in and getattr(record, f"{model.stands_in}_id") not in batch.within:
                raise Refused(
                    say(
                        'the {kind} "{key}" stands in another record already; give it a key of its own',
                        kind=kind_in_words(batch.kind),
                        key=key,
                    )
                )
        return old

    def _known(self, kind: str, unit: UnitOfWork) -> dict[str, Any]:
        """Ids by key of what the acting user may refer to: never a restricted record on which they are not named."""
        if kind not in self.whole:
            self.whole.add(kind)
            model = model_of(kind)
            found = model.objects.filter(**self._scope_of(model)).exclude(key__in=unit.unsaid.get(kind, ()))
            if can_be_restricted(kind):
                mine = model.named.through.objects.filter(user=self.acting_user).values(
                    model._meta.model_name
                )
                found = found.filter(Q(restricted=False) | Q(pk__in=mine))
            self.ids[kind] = dict(found.values_list("key", "pk")) | self.ids.get(kind, {})
        return self.ids[kind]

    def _look_up(self, batch: Batch, unit: UnitOfWork) -> None:
        """Find the ids of what the rows refer to, a query a kind, where not all of that kind is known anyway."""
        wanted: dict[str, set[str]] = {}
        for name, kind in batch.shape.refs:
            wanted.setdefault(kind, set()).update(filter(None, (getattr(row, name) for row in batch.rows)))
        for name, kind in batch.shape.ref_sets:
            sets = [*(getattr(row, name) for row in batch.rows), *batch.sets[name].values()]
            wanted.setdefault(kind, set()).update(key for keys in sets for key in keys)
        for kind, keys in wanted.items():
            if kind in self.whole or _hides(kind, unit):
                continue
            held, model = self.ids.setdefault(kind, {}), model_of(kind)
            missing = sorted(keys - set(held))
            for start in range(0, len(missing), 10 * BATCH):
                some = model.objects.filter(
                    **self._scope_of(model), key__in=missing[start : start + 10 * BATCH]
                )
                held |= dict(some.order_by().values_list("key", "pk"))

    def id_of(self, kind: str, key: str, unit: UnitOfWork) -> Any:
        """The id of a record in scope; raise Refused where there is none."""
        known = self._known(kind, unit) if _hides(kind, unit) else self.ids.get(kind, {})
        try:
            return known[key]
        except KeyError:
            raise Refused(say('there is no {kind} "{key}" here', kind=kind_in_words(kind), key=key)) from None

    def _places(self, batch: Batch) -> dict[str, int]:
        """Positions of all rows of the batch, within their owner; offices and campaigns stand in the order of keys."""
        if not self.scope:
            return {row.key: 0 for row in batch.rows}
        groups: dict[Any, list[str]] = {}
        for row in batch.rows:
            groups.setdefault(batch.owners.get(row.key), []).append(row.key)
        owner = batch.model.stands_in
        last: dict[Any, int] = {None: -1}
        if owner:
            there = batch.model.objects.filter(**self._scope_of(batch.model)).order_by()
            inside = there.filter(**{f"{owner}__in": list(groups)})
            last |= dict(inside.values_list(f"{owner}_id").annotate(Max("position")))
        else:
            last[None] = max(_last_place(batch.kind).ask(campaign=self.scope["campaign"].pk), default=-1)
        found: dict[str, int] = {}
        for at, keys in groups.items():
            held = {key: batch.old[key].position for key in keys if key in batch.old}
            found |= places(keys, held, last.get(at, -1))
        return found

    def _values(self, batch: Batch, row: Row, record: Any, unit: UnitOfWork) -> dict[str, Any]:
        model, shape = batch.model, batch.shape
        values: dict[str, Any] = _plain_values(model, row, shape)
        for name, kind in shape.refs:
            key, column = getattr(row, name), f"{name}_id"
            values[column] = self.id_of(kind, key, unit) if key else None
            if not key and record is not None and _hides(kind, unit):
                stands = getattr(record, column)
                values[column] = stands if stands not in self._known(kind, unit).values() else None
        if model.stands_in:
            values[f"{model.stands_in}_id"] = batch.owners[row.key]
        return marked(model, values, secret=batch.secret(row))

    def _wanted(self, batch: Batch, row: Row, unit: UnitOfWork) -> Row:
        """The row with the links that it has but cannot name, because the acting user does not know of them."""
        record, changes = batch.old.get(row.key), {}
        for name, kind in batch.shape.ref_sets:
            if record is not None and _hides(kind, unit):
                unseen = set(batch.sets[name].get(record.pk, ())) - set(self._known(kind, unit))
                changes[name] = tuple(sorted({*getattr(row, name), *unseen}))
        return row.model_copy(update=changes) if changes else row

    def _link(self, batch: Batch, name: str, far_kind: str, rows: Sequence[Row], unit: UnitOfWork) -> None:
        found: Any = batch.model._meta.get_field(name)
        near, far, through = (
            found.m2m_field_name(),
            found.m2m_reverse_field_name(),
            found.remote_field.through,
        )
        own = self.ids[batch.kind]
        made = []
        for row in rows:
            wanted, there = set(getattr(row, name)), set(batch.sets[name].get(own[row.key], ()))
            made += [
                through(**{f"{near}_id": own[row.key], f"{far}_id": self.id_of(far_kind, key, unit)})
                for key in sorted(wanted - there)
            ]
            if gone := there - wanted:
                ids = [self.id_of(far_kind, key, unit) for key in gone]
                through.objects.filter(**{f"{near}_id": own[row.key], f"{far}_id__in": ids}).delete()
        insert(made)


@cache
def _last_place(kind: str) -> Question[Any]:
    here = model_of(kind).objects.filter(campaign=Given("campaign", UUIDField()))
    return Question(lambda: here.order_by("-position").values_list("position", flat=True)[:1])


def _hides(kind: str, unit: UnitOfWork) -> bool:
    """True where there may be records of this kind that what comes in cannot name."""
    return can_be_restricted(kind) or bool(unit.unsaid.get(kind))


def _always(record: Any) -> bool:
    return any(getattr(record, name) for name in record.always_sealed)


def _plain_values(model: type[Any], row: Row, shape: Shape) -> dict[str, Any]:
    values: dict[str, Any] = {}
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
    return values
