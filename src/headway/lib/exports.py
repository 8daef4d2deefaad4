"""Layouts of exports of media and social media, as data: which columns name what, and how a file is told by its header.

Vendors change layouts without notice, so that a column is known by its name and never by its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from headway.lib.tables import folded

FOLDER = Path(__file__).parent / "layouts"
MEDIA, SOCIAL = "media", "social"
# Fields of which a row needs one, so that it can be told from others.
NAMES_A_ROW = {MEDIA: ("id", "tweet_id", "url"), SOCIAL: ("id", "permalink")}
NUMBERS = {
    MEDIA: ("reach", "ave", "engagement"),
    SOCIAL: (
        "impressions", "engagements", "clicks", "reactions", "comments", "shares", "video_views", "reach", "followers",
    ),
}  # fmt: skip
# In what a second header row says that a column counts people: those cannot be added.
_UNIQUE, _TOTAL = "(unique users)", "(total count)"


@dataclass(frozen=True)
class Layout:
    """One way in which a tool writes its exports."""

    key: str
    name: str
    kind: str
    known_by: tuple[tuple[str, ...], ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    paid_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    passed_over: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    header_has: tuple[str, ...] = ()
    prefixed: bool = False
    collapses: bool = False
    sums_engagements: bool = False
    described: bool = False
    guessed: bool = False

    def knows(self, names: frozenset[str]) -> bool:
        """Whether a header of these names is one of this layout."""
        if any(set(wanted) <= names for wanted in self.known_by):
            return True
        return any(one in name for one in self.header_has for name in names) and any(
            "(sum)" in name for name in names
        )

    def place_of(self, alias: str, names: Sequence[str]) -> int | None:
        """Where the column of this name stands: of columns with one name the first, and then one with a prefix before it."""
        if alias in names:
            return names.index(alias)
        if self.prefixed:
            return next((at for at, name in enumerate(names) if name.endswith(f" {alias}")), None)
        return None

    def mapping(self, names: Sequence[str]) -> dict[str, list[int]]:
        """Places of the columns of each field, the one that counts first."""
        return _placed(self, self.columns, names)

    def paid_mapping(self, names: Sequence[str]) -> dict[str, list[int]]:
        return _placed(self, self.paid_columns, names)


def _placed(
    layout: Layout, columns: Mapping[str, Sequence[str]], names: Sequence[str]
) -> dict[str, list[int]]:
    found = {}
    for name, aliases in columns.items():
        places = [at for alias in aliases if (at := layout.place_of(alias, names)) is not None]
        if places:
            found[name] = list(dict.fromkeys(places))
    return found


@cache
def layouts() -> Mapping[str, Layout]:
    """All layouts by key; those that are only guessed at come last."""
    read = [
        _layout(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.yaml"))
    ]
    return {one.key: one for one in sorted(read, key=lambda one: one.guessed)}


def _layout(told: Mapping[str, Any]) -> Layout:
    lists: dict[str, Any] = {
        name: {
            field: tuple(folded(alias) for alias in aliases) for field, aliases in told.get(name, {}).items()
        }
        for name in ("columns", "paid_columns")
    }
    plain = {
        name: told[name]
        for name in (
            "key",
            "name",
            "kind",
            "constants",
            "prefixed",
            "collapses",
            "sums_engagements",
            "described",
            "guessed",
        )
        if name in told
    }
    return Layout(
        **plain, **lists,
        known_by=tuple(tuple(folded(one) for one in each) for each in told.get("known_by", ())),
        header_has=tuple(told.get("header_has", ())),
        passed_over={name: tuple(words) for name, words in told.get("passed_over", {}).items()},
    )  # fmt: skip


def layout_of(names: Sequence[str], kind: str = "") -> Layout | None:
    """The layout that these (folded) names are a header of; of two that know it, the one that reads more of it."""
    there = frozenset(names)
    known = [one for one in layouts().values() if not one.guessed and one.knows(there)]
    known = [one for one in known if one.kind == kind] or known
    return max(known, key=lambda one: len(one.mapping(names)), default=None)


def guessing(kind: str) -> Layout:
    """The layout by which the columns of an unknown table are guessed."""
    return next(one for one in layouts().values() if one.guessed and one.kind == kind)


def is_header(cells: Sequence[str], kind: str = "") -> bool:
    """Whether a row names columns: those of a layout, or at least two that an unknown table could have."""
    names = [folded(cell) for cell in cells]
    if layout_of(names) is not None:
        return True
    guesses = [guessing(one) for one in ((kind,) if kind else (MEDIA, SOCIAL))]
    return any(len(_different(one.mapping(names))) >= 2 for one in guesses)


def _different(mapping: Mapping[str, Sequence[int]]) -> set[int]:
    return {places[0] for places in mapping.values()}


def fingerprint(names: Sequence[str]) -> str:
    """By which a layout is known again: the names of its columns, in whatever order."""
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()


def describes(cells: Sequence[str]) -> bool:
    """Whether a row below the header says what each column counts."""
    return sum(_said_of(cell) != "" for cell in cells) >= 2


def _said_of(cell: str) -> str:
    said = folded(cell)
    return "unique" if said.endswith(_UNIQUE) else "total" if said.endswith(_TOTAL) else ""


def told_apart(names: Sequence[str], described: Sequence[str]) -> list[str]:
    """The names once more, with those of columns that count people marked where another of the same name counts all."""
    said = [_said_of(described[at]) if at < len(described) else "" for at in range(len(names))]
    counted = {name for name, kind in zip(names, said, strict=True) if kind == "total"}
    return [
        f"{name} {_UNIQUE}" if kind == "unique" and name in counted else name
        for name, kind in zip(names, said, strict=True)
    ]
