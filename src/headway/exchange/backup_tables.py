"""Tables as JSON lines and back, the same from SQLite and from PostgreSQL.

They are read and written as the migrations that were applied describe them, not as today's models do: a backup of an
older schema is restored into that schema and brought up to date after. Sealed texts pass as they are stored.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from headway.exchange.newest import is_empty, make_newest

Migrations = Iterable[tuple[str, str]]
# Whoever is signed in signs in again: a backup must not carry open sessions, nor how often somebody tried just now.
# What a search finds is made anew from the records.
LEFT_OUT = frozenset(
    {"django_session", "usersessions_usersession", "headway_cache", "audit_indexed", "audit_placed"}
)
# Filled by migrations themselves, so that even an installation without data has them.
MADE_BY_MIGRATIONS = frozenset({"django_content_type", "auth_permission"})
BATCH = 500


def applied_migrations() -> list[tuple[str, str]]:
    return sorted(MigrationLoader(connection).applied_migrations)


def models_at(migrations: Migrations) -> list[Any]:
    """The models of every table at that state of the schema, those that are pointed at before those that point."""
    loader = MigrationLoader(None)
    known = [node for node in migrations if node in loader.graph.nodes]
    state: Any = loader.project_state(known)
    found = [
        model
        for model in state.apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    ]
    return _in_order(sorted(found, key=lambda model: str(model._meta.db_table)))


def _in_order(found: Sequence[Any]) -> list[Any]:
    """By dependency and then by name; a circle is cut at its first table, since keys are checked at the end only."""
    left = {model._meta.db_table: model for model in found}
    needs = {
        name: {part.related_model._meta.db_table for part in columns_of(model) if part.is_relation} - {name}
        for name, model in left.items()
    }
    ordered: list[Any] = []
    while left:
        ready = [name for name in left if not needs[name] & left.keys()] or [next(iter(left))]
        ordered += [left.pop(name) for name in ready]
    return ordered


def columns_of(model: Any) -> list[Any]:
    return [part for part in model._meta.local_concrete_fields if not getattr(part, "generated", False)]


def column_names(model: Any) -> tuple[str, ...]:
    return tuple(part.column for part in columns_of(model))


def read_rows(model: Any) -> Iterator[bytes]:
    """Each row as a JSON list in a line, in the order of the primary key."""
    values = [
        # A column with its own reading (JSON, sealed text) is taken as the text that is stored.
        models.ExpressionWrapper(models.F(part.attname), output_field=models.TextField())
        if _is_raw(part)
        else models.F(part.attname)
        for part in columns_of(model)
    ]
    rows = model._base_manager.order_by("pk").values_list(*values)
    for row in rows.iterator(chunk_size=BATCH):
        yield json.dumps(row, default=_plain, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _is_raw(part: Any) -> bool:
    return hasattr(_target(part), "from_db_value")


def _target(part: Any) -> Any:
    return part.target_field if part.is_relation else part


def _plain(value: Any) -> str:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"no way to back up a {type(value).__name__}")


def write_rows(model: Any, rows: Iterable[bytes]) -> int:
    """Insert rows as `read_rows` gave them; return how many."""
    parts = columns_of(model)
    quote = connection.ops.quote_name
    names = ", ".join(quote(part.column) for part in parts)
    marks = ", ".join(["%s"] * len(parts))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    count, source = 0, iter(rows)
    with connection.cursor() as cursor:
        while batch := [_stored(parts, json.loads(row)) for row in islice(source, BATCH)]:
            cursor.executemany(statement, batch)
            count += len(batch)
    return count


def _stored(parts: Sequence[Any], row: Sequence[Any]) -> list[Any]:
    return [
        value if value is None or _is_raw(part) else part.get_db_prep_save(part.to_python(value), connection)
        for part, value in zip(parts, row, strict=True)
    ]


def migrate_to(migrations: Migrations) -> None:
    """Bring an empty database to exactly that state of the schema."""
    wanted = set(migrations)
    if wanted == known_migrations() and is_empty():
        make_newest()
        return
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    # Only the last migrations of each room are named: naming an earlier one would ask to go back to it.
    last = [
        node
        for node in wanted
        if not any(child.key in wanted and child.key[0] == node[0] for child in nodes[node].children)
    ]
    executor.migrate(sorted(last))


def known_migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def empty_tables(found: Iterable[Any]) -> None:
    """Delete what migrations put into the tables, so that the rows of the backup are all there is."""
    with connection.cursor() as cursor:
        for model in reversed(list(found)):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def reset_sequences(found: Sequence[Any]) -> None:
    """Let numbered tables go on counting after the highest number that was restored."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(found)):
            cursor.execute(statement)


def has_rows() -> bool:
    """Whether anybody has put data here: a row in any table but those that migrations fill."""
    there = set(connection.introspection.table_names())
    for model in models_at(applied_migrations()):
        name = model._meta.db_table
        if name in there - MADE_BY_MIGRATIONS and model._base_manager.exists():
            return True
    return False
