"""Sums by day: kept as what each import adds and takes away, and made anew from the newest rows where that is not known."""

from __future__ import annotations

from headway.lake.tables import DAYS_OF, columns_of, summed_in, sums_of


def differences(table: str, come: str, gone: str = "") -> str:
    """The sums of the rows that come, less those of the rows that they take the place of."""
    days, sums = DAYS_OF[table], sums_of(table)
    dims = _dims(days, sums)
    parts = [_signed(dims, sums, come, 1)] + ([_signed(dims, sums, gone, -1)] if gone else [])
    # What goes and comes back unchanged says nothing.
    some = " OR ".join(f"sum({name}) <> 0" for name in sums)
    order = ", ".join(columns_of(days))
    return f"SELECT {order} FROM ({_added(dims, sums, ' UNION ALL '.join(parts))} HAVING {some})"


def added_up(days: str, rows: str) -> str:
    """Rows of sums by day, those of one day and place put together."""
    sums = summed_in(days)
    return _added(_dims(days, sums), sums, rows)


def _dims(days: str, sums: tuple[str, ...]) -> list[str]:
    return [name for name in columns_of(days) if name not in sums]


def _added(dims: list[str], sums: tuple[str, ...], rows: str) -> str:
    listed = ", ".join(dims)
    totals = ", ".join(f"CAST(sum({name}) AS BIGINT) AS {name}" for name in sums)
    return f"SELECT {listed}, {totals} FROM ({rows}) GROUP BY {listed}"


def _signed(dims: list[str], sums: tuple[str, ...], rows: str, sign: int) -> str:
    counted, *rest = sums
    values = [f"{sign} AS {counted}", *(f"{sign} * {name} AS {name}" for name in rest)]
    return f"SELECT {', '.join([*dims, *values])} FROM ({rows})"
