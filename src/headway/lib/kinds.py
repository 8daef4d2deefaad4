"""Kinds that a campaign may name itself: of partners, steps with them, events, relief, targets, opportunities, outputs.

A room describes each family of kinds by a row class, and marks the field that names one: `Annotated[KindKey, KindOf(...)]`.
A campaign whose pack says nothing of a family has the kinds of `kinds.yaml`, Headway's default vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import StringConstraints

from headway.lib.hints import kind_in_words, meant
from headway.lib.labels import EVERYWHERE, Label
from headway.lib.rows import Row, shape_of
from headway.lib.tongue import say
from headway.lib.yamltext import read_yaml

FILE = "kinds.yaml"
DEFAULTS = Path(__file__).parent / FILE
LONGEST_KEY = 40
KindKey = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=1, max_length=LONGEST_KEY)
]


class KindRow(Row):
    """One kind of a family; `help` says what is meant by it where somebody chooses it."""

    family: ClassVar[str] = ""

    key: KindKey
    name: Label
    help: Label | None = None


@dataclass(frozen=True)
class KindOf:
    """Marks a text as the key of a kind of this family."""

    row: type[KindRow]


@dataclass(frozen=True)
class Kinds:
    """The kinds of one family that a campaign has; `own` where its pack says them, or else they are the default ones."""

    rows: tuple[Any, ...]
    own: bool = False

    @cached_property
    def by_key(self) -> Mapping[str, Any]:
        return {row.key: row for row in self.rows}

    def get(self, key: str) -> Any:
        """The kind, or None."""
        return self.by_key.get(key)

    def label(self, key: str) -> Mapping[str, str]:
        """What a kind is called; one that nobody named is called by its key."""
        row = self.get(key)
        return row.name if row is not None else {EVERYWHERE: key.replace("-", " ")}


@cache
def kind_fields(row_class: type[Row]) -> Mapping[str, type[KindRow]]:
    """The fields of a row that name a kind, each with the family that it is of."""
    return {
        name: mark.row
        for name, info in row_class.model_fields.items()
        for mark in info.metadata
        if isinstance(mark, KindOf)
    }


@cache
def default_kinds(row_class: type[KindRow]) -> Kinds:
    """Headway's own kinds of a family."""
    return Kinds(tuple(row_class.model_validate(told) for told in _defaults()[row_class.family]))


def default_keys(family: str) -> frozenset[str]:
    """The keys of Headway's own kinds of a family, for migrations, which know of no rows."""
    return frozenset(str(told["key"]) for told in _defaults()[family])


@cache
def _defaults() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(DEFAULTS.read_text(encoding="utf-8"), FILE).data
    return found


def kinds_among(rows: Iterable[Any], row_class: type[KindRow]) -> Kinds:
    """The kinds of a campaign that says these of a family, or the default ones where it says none."""
    own = tuple(rows)
    return Kinds(own, own=True) if own else default_kinds(row_class)


KindsFor = Callable[[type[KindRow]], Kinds]


def kinds_in(pack: Any) -> KindsFor:
    """The kinds of each family that a pack (or the records of a report) says, or else the default ones; each found once."""
    return cache(lambda family: kinds_among(pack.of(family.kind), family))


def own_faults_of_kinds(row: Row, kinds_for: KindsFor) -> Iterator[tuple[str, str]]:
    """Each field of the row that names a kind which the campaign does not have, with a message."""
    for name, family in kind_fields(type(row)).items():
        key, known = getattr(row, name), kinds_for(family).by_key
        if key not in known:
            said = say('there is no {kind} "{key}" here', kind=kind_in_words(family.kind), key=key)
            yield name, f"{name}: {said}{meant(key, known)}"


def faults_of_kinds(rows: Iterable[Row], kinds_for: KindsFor) -> Iterator[str]:
    """The same of many rows and of all that stands inside them."""
    for row in rows:
        yield from (message for _, message in own_faults_of_kinds(row, kinds_for))
        for name, _ in shape_of(type(row)).children:
            yield from faults_of_kinds(getattr(row, name), kinds_for)


def families_in(row_class: type[Row]) -> tuple[type[KindRow], ...]:
    """The families of which a row names kinds, itself or by what stands inside it."""
    inside = (family for _, child in shape_of(row_class).children for family in families_in(child))
    return tuple(dict.fromkeys((*kind_fields(row_class).values(), *inside)))
