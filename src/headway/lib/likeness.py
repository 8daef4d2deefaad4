"""Whether two outcomes may tell of the same change: who, where, when, and in which words. A guess for people to decide on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from headway.lib.finding import forms

# From so much on two are shown as perhaps the same.
ALIKE = 0.5
# A year and more between two is another time.
FAR_DAYS = 365
# A word that so many records have tells nothing.
COMMON = 0.25
FEW_RECORDS = 12
MOST_ALIKE = 5


@dataclass(frozen=True)
class Traits:
    """What is compared of one outcome."""

    key: str
    actor: frozenset[str]
    words: frozenset[str]
    places: frozenset[str] = frozenset()
    days: tuple[date | None, date | None] = (None, None)


@dataclass(frozen=True)
class Pair:
    """Two that may be the same, the surer the nearer to 1."""

    one: str
    other: str
    likeness: float = field(compare=False)


def traits(
    key: str, actor: str, texts: Iterable[str], language: str, places: Collection[str] = (),
    days: tuple[date | None, date | None] = (None, None),
) -> Traits:  # fmt: skip
    """The stems of what it says, and where and when it was."""
    words = frozenset(token for text in texts for token in forms(text, language) if len(token) > 2)
    named = frozenset(token for token in forms(actor, language) if len(token) > 2)
    return Traits(key, named, words, frozenset(filter(None, places)), days)


def likeness(one: Traits, other: Traits) -> float:
    """From 0 to 1. Words count most, then who; two other places or times make it less."""
    said, who = _overlap(one.words, other.words), _overlap(one.actor, other.actor)
    where = 0.5 if not one.places or not other.places else float(bool(one.places & other.places))
    apart = _days_between(one.days, other.days)
    when = 0.5 if apart is None else max(0.0, 1 - apart / FAR_DAYS)
    return round((0.45 * said + 0.3 * who + 0.15 * where + 0.1 * when) * (0.5 if where == 0 else 1), 4)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter stands in the other: the same change may be told in one line or in ten."""
    if not one or not other:
        return 0.0
    return len(one & other) / min(len(one), len(other))


def _days_between(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> int | None:
    """Days between the two; 0 where they overlap, None where a date is not known."""
    first, second = _span(one), _span(other)
    if first is None or second is None:
        return None
    return max(0, (second[0] - first[1]).days, (first[0] - second[1]).days)


def _span(days: tuple[date | None, date | None]) -> tuple[date, date] | None:
    begins, ends = days[0] or days[1], days[1] or days[0]
    return (begins, ends) if begins is not None and ends is not None else None


def like(one: Traits, among: Sequence[Traits], most: int = MOST_ALIKE) -> list[Pair]:
    """Those that may tell of the same as `one`, the likeliest first."""
    found = [
        Pair(one.key, other.key, value)
        for other in among
        if other.key != one.key and (value := likeness(one, other)) >= ALIKE
    ]
    return sorted(found, key=lambda pair: (-pair.likeness, pair.other))[:most]


def pairs_among(records: Sequence[Traits]) -> list[Pair]:
    """All pairs that may be the same, the likeliest first. Only those are compared that share a word that few have."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(records):
        for word in one.words | one.actor:
            by_word[word].append(at)
    most = max(FEW_RECORDS, int(COMMON * min(len(records), 400)))
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for held in by_word.values():
        if len(held) <= most:
            for nth, at in enumerate(held):
                for later in held[nth + 1 :]:
                    shared[at, later] += 1
    found = [
        Pair(records[at].key, records[later].key, value)
        for (at, later), number in shared.items()
        if number > 1 and (value := likeness(records[at], records[later])) >= ALIKE
    ]
    return sorted(found, key=lambda pair: (-pair.likeness, pair.one, pair.other))
