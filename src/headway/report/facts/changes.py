"""What changed from one edition to the next: numbers and records that are new, that say something else, that are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from headway.lib.rows import dump_row
from headway.report.facts.fact import FactKind, Facts


class How(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Change:
    """One number (`kind` is that of the fact) or one record, by its kind and key."""

    how: How
    kind: str
    key: str

    @property
    def is_number(self) -> bool:
        return self.kind in _SUMS or self.kind in _STATED


@dataclass(frozen=True)
class Changes:
    """All of them: numbers first, and within each, what is new, what says something else, what is gone."""

    all: tuple[Change, ...]

    @property
    def counts(self) -> dict[str, int]:
        return {how.value: sum(one.how is how for one in self.all) for how in How}

    def __bool__(self) -> bool:
        return bool(self.all)


# Numbers that no record states alone; the others are records too, and are told once.
_SUMS = frozenset({FactKind.COUNT.value, FactKind.TOTAL.value})
_STATED = frozenset({FactKind.FIGURE.value, FactKind.PUBLISHED.value})


def changes_between(before: Facts, after: Facts) -> Changes:
    """Compared by what is shown: that a record moved to another place in the pack changes nothing."""
    return Changes((*_compared(_sums(before), _sums(after)), *_compared(_records(before), _records(after))))


def _sums(facts: Facts) -> dict[tuple[str, str], Any]:
    """What counts and totals say, whatever records they say it from."""
    return {
        (str(fact.kind), fact.key): {**fact.canonical(), "rows": ()}
        for fact in facts.numbers.values()
        if fact.kind in _SUMS
    }


def _records(facts: Facts) -> dict[tuple[str, str], Any]:
    found = {(row.kind, row.key): dump_row(row) for rows in facts.records.tops.values() for row in rows}
    order = sorted(found, key=lambda one: (one[0] not in _STATED, one[0]))
    return {one: found[one] for one in order}


def _compared(
    before: Mapping[tuple[str, str], Any], after: Mapping[tuple[str, str], Any]
) -> Iterator[Change]:
    for how, held, keeps in (
        (How.ADDED, after, lambda one: one not in before),
        (How.CHANGED, after, lambda one: one in before and before[one] != after[one]),
        (How.GONE, before, lambda one: one not in after),
    ):
        yield from (Change(how, *one) for one in held if keeps(one))
