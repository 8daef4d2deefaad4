"""What a profile may show: one pure function from all records to those that a report is made of.

always    restricted records are not there, and nothing points at them; nor are protected names, nor what is told of a
          case to few (how the person is, what they risk): whoever works on the campaign may read an internal report
internal  everything else
public    also without: names of people who did not agree to be published (in any text, key or label), offices'
          assessments in their returns, testimonies that may not be published, who was at a meeting, sees to what it
          agreed or vouched for an outcome, and notes that begin with "internal:"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from headway.engage.rules import TOLD_TO_FEW, may_publish
from headway.lib.rows import Row, shape_of
from headway.report.facts.records import Records
from headway.report.facts.scrub import Scrubber, scrubber_for, scrubber_of

INTERNAL_NOTE = "internal:"
# A record about somebody goes with the record of that person; all else only loses its reference.
_GOES_WITH_CASE = frozenset({"figure", "published", "testimony"})
_WITHHELD: Mapping[str, Mapping[str, Any]] = {
    "return": {"assessment": ""},
    "meeting": {"attendees": ()},
    "agreed": {"owner": ""},
    "substantiation": {"who": ""},
}


class Profile(StrEnum):
    """For whom an edition is made. It decides what is shown, whoever reads."""

    PUBLIC = "public"
    INTERNAL = "internal"


def redact(tops: Mapping[str, Iterable[Any]], profile: Profile) -> Records:
    """The records that a report of this profile may show."""
    shown = _without_restricted({kind: tuple(rows) for kind, rows in tops.items()})
    sealed = scrubber_of(case.protected_name for case in tops.get("case", ()))
    shown = {kind: tuple(_open(row, sealed) for row in rows) for kind, rows in shown.items()}
    if profile is not Profile.PUBLIC:
        return Records(shown)
    shown["testimony"] = tuple(row for row in shown.get("testimony", ()) if row.may_publish)
    scrub = scrubber_for([case for case in shown.get("case", ()) if not may_publish(case)], shown)
    shown = {kind: tuple(_public(row, scrub) for row in rows) for kind, rows in shown.items()}
    nameless = {scrub.keys.get(("case", key), key): number for key, number in scrub.people.items()}
    return Records(shown, nameless)


def _without_restricted(tops: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    gone = {(kind, row.key) for kind in ("case", "outcome") for row in tops.get(kind, ()) if row.restricted}
    kept: dict[str, tuple[Any, ...]] = {}
    known = {(row.kind, row.key) for kind in ("case", "outcome") for row in tops.get(kind, ())} - gone
    for kind, rows in tops.items():
        left = [row for row in rows if (kind, row.key) not in gone]
        if kind in _GOES_WITH_CASE:
            left = [row for row in left if not row.case or ("case", row.case) in known]
        kept[kind] = tuple(_unlinked(row, known) for row in left)
    return _without_parts_of_the_gone(kept)


def _without_parts_of_the_gone(tops: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """No figure or rating points at a figure that went with its case."""
    known = {(kind, row.key) for kind in ("figure", "published") for row in tops.get(kind, ())}
    return {
        kind: tuple(_unlinked(row, known, ("figure", "published")) for row in rows)
        for kind, rows in tops.items()
    }


def _unlinked(row: Row, known: set[tuple[str, str]], kinds: tuple[str, ...] = ("case", "outcome")) -> Row:
    """The row without references to records of these kinds that are not there."""
    shape = shape_of(type(row))
    changes: dict[str, Any] = {}
    for name, kind in shape.refs:
        key = getattr(row, name)
        if kind in kinds and key and (kind, key) not in known:
            changes[name] = ""
    for name, kind in shape.ref_sets:
        keys = getattr(row, name)
        left = tuple(key for key in keys if kind not in kinds or (kind, key) in known)
        if left != keys:
            changes[name] = left
    for name, _ in shape.children:
        held = getattr(row, name)
        children = tuple(_unlinked(child, known, kinds) for child in held)
        if any(new is not old for new, old in zip(children, held, strict=True)):
            changes[name] = children
    return row.model_copy(update=changes) if changes else row


def _open(row: Any, sealed: Scrubber) -> Any:
    """A protected name and the notes are for those who work on the case: no report ever shows the name, in any text, or them."""
    if row.kind == "case":
        row = row.model_copy(update=dict.fromkeys(TOLD_TO_FEW, ""))
    return _deeply(row, sealed) if sealed.names else row


def _deeply(row: Row, scrub: Scrubber) -> Row:
    children = {
        name: tuple(_deeply(child, scrub) for child in getattr(row, name))
        for name, _ in shape_of(type(row)).children
    }
    return scrub.row(row.model_copy(update=children) if children else row)


def _public(row: Row, scrub: Scrubber) -> Any:
    changes: dict[str, Any] = dict(_WITHHELD.get(row.kind, {}))
    if str(getattr(row, "note", "")).strip().lower().startswith(INTERNAL_NOTE):
        changes["note"] = ""
    for name, _ in shape_of(type(row)).children:
        changes[name] = tuple(_public(child, scrub) for child in getattr(row, name))
    return scrub.row(row.model_copy(update=changes) if changes else row)
