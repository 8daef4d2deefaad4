"""What entries of the log tell, field by field, in the words of a pack: keys instead of ids, nothing that is kept sealed."""

from __future__ import annotations

import ast
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from headway.audit.models import Entry, Placed
from headway.audit.queries.log import payload_text
from headway.audit.queries.records import can_be_restricted, kinds_of_records, model_of, pointing_at
from headway.lib.ids import read_id
from headway.lib.kinds import KindRow, kind_fields
from headway.lib.rows import Row, shape_of
from headway.pages.speech import speech
from headway.pages.vocabulary import kinds_for
from headway.pages.wording import has_words, wording

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
class _Raw:
    """A field as the payload has it, and the kind of record that it points at, if any."""

    field: str
    before: Any
    after: Any
    is_new: bool
    kind: str
    says: type[StrEnum] | None = None
    # Of a kind that a campaign names itself: its family, and which entry tells it.
    family: type[KindRow] | None = None
    seq: int = 0


class Tellings:
    """What some entries tell one reader. References are looked up once for all of them."""

    def __init__(self, user: Any) -> None:
        self.user = user

    def of(self, entries: Collection[Entry]) -> dict[int, tuple[Change, ...]]:
        raw = {entry.pk: list(_raw(entry)) for entry in entries}
        self.keys = self._keys([one for found in raw.values() for one in found if one.kind])
        self.campaigns = self._campaigns({one.seq for found in raw.values() for one in found if one.family})
        return {seq: tuple(self._changes(found)) for seq, found in raw.items()}

    def _changes(self, raw: Collection[_Raw]) -> Iterator[Change]:
        for one in raw:
            before, after = self._shown(one, one.before), self._shown(one, one.after)
            if one.is_new or before != after:
                yield Change(one.field, before, after, one.is_new)

    def _keys(self, raw: Collection[_Raw]) -> dict[str, str]:
        """Keys of the records that are pointed at by their ids."""
        wanted: dict[str, set[str]] = {}
        for one in raw:
            ids = {part for value in (one.before, one.after) for part in _each(value) if read_id(part)}
            wanted.setdefault(one.kind, set()).update(ids)
        keys: dict[str, str] = {}
        for kind, ids in wanted.items():
            if ids:
                found = model_of(kind).objects.filter(pk__in=ids).values_list("pk", "key")
                keys |= {str(pk): key for pk, key in found}
        return keys

    def _campaigns(self, entries: Collection[int]) -> dict[int, Any]:
        """The campaign of each of these entries, which says what its kinds are called."""
        if not entries:
            return {}
        placed = dict(Placed.objects.filter(seq__in=entries).values_list("seq", "campaign"))
        held = model_of("campaign").objects.in_bulk(set(placed.values()))
        return {seq: held[pk] for seq, pk in placed.items() if pk in held}

    @cached_property
    def _unknown(self) -> frozenset[tuple[str, str]]:
        """Kind and key of every restricted record on which the reader is not named, and of what is about one."""
        found: set[tuple[str, str]] = set()
        for kind in (kind for kind in kinds_of_records() if can_be_restricted(kind)):
            closed = model_of(kind).objects.filter(restricted=True).exclude(named=self.user)
            found |= {(kind, key) for key in closed.values_list("key", flat=True)}
            ids = closed.values("pk")
            for other, name in pointing_at(kind):
                about = model_of(other).objects.filter(**{f"{name}__in": ids})
                found |= {(other, key) for key in about.values_list("key", flat=True)}
        return frozenset(found)

    def _shown(self, one: _Raw, value: Any) -> str:
        kind = one.kind
        if one.family and value:
            return speech().say(kinds_for(self.campaigns.get(one.seq), one.family).label(str(value)))
        if one.says and value in list(one.says):
            return wording(one.says(value))
        if not kind:
            return _as_text(value)
        keys = [self.keys.get(part, part) for part in _each(value)]
        return ", ".join(sorted(key for key in keys if key and (kind, key) not in self._unknown))


def _raw(entry: Entry) -> Iterator[_Raw]:
    """The payload field by field. What changes give as columns goes back to the names that a pack has for them."""
    model = model_of(entry.kind) if entry.kind in kinds_of_records() else None
    row = model.row if model else None
    for column, value in json.loads(payload_text(entry.payload)).items():
        name = _field_of(row, column)
        if not name or (model and name in model.always_sealed):
            continue
        kind = _points_at(row, name)
        family = kind_fields(row).get(name) if row else None
        if row and not entry.action.startswith("add_") and isinstance(value, list) and len(value) == 2:
            yield _Raw(name, value[0], value[1], False, kind, _says(row, name), family, entry.pk)
        else:
            yield _Raw(name, "", value, True, kind, _says(row, name), family, entry.pk)


def _field_of(row: type[Row] | None, column: str) -> str:
    """The field of the row that a column belongs to; empty for one that is not shown."""
    if row is None:
        return column
    if column.endswith(NOT_SHOWN) or column == "position":
        return ""
    bare = column.removesuffix("_id") if column.endswith("_id") else column.removesuffix("_edtf")
    return bare if bare in row.model_fields else column


def _points_at(row: type[Row] | None, name: str) -> str:
    shape = shape_of(row) if row else None
    return dict((*shape.refs, *shape.ref_sets)).get(name, "") if shape else ""


def _says(row: type[Row] | None, name: str) -> type[StrEnum] | None:
    """The enumeration of a field that has one value of it, in words that pages know."""
    kind = row.model_fields[name].annotation if row and name in row.model_fields else None
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) and has_words(kind) else None


def _each(value: Any) -> list[str]:
    return [str(part) for part in (value if isinstance(value, list) else [value]) if part]


def _as_text(value: Any) -> str:
    """A value as the log has it, for people: a label as one line a language, a list as its lines."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            value = ast.literal_eval(value)
        except (ValueError, SyntaxError):
            return str(value)
    if isinstance(value, Mapping):
        return "\n".join(
            _as_text(text) if code == "*" else f"{code}: {_as_text(text)}" for code, text in value.items()
        )
    if isinstance(value, (list, tuple)):
        return "\n".join(_as_text(one) for one in value)
    return "" if value is None else str(value)
