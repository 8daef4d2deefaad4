"""Writing the lake: files that carry the id of their import, then one entry in the table's log.

Neither makes them part of what is read: readers are told by the database which files those are. A write that dies on
the way leaves files that nobody reads, and `vacuum` takes them away.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from headway.lake.folder import Store, lake_store
from headway.lake.tables import ALL_TABLES, PARTITION, repeated_in, schema_of

ROWS_A_FILE = 1_000_000
ROWS_A_GROUP = 100_000


@dataclass(frozen=True)
class Written:
    """One file of the lake: in which table, under which name there, and how much it holds."""

    table: str
    name: str
    rows: int
    size: int


def append(
    table: str,
    batches: Iterable[Any],
    *,
    campaign: str,
    import_id: str,
    store: Store | None = None,
    of_several: bool = False,
) -> list[Written]:
    """Write these record batches (of the table's columns) as files of one import; they are read once it is committed.

    Their campaign and import are the ones given here, whatever the rows say; `of_several` leaves to each row its import.
    """
    found = store or lake_store()
    written = list(_files(found, table, batches, campaign, import_id, of_several=of_several))
    if written:
        log_files(table, written, campaign=campaign, import_id=import_id, store=found)
    return written


def _files(
    store: Store, table: str, batches: Iterable[Any], campaign: str, import_id: str, *, of_several: bool
) -> Iterator[Written]:
    """The rows as they come, a new file each million, with no more of them in memory than a group."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = stored_schema(table)
    pending: list[Any] = []
    file = _Open(store, table, campaign, import_id)
    for batch in batches:
        rows = pa.Table.from_batches([batch])
        stamped = rows if of_several else _stamped(rows, import_id)
        pending.append(stamped.select(schema.names).cast(schema))
        if sum(one.num_rows for one in pending) >= ROWS_A_GROUP:
            file.write(pa.concat_tables(pending), schema, pq)
            pending = []
        if file.rows >= ROWS_A_FILE:
            yield file.close()
            file = _Open(store, table, campaign, import_id)
    if pending:
        file.write(pa.concat_tables(pending), schema, pq)
    if file.rows:
        yield file.close()


def _stamped(rows: Any, import_id: str) -> Any:
    """The rows as those of this import, whatever they said of it."""
    import pyarrow as pa

    stamp = pa.array([import_id] * rows.num_rows, pa.string())
    at = rows.schema.get_field_index("import_id")
    return rows.append_column("import_id", stamp) if at < 0 else rows.set_column(at, "import_id", stamp)


class _Open:
    """A file that is being written."""

    def __init__(self, store: Store, table: str, campaign: str, import_id: str) -> None:
        self.store, self.table, self.rows = store, table, 0
        self.name = file_name(campaign, import_id)
        self._writer: Any = None
        self._sink: Any = None

    def write(self, rows: Any, schema: Any, pq: Any) -> None:
        if not rows.num_rows:
            return
        if self._writer is None:
            self._sink = self.store.sink(f"{self.table}/{self.name}")
            self._writer = pq.ParquetWriter(
                self._sink, schema, compression="zstd", compression_level=1, use_dictionary=repeated_in(self.table),
            )  # fmt: skip
        self._writer.write_table(rows, row_group_size=ROWS_A_GROUP)
        self.rows += rows.num_rows

    def close(self) -> Written:
        self._writer.close()
        self._sink.close()
        return Written(self.table, self.name, self.rows, self.store.size(f"{self.table}/{self.name}"))


def file_name(campaign: str, import_id: str) -> str:
    """A name that no other file has, and that says whose the file is."""
    return f"{PARTITION}={campaign}/{import_id}-{uuid4().hex[:12]}.parquet"


def stored_schema(table: str) -> Any:
    """The columns that stand in a file: the campaign is told by its folder, as Delta has it."""
    schema = schema_of(table)
    return schema.remove(schema.get_field_index(PARTITION))


def log_files(
    table: str,
    added: Sequence[Written],
    removed: Sequence[Written] = (),
    *,
    campaign: str,
    import_id: str,
    store: Store | None = None,
) -> None:
    """One entry in the table's log: these files came, those went. Tells other programs that read Delta; not our readers."""
    from deltalake import CommitProperties
    from deltalake.transaction import AddAction, RemoveAction

    now = int(time.time() * 1000)
    delta = delta_table(table, store or lake_store())
    partition: dict[str, str | None] = {PARTITION: campaign}
    actions: list[Any] = [
        AddAction(one.name, one.size, partition, now, True, json.dumps({"numRecords": one.rows}))
        for one in added
    ]
    actions += [RemoveAction(one.name, True, now, one.size, dict(partition)) for one in removed]
    if not actions:
        return
    delta.create_write_transaction(
        actions, "append", delta.schema(), [PARTITION],
        commit_properties=CommitProperties(custom_metadata={"import": import_id}, max_commit_retries=50),
    )  # fmt: skip


def delta_table(table: str, store: Store) -> Any:
    """The table, made where there is none, and given the columns that a newer program added."""
    from deltalake import DeltaTable

    uri = store.uri(table)
    if not DeltaTable.is_deltatable(uri):
        return DeltaTable.create(uri, schema_of(table), mode="ignore", partition_by=[PARTITION])
    found = DeltaTable(uri)
    there = {field.name for field in found.schema().fields}
    if new := [name for name in schema_of(table).names if name not in there]:
        from deltalake.schema import Schema

        wanted = Schema.from_arrow(schema_of(table))
        found.alter.add_columns([field for field in wanted.fields if field.name in new])
        found = DeltaTable(uri)
    return found


def discard(
    import_id: str, campaign: str, store: Store | None = None, *, names: Collection[str] | None = None
) -> None:
    """Take away what a write that failed has left; what cannot be is swept later."""
    found = store or lake_store()
    for table in ALL_TABLES:
        for name in found.named(table, f"{PARTITION}={campaign}/{import_id}-"):
            if names is not None and name not in names:
                continue
            with suppress(OSError):
                found.delete(f"{table}/{name}")


def unlog(files: Sequence[Written], campaign: str, import_id: str, store: Store | None = None) -> None:
    """Tell the tables' logs that these files are read no more; they stay on the disk until `vacuum`."""
    for table in sorted({one.table for one in files}):
        gone = [one for one in files if one.table == table]
        log_files(table, (), gone, campaign=campaign, import_id=import_id, store=store)
