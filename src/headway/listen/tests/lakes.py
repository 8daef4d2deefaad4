"""Rows for the lake, made by hand for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from headway.lake import KEY_OF, schema_of


def batch_of(table: str, rows: Sequence[Mapping[str, Any]]) -> Any:
    """A record batch of the table's columns; what a row does not say is missing."""
    import pyarrow as pa

    schema = schema_of(table)
    plain = {
        "snapshot_at": datetime(2015, 1, 1, tzinfo=UTC),
        "made_up": False,
        "source": "test",
        "file_number": 1,
    }
    columns = {
        name: [
            row.get(name, plain.get(name, at if name == "row_number" else None))
            for at, row in enumerate(rows, 1)
        ]
        for name in schema.names
    }
    assert all(columns[KEY_OF[table]]), "every row has a key"
    return pa.RecordBatch.from_pydict(columns, schema=schema)
