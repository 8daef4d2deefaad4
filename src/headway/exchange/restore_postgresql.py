"""Restores PostgreSQL: in one transaction, so that others see the old data or the new, never a part of either."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from headway.exchange.backup import write_backup
from headway.exchange.backup_tables import LEFT_OUT, applied_migrations, models_at
from headway.movement.actions import ensure_operator

MIGRATIONS = "django_migrations"
WAIT = "20s"


@contextmanager
def in_one_transaction(
    building: Path, aside: Path, *, occupied: bool, kept: list[Path | str]
) -> Iterator[None]:
    """The tables are gone within, and there again as restored when it ends; a fault leaves all as it was."""
    if occupied:
        aside.mkdir(mode=0o700)
        write_backup(aside / "database.backup", acting_user=ensure_operator())
        kept.append(aside)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{WAIT}'")
            for name in _tables():
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")
        yield


def _tables() -> list[str]:
    there = set(connection.introspection.table_names())
    ours = {model._meta.db_table for model in models_at(applied_migrations())} | LEFT_OUT | {MIGRATIONS}
    return sorted(ours & there)
