"""Writes a backup: database, files and lake in one encrypted file, read in one snapshot while others go on writing.

The keys are not in it. What it holds fits SQLite and PostgreSQL alike.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import connection

from headway import __version__
from headway.audit.actions import unit_of_work
from headway.audit.queries import head
from headway.audit.snapshot import snapshot
from headway.exchange.backup_file import whole_file
from headway.exchange.backup_members import FRAME, MANIFEST, Manifest, MemberWriter
from headway.exchange.backup_seal import SealingWriter, fingerprint
from headway.exchange.backup_tables import applied_migrations, column_names, models_at, read_rows
from headway.exchange.files import missing_files
from headway.lake import lake_store
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say
from headway.movement.actions import require

Progress = Callable[[str], None]
# Fast rather than small: most of a table of texts is won at the first levels.
COMPRESSION = 3


@dataclass(frozen=True)
class BackedUp:
    """What a backup holds, and where the log stood when it was made."""

    tables: int
    rows: int
    files: int
    bytes: int
    seq: int
    link: str
    # Files that records name and that are not there, a line each.
    missing: tuple[str, ...] = ()


def write_backup(path: Path, *, acting_user: Any, progress: Progress = lambda step: None) -> BackedUp:
    """Back up into a new file; where that fails there is no file."""
    require(acting_user, "operate")
    with whole_file(path) as out:
        with unit_of_work() as unit:
            unit.record("make_backup", acting_user=acting_user, kind="installation", subject="", changes={})
        sealed = SealingWriter(out, settings.HEADWAY_KEYS.backup)
        with gzip.GzipFile(
            fileobj=cast("BinaryIO", sealed), mode="wb", compresslevel=COMPRESSION, mtime=0
        ) as stream:
            manifest, missing = _write(MemberWriter(cast("BinaryIO", stream)), progress)
        sealed.finish()
        size = out.tell()
    tables = [member for member in manifest.members if member.name.startswith("table/")]
    rows = sum(member.rows for member in tables)
    files = len(manifest.members) - len(tables)
    return BackedUp(len(tables), rows, files, size, manifest.seq, manifest.link, missing)


def _write(writer: MemberWriter, progress: Progress) -> tuple[Manifest, tuple[str, ...]]:
    with snapshot():
        # The first read fixes the moment that all others see.
        seq, link = head()
        migrations = applied_migrations()
        for model in models_at(migrations):
            name = model._meta.db_table
            progress(say("table {name}", name=name))
            writer.add(f"table/{name}", read_rows(model), columns=column_names(model), rows=True)
        # Files are copied after the rows that name them, and still within the snapshot.
        for name, parts in stored_files():
            progress(say("file {name}", name=name))
            writer.add(name, parts)
        missing = missing_files()
    manifest = Manifest(
        version=__version__,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        engine=connection.vendor,
        migrations=tuple(migrations),
        keys=key_fingerprints(),
        seq=seq,
        link=link,
        members=tuple(writer.members),
    )
    writer.add(MANIFEST, [manifest.dump()])
    return manifest, missing


def files_folder() -> Path:
    home: Path = settings.HEADWAY_HOME
    return home / "files"


def stored_files() -> Iterator[tuple[str, Iterator[bytes]]]:
    """Attachments, then the lake wherever it lies: the name of each in the backup, and what it holds."""
    root = files_folder()
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"files/{path.relative_to(root).as_posix()}", _still_there(_read(path), str(path))
    store = lake_store()
    for name in store.everything():
        yield f"lake/{name}", _still_there(store.parts(name), store.uri(name))


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(FRAME):
            yield part


def _still_there(parts: Iterator[bytes], place: str) -> Iterator[bytes]:
    try:
        yield from parts
    except FileNotFoundError:
        raise HeadwayError(
            say("{path} went away while it was backed up: run the backup again", path=place)
        ) from None


def key_fingerprints() -> dict[str, str]:
    """Of the keys without which what a backup holds cannot be read or verified."""
    keys = settings.HEADWAY_KEYS
    return {"audit": fingerprint(keys.audit)} | {
        f"seal-{name}": fingerprint(key) for name, key in keys.seals.items()
    }
