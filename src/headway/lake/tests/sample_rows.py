"""Rows of the lake for tests: what a test does not say is empty."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from typing import Any

from headway.lake.tables import MENTIONS, POSTS, schema_of

_numbers = count()
AT = datetime(2024, 5, 1, tzinfo=UTC)


@cache
def engine() -> Any:
    """One DuckDB for all tests of a process: each makes tables of its own."""
    import ibis

    return ibis.duckdb.connect()


def mentions(*rows: dict[str, Any]) -> Any:
    return _table(MENTIONS, rows, {"mention_key": "m", "made_up": False, "keywords": [], "tags": []})


def posts(*rows: dict[str, Any]) -> Any:
    return _table(POSTS, rows, {"post_key": "p", "made_up": False, "tags": []})


def _table(kind: str, rows: tuple[dict[str, Any], ...], usual: dict[str, Any]) -> Any:
    import pyarrow as pa

    schema = schema_of(kind)
    key = "mention_key" if kind == MENTIONS else "post_key"
    full = [
        dict.fromkeys(schema.names)
        | {"campaign": "c", "import_id": "i", "row_number": number, "snapshot_at": AT}
        | usual
        | {key: f"k{number}"}
        | row
        for number, row in enumerate(rows)
    ]
    return engine().create_table(f"t{next(_numbers)}", pa.Table.from_pylist(full, schema=schema))


def day(month: int, of_month: int) -> date:
    return date(2024, month, of_month)
