"""Which figures tell of one thing: parts within a whole, sources beside each other, older values of a stock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headway.lib.figures import Additivity, Count, Figure, LeftOut, Measure, Why
from headway.lib.precision import weakest


class Circular(Exception):
    """Figures that are part of each other, so that none is the whole."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        super().__init__(", ".join(keys))


@dataclass(frozen=True)
class Counted:
    """The things that figures tell of, each counted once. `uncounted`: some thing has words but no number."""

    counts: tuple[Count, ...]
    left_out: tuple[LeftOut, ...]
    uncounted: bool

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(sorted({key for count in self.counts for key in count.keys}))


def count_once(measure: Measure, known: Mapping[str, Figure], parents: Mapping[str, str]) -> Counted:
    """The counts of `measure`, smallest first; raise Circular."""
    stock = measure.additivity is Additivity.STOCK
    left = [LeftOut(key, Why.OTHER_MEASURE) for key, figure in known.items() if figure.measure != measure.key]
    own = {key: figure for key, figure in known.items() if figure.measure == measure.key}
    whole, parts = leave_out_parts(own, parents)
    left += parts
    counts: list[Count] = []
    uncounted = False
    for same in group(whole, by_subject=stock):
        left += [LeftOut(figure.key, Why.NO_NUMBER) for figure in same if figure.value is None]
        numbered = [figure for figure in same if figure.value is not None]
        if stock:
            numbered, older = pick_latest(numbered)
            left += older
        if numbered:
            counts.append(_count(numbered))
        else:
            uncounted = True
    counts.sort(key=lambda count: (count.high, count.low, count.keys))
    return Counted(tuple(counts), tuple(sorted(left)), uncounted)


def _count(same: Iterable[Figure]) -> Count:
    values = sorted((figure.value or Decimal(0), figure.key, figure.precision) for figure in same)
    keys = tuple(sorted(key for _, key, _ in values))
    return Count(keys, values[0][0], values[-1][0], weakest(precision for _, _, precision in values))


def leave_out_parts(
    figures: Mapping[str, Figure], parents: Mapping[str, str]
) -> tuple[list[Figure], list[LeftOut]]:
    """The figures that stand for themselves, and those that lie within another that is here and has a number."""
    above = {**parents, **{key: figure.part_of for key, figure in figures.items() if figure.part_of}}
    whole: list[Figure] = []
    left: list[LeftOut] = []
    for key, figure in figures.items():
        chain = _chain(key, above)
        holders = [up for up in chain if up in figures and figures[up].value is not None]
        if holders:
            left.append(LeftOut(key, Why.PART_OF, holders[0]))
        else:
            whole.append(figure)
    return whole, left


def _chain(key: str, above: Mapping[str, str]) -> list[str]:
    """What `key` is part of, nearest first."""
    chain: list[str] = []
    up = above.get(key, "")
    while up and up not in chain:
        if up == key:
            raise Circular(tuple(sorted({key, *chain})))
        chain.append(up)
        up = above.get(up, "")
    return chain


def group(figures: Sequence[Figure], *, by_subject: bool) -> list[list[Figure]]:
    """Figures that tell of one thing stand together: by their fields, or because one says so (`same_as`).

    A stock is grouped by its subject, so that later and earlier values of it meet.
    """
    leader: dict[object, object] = {}

    def find(name: object) -> object:
        while leader.setdefault(name, name) != name:
            leader[name] = name = leader[leader[name]]
        return name

    for figure in figures:
        leader[find(("key", figure.key))] = find(figure.subject if by_subject else figure.thing)
        if figure.same_as:
            leader[find(("key", figure.key))] = find(("key", figure.same_as))
    groups: dict[object, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(find(("key", figure.key)), []).append(figure)
    return list(groups.values())


def pick_latest(figures: Sequence[Figure]) -> tuple[list[Figure], list[LeftOut]]:
    """Those of which none is surely older than another: two that may be of one day both stand."""
    dated = [figure for figure in figures if _days(figure) != (None, None)]
    undated = [figure for figure in figures if _days(figure) == (None, None)]
    left = [LeftOut(figure.key, Why.UNDATED) for figure in undated if dated]
    newest = max(dated, key=lambda figure: (_days(figure)[0] or date.min, figure.key), default=None)
    kept: list[Figure] = []
    for figure in dated or figures:
        if newest is not None and (_days(figure)[1] or date.max) < (_days(newest)[0] or date.min):
            left.append(LeftOut(figure.key, Why.SUPERSEDED, newest.key))
        else:
            kept.append(figure)
    return kept, left


def _days(figure: Figure) -> tuple[date | None, date | None]:
    return (figure.when.earliest, figure.when.latest) if figure.when else (None, None)
