"""What the log tells of records, as far as a reader may know of them, and what states they went through.

Entries of a restricted record are told to the people named on it and to nobody else; to others such an entry is a
number, a time and a link of the chain. So are entries of what goes with it (a testimony of a restricted case).
"""

from __future__ import annotations

import ast
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from headway.audit.models import Entry
from headway.audit.queries.log import payload_text
from headway.audit.queries.records import can_be_restricted, kinds_of_records, model_of, records_inside
from headway.lib.rows import Row, shape_of
from headway.lib.sealed import PREFIX

# How many records of one person or one case are looked up at most, for each kind.
MOST = 500
# Columns that say the same as another, or only where a record stands in a list.
NOT_SHOWN = ("_words", "_earliest", "_latest")


@dataclass(frozen=True)
class Change:
    """One field of an entry: what it held before and after; `is_new` where the entry only says what it holds."""

    field: str
    before: str
    after: str
    is_new: bool = False


@dataclass(frozen=True)
class Told:
    """What one entry tells its reader. Of the payload: `erased`, or closed to them (`hidden`), or its changes."""

    entry: Entry
    changes: tuple[Change, ...] = ()
    erased: bool = False
    hidden: bool = False


def all_entries() -> QuerySet[Entry]:
    """The whole log, latest first; each entry has yet to be asked whether its reader may know what it tells."""
    return Entry.objects.select_related("payload").order_by("-seq")


def readable(entries: QuerySet[Entry], user: Any, closed: Collection[str] = ()) -> QuerySet[Entry]:
    """Those entries of which the reader may know what they tell; never of the kinds that are `closed` to them."""
    open_to_them = Q(subject__in=list(_sealed_but_known(user)))
    plain = ~Q(payload__body__startswith=PREFIX)
    known = entries.filter(plain | open_to_them).exclude(subject__in=list(_goes_with_hidden(user)))
    return known.exclude(kind__in=closed) if closed else known


def told(entries: Collection[Entry], user: Any, closed: Collection[str] = ()) -> list[Told]:
    """What each of these entries tells this reader."""
    these = Entry.objects.filter(pk__in=[entry.pk for entry in entries])
    known = set(readable(these, user, closed).values_list("pk", flat=True))
    return [_told(entry, user, is_known=entry.pk in known) for entry in entries]


def _told(entry: Entry, user: Any, *, is_known: bool) -> Told:
    if not is_known:
        return Told(entry, hidden=True)
    payload = getattr(entry, "payload", None)
    if payload is None or payload.erased:
        return Told(entry, erased=True)
    return Told(entry, tuple(_changes(entry, json.loads(payload_text(payload)), user)))


def history_of(kind: str, pk: UUID, user: Any) -> QuerySet[Entry]:
    """Entries of a record and of what stands inside it, latest first; none where the reader may not know of it."""
    if kind in kinds_of_records():
        subjects = {str(pk), *(str(inner) for inner in _inside(model_of(kind).row, [pk]))}
    else:
        subjects = {str(pk)}
    return readable(all_entries().filter(subject__in=list(subjects)[:MOST]), user)


def states_of(entries: Iterable[Told]) -> list[tuple[Entry, Mapping[str, str]]]:
    """What a record held after each of its entries, oldest first; a field that no entry names yet is not there."""
    held: dict[str, str] = {}
    states: list[tuple[Entry, Mapping[str, str]]] = []
    for one in sorted(entries, key=lambda one: one.entry.seq):
        if one.hidden or one.erased or not one.changes:
            continue
        held = held | {change.field: change.after for change in one.changes}
        states.append((one.entry, held))
    return states


def _changes(entry: Entry, payload: Mapping[str, Any], user: Any) -> Iterator[Change]:
    """The payload field by field. What changes give as columns goes back to the names that a pack has for them."""
    is_row = entry.kind in kinds_of_records()
    row = model_of(entry.kind).row if is_row else None
    secret = model_of(entry.kind).always_sealed if is_row else ()
    changed = not entry.action.startswith("add_")
    for column, value in payload.items():
        name = _field_of(row, column)
        if not name or name in secret:
            continue
        if changed and isinstance(value, list) and len(value) == 2 and is_row:
            before, after = (_shown(row, name, part, user) for part in value)
            if before != after:
                yield Change(name, before, after)
        else:
            yield Change(name, "", _shown(row, name, value, user), is_new=True)


