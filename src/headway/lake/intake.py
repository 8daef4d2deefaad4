"""An export read into the columns of the lake: staged on the disk, batch by batch, before anything is decided about it.

The rows are read once. What is left open until the whole file was seen (which comes first in 3/4/2015, day or month) is
kept beside: `settled` says the rows with it decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from headway.lake import parsing as p
from headway.lake.pieces import Misshapen, sheet_batches, text_batches
from headway.lake.reading import plain_duckdb
from headway.lake.shaping import query
from headway.lake.tables import TABLE_OF
from headway.lake.vocabulary import words
from headway.lib.decoding import Head
from headway.lib.exports import Layout


@dataclass(frozen=True)
class Source:
    """A file to read: how it is written, and which of its columns is which field."""

    path: Path
    number: int
    layout: Layout
    columns: Mapping[str, Sequence[int]]
    paid_columns: Mapping[str, Sequence[int]]
    header: Sequence[str]
    header_row: int
    head: Head | None = None
    # Words of the campaign for kinds of content, and the account that all posts are of.
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    account: str = ""

    @property
    def points_group(self) -> bool:
        """Where semicolons are between cells, commas are in decimals, and points between thousands."""
        return self.head is not None and self.head.delimiter == ";"

    @property
    def table(self) -> str:
        return TABLE_OF[self.layout.kind]


@dataclass
class Staged:
    """A file that was read: where its rows lie, and which rows had no shape."""

    source: Source
    path: Path
    bad: Misshapen


def connect(folder: Path) -> Any:
    """A DuckDB of its own that keeps within its memory and spills into the folder."""
    made = plain_duckdb(at=str(folder / "work.duckdb"))
    made.execute(f"SET temp_directory = {p.quoted(str(folder))}; SET preserve_insertion_order = false")
    return made


def stage(
    source: Source, folder: Path, con: Any, heard: Callable[[int], None] = lambda count: None
) -> Staged:
    """Read the file into `folder`; what `heard` raises ends the reading."""
    import pyarrow as pa

    wanted = sorted(
        {at for places in [*source.columns.values(), *source.paid_columns.values()] for at in places}
    )
    bad = Misshapen(len(source.header))
    if source.head is not None:
        batches = text_batches(source.path, source.head, wanted, bad, heard)
    else:
        batches = sheet_batches(source.path, source.header_row, len(source.header), wanted, heard)
    schema = pa.schema([*((f"c{at}", pa.string()) for at in wanted), ("row", pa.int64())])
    held = _Held(map(_present, batches))
    staged = Staged(source, folder / f"staged-{source.number}.parquet", bad)
    con.register("words", words(source.meanings))
    con.register("source", pa.RecordBatchReader.from_batches(schema, held))
    rows = query(
        source.layout, source.columns, source.paid_columns, source.header_row,
        points_group=source.points_group, account=source.account,
    )  # fmt: skip
    try:
        # To look for what occurs often is dear for texts of which each is another: after a thousand it is given up.
        written = "FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 60000, DICTIONARY_SIZE_LIMIT 1000"
        con.execute(f"COPY ({rows}) TO {p.quoted(str(staged.path))} ({written})")
    except Exception:
        # What went wrong within the reading is told through two libraries; the fault itself says it best.
        if held.fault is not None:
            raise held.fault from None
        raise
    finally:
        con.unregister("source")
        con.unregister("words")
    return staged


def _present(batch: Any) -> Any:
    """What the cells say, beside the number of the row."""
    import pyarrow as pa

    *cells, row = batch.columns
    return pa.RecordBatch.from_arrays([*map(p.present, cells), row], schema=batch.schema)


class _Held:
    """Batches, with the fault that ended them."""

    def __init__(self, batches: Iterator[Any]) -> None:
        self._batches = batches
        self.fault: BaseException | None = None

    def __iter__(self) -> Iterator[Any]:
        try:
            yield from self._batches
        except BaseException as fault:
            self.fault = fault
            raise
