"""Two people who change one thing at once: what differs is put together field by field, and what clashes is told.

A field is known by a short mark of its value, so that a form can carry how it found each without carrying it twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Merged:
    """What comes of it: `values` as they should be kept, and the fields on which both disagree."""

    values: dict[str, Any]
    clashes: frozenset[str]


def mark(value: Any) -> str:
    """Names a value; equal values have equal marks."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def marks(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: mark(value) for name, value in values.items()}


def read_marks(text: str) -> dict[str, str]:
    """The marks that a form carried; none where it carries anything else, for then nobody has seen anything."""
    try:
        read = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in read.items()} if isinstance(read, dict) else {}


def joined(
    form: Mapping[str, str], sent: Mapping[str, str], stored: Mapping[str, Any], typed: Mapping[str, Any]
) -> dict[str, str]:
    """What an edit was made on, where the form was opened on one state and has itself written another, unknown to it.

    A field that stands as either of the two was not changed by anybody else; one that is typed as either was not changed here.
    """
    base = {}
    for name in typed:
        known = [marks_of[name] for marks_of in (sent, form) if name in marks_of]
        now, mine = mark(stored.get(name)), mark(typed[name])
        if known:
            base[name] = now if now in known else mine if mine in known else known[0]
    return base


def merge(base: Mapping[str, str], stored: Mapping[str, Any], typed: Mapping[str, Any]) -> Merged:
    """`base` holds the marks of what the form was opened on, where there was anything; None says that there is
    nothing. Where a field clashes, what was typed stands in `values`."""
    values: dict[str, Any] = {}
    clashes = set()
    nothing = mark(None)
    for name in typed:
        mine, theirs = typed[name], stored.get(name)
        found = base.get(name, nothing)
        i_changed, they_changed = mark(mine) != found, mark(theirs) != found
        values[name] = mine if i_changed else theirs
        if i_changed and they_changed and mark(mine) != mark(theirs):
            clashes.add(name)
    return Merged(values, frozenset(clashes))