def _field_of(row: type[Row] | None, column: str) -> str:
    """The field of the row that a column belongs to; empty for one that is not shown."""
    if row is None:
        return column
    if column.endswith(NOT_SHOWN) or column == "position":
        return ""
    bare = column.removesuffix("_id") if column.endswith("_id") else column.removesuffix("_edtf")
    return bare if bare in row.model_fields else column


def _shown(row: type[Row] | None, name: str, value: Any, user: Any) -> str:
    kind = _points_at(row, name) if row else ""
    if kind:
        return ", ".join(_keys(kind, value if isinstance(value, list) else [value], user))
    return _as_text(value)


def _points_at(row: type[Row], name: str) -> str:
    shape = shape_of(row)
    return dict((*shape.refs, *shape.ref_sets)).get(name, "")


def _keys(kind: str, values: Collection[Any], user: Any) -> list[str]:
    """Keys of the records pointed at, given as keys or as ids; none of a restricted one that the reader does not know."""
    ids = [value for value in values if _is_id(value)]
    found = [str(value) for value in values if value and value not in ids]
    if ids:
        found += model_of(kind).objects.filter(pk__in=ids).values_list("key", flat=True)
    if can_be_restricted(kind) and found:
        closed = (
            model_of(kind).objects.filter(restricted=True, key__in=found).exclude(pk__in=_named(kind, user))
        )
        unknown = set(closed.values_list("key", flat=True))
        found = [key for key in found if key not in unknown]
    return sorted(found)


def _is_id(value: Any) -> bool:
    try:
        return bool(UUID(str(value)))
    except ValueError:
        return False


def _as_text(value: Any) -> str:
    if isinstance(value, str) and value[:1] in "{[":
        try:
            value = ast.literal_eval(value)
        except (ValueError, SyntaxError):
            return str(value)
    if isinstance(value, Mapping):
        lines = (text if code == "*" else f"{code}: {_as_text(text)}" for code, text in value.items())
        return "\n".join(lines)
    if isinstance(value, (list, tuple)):
        return "\n".join(_as_text(one) for one in value)
    return "" if value is None else str(value)


def _named(kind: str, user: Any) -> list[Any]:
    """Restricted records of a kind on which the reader is named."""
    if not getattr(user, "is_authenticated", False):
        return []
    return list(
        model_of(kind).objects.filter(restricted=True, named=user).values_list("pk", flat=True)[:MOST]
    )


def _inside(row: type[Row], ids: Collection[Any]) -> Iterator[Any]:
    for _, child in shape_of(row).children if ids else ():
        inner = list(records_inside(child, list(ids)).values_list("pk", flat=True)[:MOST])
        yield from inner
        yield from _inside(child, inner)


def _restrictable() -> Iterator[str]:
    return (kind for kind in kinds_of_records() if can_be_restricted(kind))


def _sealed_but_known(user: Any) -> Iterator[str]:
    """Records whose entries are sealed, but not from this reader: their own, and ordinary ones that hold a sealed name."""
    for kind in _restrictable():
        model = model_of(kind)
        ids = _named(kind, user)
        yield from (str(pk) for pk in [*ids, *_inside(model.row, ids)])
        for name in model.always_sealed:
            ordinary = model.objects.filter(restricted=False).exclude(**{name: ""})
            yield from (str(pk) for pk in ordinary.values_list("pk", flat=True)[:MOST])


def _goes_with_hidden(user: Any) -> Iterator[str]:
    """Records that are about a restricted one of which the reader does not know."""
    for kind in kinds_of_records():
        model = model_of(kind)
        for name, pointed_at in shape_of(model.row).refs:
            if can_be_restricted(pointed_at) and not model.stands_in:
                about = model.objects.filter(**{f"{name}__restricted": True})
                hidden = about.exclude(**{f"{name}__in": _named(pointed_at, user)})
                yield from (str(pk) for pk in hidden.values_list("pk", flat=True))
