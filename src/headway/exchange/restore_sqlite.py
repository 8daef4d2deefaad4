"""Restores SQLite: a new file is built and checked, and takes the old one's place when all of it holds."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from headway.exchange.upgrade import make_private_file
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

JOURNALS = ("", "-wal", "-shm", "-journal")


@contextmanager
def in_a_new_file(building: Path, aside: Path, *, occupied: bool, kept: list[Path | str]) -> Iterator[None]:
    """The default database is the new file within; afterwards it lies where the old one lay."""
    place = Path(connection.settings_dict["NAME"])
    connection.close()
    if place.exists():
        _fold_journal(place)
    new = building / place.name
    connection.settings_dict["NAME"] = str(new)
    try:
        make_private_file()
        with connection.cursor() as cursor:
            # The file counts only once it is whole: until then nothing needs to survive a loss of power.
            cursor.execute("PRAGMA synchronous=OFF")
        yield
        connection.close()
        _fold_journal(new)
        _sync(new)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(place)
    if occupied:
        aside.mkdir(mode=0o700)
        kept.append(aside)
    for ending in JOURNALS:
        old = place.with_name(place.name + ending)
        if occupied and old.exists():
            old.rename(aside / old.name)
        elif ending:
            old.unlink(missing_ok=True)
    os.replace(new, place)


def _fold_journal(path: Path) -> None:
    """Bring all of a database into its one file, which works only while nobody else has it open."""
    try:
        with closing(sqlite3.connect(path, timeout=5)) as database:
            database.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise HeadwayError(
                say("{path} is in use: stop headway serve and what else uses it, then restore", path=path)
            ) from None
        raise
    except sqlite3.DatabaseError:
        # It is damaged, which may be why somebody restores; it is set aside as it is.
        return


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
