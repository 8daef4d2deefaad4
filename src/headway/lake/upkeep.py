"""Looking after the lake: what does not hold, files that nobody reads, and many small files put together."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from headway.lake.folder import Store, lake_store
from headway.lake.planning import newest_sql, standing_sql
from headway.lake.reading import Files, parquet_sql, plain_duckdb
from headway.lake.rollups import added_up, differences
from headway.lake.tables import AGAIN_OF, ALL_TABLES, DAYS_OF, KEY_OF, TABLES, sums_of
from headway.lake.writing import Written, append, stored_schema
from headway.lib.tongue import say

# A question that began before a file was let go may still be reading it.
KEPT_SECONDS = 24 * 60 * 60


def faults_of_files(files: Iterable[Written], store: Store | None = None) -> Iterator[str]:
    """What is wrong with files that are read: gone, cut off, or not what the record says of them."""
    import pyarrow.parquet as pq

    found = store or lake_store()
    for one in files:
        name = f"{one.table}/{one.name}"
        size = found.size(name)
        if size < 0:
            yield say("{file} is not there", file=name)
        elif size != one.size:
            yield say(
                "{file} has {size} bytes, and should have {wanted}", file=name, size=size, wanted=one.size
            )
        else:
            try:
                told = pq.read_metadata(found.source(name))
            except (OSError, ValueError):
                yield say("{file} cannot be read", file=name)
                continue
            if told.num_rows != one.rows:
                yield say(
                    "{file} has {rows} rows, and should have {wanted}",
                    file=name,
                    rows=told.num_rows,
                    wanted=one.rows,
                )
            elif foreign := set(told.schema.to_arrow_schema().names) - set(stored_schema(one.table).names):
                yield say(
                    "{file} has columns that this program does not know: {columns}",
                    file=name,
                    columns=", ".join(sorted(foreign)),
                )


def faults_of_sums(campaign: str, files: Files, store: Store | None = None) -> Iterator[str]:
    """Whether what is derived still follows from the rows: the sums by day, and which items are in several imports."""
    found = store or lake_store()
    con = plain_duckdb(found)
    for table in TABLES:
        if not files.of(table):
            continue
        sums, newest = sums_of(table), newest_sql(table, files, found)
        said = ", ".join(f"coalesce(sum({name}), 0)" for name in sums)
        days = files.of(DAYS_OF[table])
        listed = parquet_sql(DAYS_OF[table], files.of(DAYS_OF[table]), found) if days else ""
        held = con.execute(f"SELECT {said} FROM ({listed})").fetchone() if days else tuple(0 for _ in sums)
        if held != con.execute(f"SELECT {said} FROM ({differences(table, newest)})").fetchone():
            yield say(
                "{campaign}: the sums by day of {table} do not follow from its rows",
                campaign=campaign,
                table=table,
            )
        (keys, rows) = con.execute(
            f"SELECT count(DISTINCT {KEY_OF[table]}), count(*) FROM ({newest})"
        ).fetchone()
        if keys != rows:
            yield say("{campaign}: {table} has items that count twice", campaign=campaign, table=table)


def strays(known: Mapping[str, set[str]], store: Store | None = None) -> list[tuple[str, str]]:
    """Files that no record names: table and name. Young ones may be of an import that is being written."""
    found, now = store or lake_store(), time.time()
    return [
        (table, name)
        for table in ALL_TABLES
        for name, _size, at in found.names(table)
        if name not in known.get(table, set()) and now - at > KEPT_SECONDS
    ]


def take_away(files: Sequence[tuple[str, str]], store: Store | None = None) -> int:
    found = store or lake_store()
    for table, name in files:
        found.delete(f"{table}/{name}")
    return len(files)


def packed(campaign: str, table: str, files: Files, store: Store | None = None) -> list[Written]:
    """The rows of many files in few, without those of imports that were undone; nothing is read of them before a commit."""
    found = store or lake_store()
    con = plain_duckdb(found)
    rows = parquet_sql(table, files.of(table), found)
    if table in TABLES:
        rows = standing_sql(table, files, found)
    elif table in DAYS_OF.values():
        rows = added_up(table, rows)
    elif table in AGAIN_OF.values():
        rows = f"SELECT DISTINCT * FROM ({rows})"
    batches: Any = con.execute(rows).to_arrow_reader(50_000)
    return append(
        table, batches, campaign=campaign, import_id=f"packed-{uuid4()}", store=found, of_several=True
    )
