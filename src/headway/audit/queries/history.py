"""What the log tells of records, as far as a reader may know of them, and what states they went through.

Entries of a restricted record are told to the people named on it and to nobody else; to others such an entry is a
number, a time and a link of the chain. So are entries of what goes with it (a testimony of a restricted case).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Q, QuerySet, Value

from headway.audit.models import Entry
from headway.audit.queries.changes import Change, Tellings
from headway.audit.queries.records import can_be_restricted, kinds_of_records, model_of, pointing_at
from headway.lib.rows import Row, shape_of
from headway.lib.sealed import is_sealed

# How many records of one person or one case are looked up at most, for each kind.
MOST = 500
# Entries that say what a record holds from then on.
WRITES = ("add_", "change_", "move_")


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
    """Those entries of whose records the reader may know; never of the kinds that are `closed` to them."""
    lists = Q(subject="", kind__in=_kinds_with_restricted())
    known = entries.exclude(lists).exclude(subject__in=_knowledge_of(user).hidden)
    return known.exclude(kind__in=closed) if closed else known


def _is_readable(entry: Entry, user: Any, closed: Collection[str]) -> bool:
    """What `readable` asks, of an entry that is at hand: the database need not be told of all that is hidden again."""
    if entry.kind in closed or (not entry.subject and entry.kind in _kinds_with_restricted()):
        return False
    return entry.subject not in _knowledge_of(user).hidden


def _kinds_with_restricted() -> list[str]:
    return [kind for kind in kinds_of_records() if can_be_restricted(kind)]


def told(
    entries: Collection[Entry], user: Any, closed: Collection[str] = (), *, in_full: bool = False
) -> list[Told]:
    """What each of these entries tells this reader; its changes only `in_full`.

    What was sealed while a record was restricted stays closed after it was opened, but to the people named on it.
    """
    known = {entry.pk for entry in entries if _is_readable(entry, user, closed)}
    open_to_them = _knowledge_of(user).sealed_but_known
    known -= {entry.pk for entry in entries if _is_sealed(entry) and entry.subject not in open_to_them}
    open_ones = [entry for entry in entries if entry.pk in known and not _is_erased(entry)]
    changes = Tellings(user).of(open_ones) if in_full else {}
    return [
        Told(entry, changes.get(entry.pk, ()), erased=_is_erased(entry), hidden=entry.pk not in known)
        for entry in entries
    ]


def _is_sealed(entry: Entry) -> bool:
    payload = getattr(entry, "payload", None)
    return payload is not None and is_sealed(payload.body)


def _is_erased(entry: Entry) -> bool:
    payload = getattr(entry, "payload", None)
    return payload is None or payload.erased


def history_of(kind: str, pk: UUID, user: Any, closed: Collection[str] = ()) -> QuerySet[Entry]:
    """Entries of a record and of what stands inside it, latest first; none where the reader may not know of it.

    None of the kinds that are `closed` to the reader either, whatever kind the record is said to be of.
    """
    inside = _together(_inside(model_of(kind).row, [pk])) if kind in kinds_of_records() else []
    subjects = {str(pk), *(str(inner) for inner in inside)}
    return readable(all_entries().filter(subject__in=list(subjects)[:MOST]), user, closed)


def known_record(kind: str, pk: UUID, user: Any) -> Any:
    """The record with this id, or None where there is none or its reader may not know of it."""
    if kind not in kinds_of_records() or str(pk) in _knowledge_of(user).hidden:
        return None
    return model_of(kind).objects.filter(pk=pk).first()


def hidden_from(user: Any) -> frozenset[str]:
    """Ids of all of which the reader may not know, and of what goes with it."""
    return _knowledge_of(user).hidden


def states_of(entries: Iterable[Told]) -> list[tuple[Entry, Mapping[str, str]]]:
    """What a record held after each of its entries, oldest first; a field that no entry names yet is not there."""
    held: dict[str, str] = {}
    states: list[tuple[Entry, Mapping[str, str]]] = []
    for one in sorted(entries, key=lambda one: one.entry.seq):
        if one.changes and one.entry.action.startswith(WRITES):
            held = held | {change.field: change.after for change in one.changes}
            states.append((one.entry, held))
    return states


@dataclass(frozen=True)
class _Knowledge:
    """Ids of the records whose entries are sealed, but not from one reader; and of those that are hidden from them.

    Sealed but known are the restricted ones on which they are named, with what stands inside them or is about them, and
    ordinary ones that hold a sealed name. Hidden are all other restricted ones, and what is about any of those.
    """

    sealed_but_known: frozenset[str]
    hidden: frozenset[str]


def _knowledge_of(user: Any) -> _Knowledge:
    if not hasattr(user, "_knowledge"):
        named = _named(user)
        known = [*(pk for ids in named.values() for pk in ids), *_together(_sealed_but_known(named))]
        hidden = _together([*_hidden(named), *_goes_with_hidden(named)])
        user._knowledge = _Knowledge(frozenset(map(str, known)), frozenset(map(str, hidden)))
    found: _Knowledge = user._knowledge
    return found


def _named(user: Any) -> dict[str, list[Any]]:
    """Restricted records on which the reader is named, by kind; in one query."""
    found: dict[str, list[Any]] = {kind: [] for kind in kinds_of_records() if can_be_restricted(kind)}
    if not getattr(user, "is_authenticated", False):
        return found
    mine = [
        model_of(kind).objects.filter(restricted=True, named=user).order_by()
        .annotate(of=Value(kind, CharField())).values_list("of", "pk")
        for kind in found
    ]  # fmt: skip
    for kind, pk in mine[0].union(*mine[1:], all=True)[: MOST * len(mine)] if mine else ():
        found[kind].append(pk)
    return found


def _together(sets: Iterable[QuerySet[Any]]) -> list[Any]:
    """The ids of all these records, in one query."""
    found = [records.order_by().values_list("pk", flat=True) for records in sets]
    return list(found[0].union(*found[1:], all=True)) if found else []


def _sealed_but_known(named: Mapping[str, Collection[Any]]) -> Iterator[QuerySet[Any]]:
    for kind, ids in named.items():
        model = model_of(kind)
        if ids:
            yield from _inside(model.row, ids)
            for other, name in pointing_at(kind):
                yield model_of(other).objects.filter(**{f"{name}__in": ids})
        for name in model.always_sealed:
            yield model.objects.filter(restricted=False).exclude(**{name: ""})


def _hidden(named: Mapping[str, Collection[Any]]) -> Iterator[QuerySet[Any]]:
    for kind in named:
        hidden = _unknown(kind, named)
        yield hidden
        yield from _inside(model_of(kind).row, hidden.values("pk"))


def _goes_with_hidden(named: Mapping[str, Collection[Any]]) -> Iterator[QuerySet[Any]]:
    for kind in named:
        for other, name in pointing_at(kind):
            yield model_of(other).objects.filter(**{f"{name}__in": _unknown(kind, named).values("pk")})


def _unknown(kind: str, named: Mapping[str, Collection[Any]]) -> QuerySet[Any]:
    """Restricted records of a kind of which the reader does not know."""
    records: QuerySet[Any] = model_of(kind).objects.filter(restricted=True).exclude(pk__in=named[kind])
    return records


def _inside(row: type[Row], ids: Any, above: str = "") -> Iterator[QuerySet[Any]]:
    """What stands inside these records, at any depth."""
    for _, child in shape_of(row).children:
        model = model_of(child.kind)
        path = f"{model.stands_in}__{above}" if above else model.stands_in
        yield model.objects.filter(**{f"{path}__in": ids})
        yield from _inside(child, ids, path)
