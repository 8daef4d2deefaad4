"""Dimensions as Ibis expressions, and the rows that an asking is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import Any

import ibis

from headway.lake.asked import Asked, Window

_EPOCH = date(1970, 1, 1)
# Where a dimension is not the column of its name: what is grouped by, and what the group is called by.
KEYS = {"outlet": "outlet_key", "account": "account_key", "search": "search_name"}

# What is withheld is told by a word or a name; whichever of these columns says it, the row is left out.
HIDDEN_BY = {"search": ("search_name",), "account": ("account", "account_key")}


def rows_asked(table: Any, asked: Asked) -> Any:
    """The rows of the asking: its days, its values, and nothing that is hidden."""
    if asked.since:
        table = table.filter(table.day >= ibis.literal(asked.since))
    if asked.until:
        table = table.filter(table.day <= ibis.literal(asked.until))
    for name, values in sorted(asked.only.items()):
        table = table.filter(_is_one_of(table, name, values))
    for name, values in sorted(asked.hidden.items()):
        for column in HIDDEN_BY[name]:
            if column in table.columns:
                table = table.filter(
                    ~table[column].fill_null("").lower().isin(sorted(map(str.lower, values)))
                )
    return table


def _is_one_of(table: Any, name: str, values: frozenset[str]) -> Any:
    """True or false for every row, never unknown: what no source said is one of the values only as an empty text."""
    column = paid_in_words(table) if name == "paid" else table[KEYS.get(name, name)]
    return column.fill_null("").isin(sorted(values))


def paid_in_words(table: Any) -> Any:
    return ibis.cases((table.paid, "paid"), (~table.paid, "organic"), else_="unknown")


def dimension(table: Any, name: str) -> Any:
    """What rows are grouped by."""
    match name:
        case "week" | "month":
            return table.day.truncate({"week": "W", "month": "M"}[name]).cast("date")
        case "paid":
            return paid_in_words(table)
    return table[KEYS.get(name, name)]


def grouped(table: Any, by: Sequence[str], **measures: Any) -> Any:
    """Rows taken together by dimensions; an outlet and an account go by their keys and keep a name to show."""
    named = {name: table[name].min() for name in by if name in ("outlet", "account")}
    keys = {(f"{name}__key" if name in named else name): dimension(table, name) for name in by}
    found = table.group_by(**keys).aggregate(**named, **measures) if keys else table.aggregate(**measures)
    # Two outlets of one name are two rows: the key decides, the name is for the reader.
    return found.select(*(found[name] for name in by), *(found[name] for name in measures),
                        *(found[f"{name}__key"] for name in named))  # fmt: skip


def unrolled(table: Any, name: str) -> Any:
    """One row for each keyword or tag of a row; each counts once a row, however often the row names it."""
    column = table[f"{name}s"]
    return table.mutate(**{name: column.unique()}).unnest(name)


def at_moments(rows: Any, by: Sequence[str], asked: Asked) -> Any:
    """The rows, once for each moment that they fall into where the answer is split by moments."""
    return within(rows, asked.windows, asked.local, with_where=False) if "moment" in by else rows


def within(table: Any, windows: Sequence[Window], local: frozenset[str], *, with_where: bool) -> Any:
    """The rows of each moment with its key and how many days after its beginning; a row may fall into several."""
    if not windows:
        nowhere = table.filter(ibis.literal(False))
        return _placed(nowhere, Window("", _EPOCH, _EPOCH), local, with_where=with_where)
    parts = [
        _placed(
            table.filter(table.day.between(ibis.literal(one.begins), ibis.literal(one.ends))),
            one, one.countries or local, with_where=with_where,
        )
        for one in windows
    ]  # fmt: skip
    return reduce(lambda so_far, part: so_far.union(part), parts)


def _placed(table: Any, window: Window, local: frozenset[str], *, with_where: bool) -> Any:
    after = table.day.delta(ibis.literal(window.begins), unit="day").cast("int64")
    placed = table.mutate(moment=ibis.literal(window.key), day_after=after)
    return whether_local(placed, local) if with_where else placed


def whether_local(table: Any, local: frozenset[str]) -> Any:
    is_local = table.country.isin(sorted(local)) if local else ibis.literal(False)
    where = ibis.cases((table.country.isnull(), "unknown"), (is_local, "local"), else_="elsewhere")
    return table.mutate(where=where)


def in_order(found: Any, by: Sequence[str], first: str) -> Any:
    """Time runs forward; all else from the largest on, and by name where values are alike."""
    times = [name for name in by if name in ("day", "week", "month", "day_after")]
    lead = [name for name in by if name == "moment"] if "day_after" in by else []
    rest = [name for name in found.columns if name in by or name.endswith("__key")]
    if times:
        order = [*lead, *times, *(name for name in rest if name not in {*lead, *times})]
        return found.order_by([_rising(found, name) for name in order])
    return found.order_by([_falling(found, first), *(_rising(found, name) for name in rest)])


def _rising(table: Any, name: str) -> Any:
    return ibis.asc(table[name], nulls_first=False)


def _falling(table: Any, name: str) -> Any:
    return ibis.desc(table[name], nulls_first=False)


def share(part: Any, whole: Any) -> Any:
    """A ratio from its parts; unknown where there is nothing to divide by."""
    return part.cast("float64") / whole.cast("float64").nullif(0.0)
