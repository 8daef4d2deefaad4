"""Reading the lake by Ibis: the latest state of each item, out of the files that the database says are committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from headway.lake.folder import Store, lake_store
from headway.lake.parsing import quoted
from headway.lake.tables import AGAIN_OF, DAYS_OF, KEY_OF, MENTIONS, PARTITION, POSTS, columns_of

_SQL_KINDS = {
    "text": "VARCHAR",
    "texts": "VARCHAR[]",
    "int64": "BIGINT",
    "int16": "SMALLINT",
    "float64": "DOUBLE",
    "bool": "BOOLEAN",
    "date": "DATE",
    "time": "TIMESTAMPTZ",
}


# How every DuckDB of the lake is set: no clock of the machine's own, no word to a terminal, nothing fetched.
PLAIN = "SET TimeZone = 'UTC'; SET enable_progress_bar = false; SET autoinstall_known_extensions = false"
MEMORY = "768MB"


@dataclass(frozen=True)
class Files:
    """What a reader may see: the names of committed files by table, and imports that were undone although a file that
    is still read holds rows of theirs."""

    by_table: Mapping[str, Sequence[str]] = field(default_factory=dict)
    undone: frozenset[str] = frozenset()

    def of(self, table: str) -> Sequence[str]:
        return self.by_table.get(table, ())


class Reading:
    """Tables for questions; each is made when it is asked for."""

    def __init__(self, files: Files, store: Store | None = None) -> None:
        self.files, self.store = files, store or lake_store()

    @cached_property
    def connection(self) -> Any:
        """The Ibis backend, of this reading alone."""
        import ibis

        made = ibis.duckdb.connect()
        made.raw_sql(PLAIN)
        self.store.told_to(made.con)
        return made

    @cached_property
    def mentions(self) -> Any:
        return self.latest(MENTIONS)

    @cached_property
    def posts(self) -> Any:
        return self.latest(POSTS)

    @cached_property
    def mention_days(self) -> Any:
        """Sums by day; one day and place may stand in several rows, which add up."""
        return self.all_rows(DAYS_OF[MENTIONS])

    @cached_property
    def post_days(self) -> Any:
        """Sums by day; one day and place may stand in several rows, which add up."""
        return self.all_rows(DAYS_OF[POSTS])

    def latest(self, table: str) -> Any:
        """One row a key: that of the newest snapshot."""
        rows, key = self.snapshots(table), KEY_OF[table]
        if not self.files.of(AGAIN_OF[table]):
            return rows
        import ibis

        again = self.all_rows(AGAIN_OF[table])
        newest = ibis.row_number().over(
            group_by=[PARTITION, key],
            order_by=[ibis.desc("snapshot_at"), ibis.desc("import_id"), ibis.desc("row_number")],
        )
        several = rows.semi_join(again, [PARTITION, key]).mutate(newest=newest)
        # Most items are in one import only: those need no order.
        return rows.anti_join(again, [PARTITION, key]).union(
            several.filter(several.newest == 0).drop("newest")
        )

    def snapshots(self, table: str) -> Any:
        """Every committed row, older snapshots among them."""
        rows = self.all_rows(table)
        return rows.filter(~rows.import_id.isin(sorted(self.files.undone))) if self.files.undone else rows

    def all_rows(self, table: str) -> Any:
        """The rows of the table's committed files as they are."""
        name = f"rows_of_{table}"
        if name not in self.connection.list_tables():
            self._view(name, table)
        return self.connection.table(name)

    def _view(self, name: str, table: str) -> None:
        names = self.files.of(table)
        if not names:
            self.connection.raw_sql(f"CREATE VIEW {name} AS {empty_sql(table)}")
        else:
            self.connection.raw_sql(f"CREATE VIEW {name} AS {parquet_sql(table, names, self.store)}")


def empty_sql(table: str) -> str:
    """A query for the table's columns and no row."""
    columns = ", ".join(f'NULL::{_SQL_KINDS[kind]} AS "{name}"' for name, kind in columns_of(table).items())
    return f"SELECT {columns} WHERE false"


def parquet_sql(table: str, names: Sequence[str], store: Store) -> str:
    """A query over these files of the table, the newest last; columns that older files lack are empty there."""
    listed = ", ".join(quoted(store.scanned(f"{table}/{name}")) for name in names)
    there = (
        f"read_parquet([{listed}], union_by_name = true, hive_partitioning = true, "
        f"hive_types = {{'{PARTITION}': VARCHAR}})"
    )
    have = _columns_in(store, f"{table}/{names[-1]}")
    columns = ", ".join(
        f'"{name}"' if name in have or not have else f'CAST(NULL AS {_SQL_KINDS[kind]}) AS "{name}"'
        for name, kind in columns_of(table).items()
    )
    return f"SELECT {columns} FROM {there}"


def _columns_in(store: Store, name: str) -> frozenset[str]:
    """The columns of the newest file, which has all that older ones have; nothing where it cannot be read."""
    import pyarrow.parquet as pq

    try:
        with store.source(name) as file:
            return frozenset(pq.read_schema(file).names) | {PARTITION}
    except OSError:
        return frozenset()


def plain_duckdb(store: Store | None = None, *, at: str = ":memory:") -> Any:
    """A DuckDB of its own that keeps within its memory, and can read the store."""
    import duckdb

    made = duckdb.connect(at)
    made.execute(f"{PLAIN}; SET memory_limit = '{MEMORY}'")
    if store is not None:
        store.told_to(made)
    return made


def reading(files: Files, store: Store | None = None) -> Reading:
    """What can be asked of these files."""
    return Reading(files, store)
