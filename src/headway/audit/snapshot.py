"""One consistent view of the database, for reports, exports and backups: two counts agree, and no writer waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """REPEATABLE READ and read-only on PostgreSQL, a deferred transaction on SQLite; joins one that is open."""
    wrapper: Any = connection
    if wrapper.in_atomic_block:
        yield
        return
    if connection.vendor == "sqlite":
        mode, wrapper.transaction_mode = wrapper.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                wrapper.transaction_mode = mode
                yield
        finally:
            wrapper.transaction_mode = mode
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
