"""Brings the database to the schema of this program: creates it on first run, refuses one that is newer."""

from __future__ import annotations

import fcntl
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from headway.audit.actions import empty_write_ahead_log
from headway.audit.steps.index import rebuild_index
from headway.exchange.newest import is_empty, make_newest
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

# One number of our own, so that two upgrades of one PostgreSQL database, on whatever machines, take turns.
LOCK = 4_918_273_645


@dataclass(frozen=True)
class Schema:
    """What was done to the database and what is still to do; `unknown` was done by a newer program."""

    applied: frozenset[tuple[str, str]]
    pending: tuple[str, ...]
    unknown: tuple[str, ...]


def where() -> str:
    """The database in words, without its password."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(given["NAME"])
    return f"{given['NAME']} on {given['HOST'] or 'the local PostgreSQL'}"


def schema() -> Schema:
    """Compare the migrations that were applied with those of this program. A missing SQLite file is not created."""
    if is_missing():
        return Schema(frozenset(), (), ())
    executor = MigrationExecutor(connection)
    applied = frozenset(executor.loader.applied_migrations)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    unknown = applied - set(executor.loader.disk_migrations)
    return Schema(
        applied,
        tuple(f"{migration.app_label}.{migration.name}" for migration, _ in plan),
        tuple(sorted(".".join(name) for name in unknown)),
    )


def is_missing() -> bool:
    """There is no SQLite file, or one into which nothing was written yet."""
    if connection.vendor != "sqlite":
        return False
    path = Path(connection.settings_dict["NAME"])
    return not path.exists() or path.stat().st_size == 0


def require_current() -> None:
    """Raise HeadwayError unless the database has exactly the schema of this program."""
    found = schema()
    refuse_newer(found)
    if not found.applied:
        raise HeadwayError(say("no database at {place}: run headway upgrade", place=where()))
    if found.pending:
        raise HeadwayError(
            say("the database {place} is older than this program: run headway upgrade", place=where())
        )


def refuse_newer(found: Schema) -> None:
    if found.unknown:
        raise HeadwayError(
            say(
                "the database {place} is newer than this program, which does not know {unknown}: install the version that made it, or a later one",
                place=where(),
                unknown=", ".join(found.unknown),
            )
        )


def upgrade_database() -> tuple[str, ...]:
    """Apply what is pending, make the search index anew, and return the names; two that run at once take turns."""
    make_private_file()
    with _alone():
        found = schema()
        refuse_newer(found)
        if found.applied and not found.pending:
            return ()
        pending = found.pending or _all_migrations()
        migrate_all()
        rebuild_index()
        if connection.vendor == "sqlite":
            # What a migration has sealed stands in the clear on older pages.
            empty_write_ahead_log()
    return pending


def migrate_all() -> None:
    """Apply all that is pending.

    Django makes each model anew for each change of one that it hangs on with, thousands of times where much is pending;
    a quarter of the time went into looking for garbage among them.
    """
    looked = gc.isenabled()
    gc.disable()
    try:
        if is_empty():
            make_newest()
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    finally:
        if looked:
            gc.enable()


def _all_migrations() -> tuple[str, ...]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _ in plan)


def make_private_file() -> None:
    """A new SQLite file can be read by its owner alone; its journals take over that mode."""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock of upgrades: a lock on a file beside SQLite, an advisory lock in PostgreSQL."""
    if connection.vendor == "sqlite":
        home: Path = settings.HEADWAY_HOME
        with (home / ".upgrade.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
