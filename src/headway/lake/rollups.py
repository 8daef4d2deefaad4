"""Sums by day: kept as what each import adds and takes away, and made anew from the newest rows where that is not known."""

from __future__ import annotations

from headway.lake.tables import DAYS_OF, columns_of, sums_of


def differences(table: str, come: str, gone: str = "") -> str:
    """The sums of the rows that come, less those of the rows that they take the place of."""
    days = DAYS_OF[table]
    sums = sums_of(table)
    dims = [name for name in columns_of(days) if name not in sums]
    parts = [_signed(dims, sums, come, 1)] + ([_signed(dims, sums, gone, -1)] if gone else [])
    totals = ", ".join(f"CAST(sum({name}) AS BIGINT) AS {name}" for name in sums)
    # What goes and comes back unchanged says nothing.
    some = " OR ".join(f"sum({name}) <> 0" for name in sums)
    listed = ", ".join(dims)
    order = ", ".join(columns_of(days))
    return (
        f"SELECT {order} FROM (SELECT {listed}, {totals} FROM ({' UNION ALL '.join(parts)}) "
        f"GROUP BY {listed} HAVING {some})"
    )


def _signed(dims: list[str], sums: tuple[str, ...], rows: str, sign: int) -> str:
    counted, *rest = sums
    values = [f"{sign} AS {counted}", *(f"{sign} * {name} AS {name}" for name in rest)]
    return f"SELECT {', '.join([*dims, *values])} FROM ({rows})"
