"""What makes one look twice at what somebody reports: values that leap or fall, shares above one, things told twice.

None of it is wrong for certain; whoever reports is asked, and may say that it is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from headway.lib.edtf import ImpreciseDate
from headway.lib.figures import Additivity, Distribution, Figure, Range, Result, Total
from headway.lib.folding import words
from headway.lib.precision import Precision

LEAP = 10
# Of all the words of two names, how many they have to share to be taken for one.
ALIKE = Decimal("0.8")


class Odd(StrEnum):
    """Why a value is looked at twice."""

    LEAP = "leap"
    FELL = "fell"
    SHARE = "share"


def one_value(result: Result) -> Decimal | None:
    """The number that stands for a result where two of them are compared: of a range its upper end."""
    match result:
        case Total():
            return result.value
        case Range():
            return result.high
        case Distribution():
            return result.largest
    return None


def odd_change(additivity: Additivity, before: Decimal | None, now: Decimal | None) -> Odd | None:
    """What is odd about a value after the last one: a stock that fell, anything that is ten times as much."""
    if before is None or now is None:
        return None
    if before > 0 and now >= LEAP * before:
        return Odd.LEAP
    return Odd.FELL if additivity is Additivity.STOCK and now < before else None


def is_more_than_all(additivity: Additivity, value: Decimal | None) -> bool:
    """True of a share above a hundred per cent."""
    return additivity is Additivity.RATIO and value is not None and value > 1


def outgrown(figures: Mapping[str, Figure]) -> Iterator[tuple[Figure, Decimal]]:
    """Figures that are less than the parts into which one breakdown divides them, each with the sum of these."""
    parts: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures.values():
        if figure.part_of and figure.value is not None:
            parts[figure.part_of, figure.of.partition(":")[0].strip()].append(figure)
    for (key, _), found in sorted(parts.items()):
        whole = figures.get(key)
        added = sum((one.value for one in found if one.value is not None), Decimal(0))
        exact = whole is not None and whole.precision is Precision.EXACT
        if whole is not None and exact and whole.value is not None and added > whole.value:
            yield whole, added


@dataclass(frozen=True)
class Deed:
    """Something that an office did, as far as two of them are compared. `name` is in one language or several."""

    key: str
    kind: str
    name: str
    when: ImpreciseDate | None = None
    place: str = ""


def likely_twice(own: Iterable[Deed], all_known: Iterable[Deed]) -> Iterator[tuple[Deed, Deed]]:
    """Pairs that may tell of one thing: of one kind, at one time, called alike or at one place. Each pair once."""
    by_kind: dict[str, list[Deed]] = defaultdict(list)
    for deed in all_known:
        by_kind[deed.kind].append(deed)
    seen: set[frozenset[str]] = set()
    for deed in own:
        for other in by_kind[deed.kind]:
            pair = frozenset({deed.key, other.key})
            if deed.key != other.key and pair not in seen and _alike(deed, other):
                seen.add(pair)
                yield deed, other


def _alike(one: Deed, other: Deed) -> bool:
    if one.when is None or other.when is None:
        return False
    if not one.when.overlaps(other.when.earliest, other.when.latest):
        return False
    mine, theirs = set(words(one.name)), set(words(other.name))
    shared = Decimal(len(mine & theirs)) / max(1, len(mine | theirs))
    same_place = bool(one.place) and words(one.place) == words(other.place)
    return shared >= ALIKE or (same_place and bool(mine & theirs))
