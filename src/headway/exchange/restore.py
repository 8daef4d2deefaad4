"""Brings a backup back: the whole file is checked first, then built beside what is there, then put in its place.

check    decrypt all of it, compare every digest and count, know its schema, have its keys
build    SQLite: a new file beside the old; PostgreSQL: one transaction; files in a folder of their own
verify   the log's chain, with the keys in place
place    what was there is set aside, what was built takes its place
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from headway.audit.actions import unit_of_work
from headway.audit.queries import first_broken_entry, head
from headway.audit.steps.index import rebuild_index
from headway.exchange.backup import key_fingerprints
from headway.exchange.backup_members import MANIFEST, Manifest, lines, read_members
from headway.exchange.backup_seal import OpeningReader
from headway.exchange.backup_tables import (
    column_names,
    empty_tables,
    has_rows,
    known_migrations,
    migrate_to,
    models_at,
    reset_sequences,
    write_rows,
)
from headway.exchange.files import missing_files
from headway.exchange.restore_postgresql import in_one_transaction
from headway.exchange.restore_sqlite import in_a_new_file
from headway.exchange.upgrade import is_missing, migrate_all, where
from headway.lake import lake_folder, lake_store
from headway.lib.chain import Broken
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say
from headway.movement.actions import ensure_operator

Progress = Callable[[str], None]
BUILDING = ".restoring-"


@dataclass(frozen=True)
class Restored:
    """What came back, whether its log holds, and where that which was there before lies now."""

    rows: int
    files: int
    version: str
    made: str
    seq: int
    link: str
    broken: Broken | None
    aside: tuple[Path | str, ...] = ()
    # Files that its records name and that it does not hold, a line each.
    missing: tuple[str, ...] = ()


@dataclass
class Placement:
    """A folder beside the data in which the new is built, and one into which the old is set aside."""

    building: Path
    aside: Path
    kept: list[Path | str] = field(default_factory=list)


def restore_backup(path: Path, *, replace: bool = False, progress: Progress = lambda step: None) -> Restored:
    """Restore into an empty installation, or with `replace` in the place of what is there."""
    with path.open("rb") as source, _alone():
        progress(say("Checking the backup"))
        manifest = check_backup(source, str(path))
        occupied = _occupied()
        if occupied and not replace:
            raise HeadwayError(
                say(
                    "there is data in {place}: restore into an empty installation, or say --replace",
                    place=where(),
                )
            )
        home: Path = settings.HEADWAY_HOME
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        with tempfile.TemporaryDirectory(dir=home, prefix=BUILDING) as building:
            placement = Placement(Path(building), home / f"before-restore-{stamp}")
            engine = in_a_new_file if connection.vendor == "sqlite" else in_one_transaction
            with engine(placement.building, placement.aside, occupied=occupied, kept=placement.kept):
                rows, files = _build(source, str(path), manifest, placement, progress)
                progress(say("Verifying the log"))
                broken = first_broken_entry()
                seq, link = head()
            _place_files(placement)
    _record(manifest, broken)
    return Restored(
        rows,
        files,
        manifest.version,
        manifest.made,
        seq,
        link,
        broken,
        tuple(placement.kept),
        missing_files(),
    )


@contextmanager
def _alone() -> Iterator[None]:
    """One restore at a time; what one that was killed had begun to build is removed."""
    home: Path = settings.HEADWAY_HOME
    with (home / ".restore.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HeadwayError(
                say("another restore into {home} is under way: wait until it ends", home=home)
            ) from None
        for left in home.glob(f"{BUILDING}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _occupied() -> bool:
    """A database that cannot be read may hold data as well."""
    if is_missing():
        return False
    try:
        return has_rows()
    except DatabaseError:
        if connection.vendor == "sqlite":
            return True
        raise


def opened(source: BinaryIO, name: str) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The members of a backup, decrypted as they are read."""
    source.seek(0)
    sealed = io.BufferedReader(OpeningReader(source, settings.HEADWAY_KEYS.backup, name), 1 << 18)
    try:
        with gzip.GzipFile(fileobj=cast("BinaryIO", sealed)) as stream:
            yield from read_members(
                cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", stream), 1 << 18))
            )
        if sealed.read(1):
            raise HeadwayError(say("{name} is damaged: there is more in it than was written", name=name))
    except (EOFError, gzip.BadGzipFile):
        raise HeadwayError(say("{name} is damaged; nothing was restored from it", name=name)) from None


def check_backup(source: BinaryIO, name: str) -> Manifest:
    """Read all of it and compare it with its manifest; raise HeadwayError where it could not be restored whole."""
    seen: dict[str, tuple[str, int, int]] = {}
    manifest: Manifest | None = None
    for member, parts in opened(source, name):
        if member == MANIFEST:
            manifest = Manifest.load(b"".join(parts))
            continue
        _refuse_stray(member, name)
        digest, size, breaks = hashlib.sha256(), 0, 0
        for part in parts:
            digest.update(part)
            size, breaks = size + len(part), breaks + part.count(b"\n")
        seen[member] = (digest.hexdigest(), size, breaks)
    if manifest is None:
        raise HeadwayError(say("{name} is damaged: its manifest is missing", name=name))
    for entry in manifest.members:
        found = seen.pop(entry.name, None)
        is_table = entry.name.startswith("table/")
        if found is None or found[:2] != (entry.sha256, entry.size) or (is_table and found[2] != entry.rows):
            raise HeadwayError(
                say("{name} is damaged: {part} is not as its manifest says", name=name, part=entry.name)
            )
    if seen:
        raise HeadwayError(
            say("{name} is damaged: its manifest does not name {seen}", name=name, seen=min(seen))
        )
    _refuse_unknown_schema(manifest, name)
    _refuse_missing_keys(manifest, name)
    return manifest


def _refuse_stray(member: str, name: str) -> None:
    kind, _, rest = member.partition("/")
    path = PurePosixPath(rest)
    if kind not in {"table", "files", "lake"} or not rest or path.is_absolute() or ".." in path.parts:
        raise HeadwayError(
            say("{name} holds a part with an impossible name; nothing was restored from it", name=name)
        )


def _refuse_unknown_schema(manifest: Manifest, name: str) -> None:
    if unknown := sorted(set(manifest.migrations) - known_migrations()):
        made = f"headway {manifest.version}"
        shown = ", ".join(".".join(node) for node in unknown)
        raise HeadwayError(
            say(
                "{name} was made by {made}, which is newer than this one (it has {shown}): upgrade first",
                name=name,
                made=made,
                shown=shown,
            )
        )
    columns = {
        f"table/{model._meta.db_table}": column_names(model) for model in models_at(manifest.migrations)
    }
    held = {entry.name: entry.columns for entry in manifest.members if entry.name.startswith("table/")}
    for table in sorted(columns.keys() | held.keys()):
        if columns.get(table) != held.get(table):
            raise HeadwayError(
                say(
                    "{name} holds another {table} than this headway knows",
                    name=name,
                    table=table.partition("/")[2],
                )
            )


def _refuse_missing_keys(manifest: Manifest, name: str) -> None:
    here = key_fingerprints()
    if wrong := sorted(key for key, mark in manifest.keys.items() if here.get(key) != mark):
        raise HeadwayError(
            say(
                "{name} needs the keys {keys} of the installation that made it: put them into the folder keys",
                name=name,
                keys=", ".join(f"{key}.key" for key in wrong),
            )
        )


def _build(
    source: BinaryIO, name: str, manifest: Manifest, placement: Placement, progress: Progress
) -> tuple[int, int]:
    """Write tables into the database that is open now, and files into the folder for what is new."""
    migrate_to(manifest.migrations)
    found = models_at(manifest.migrations)
    tables = {f"table/{model._meta.db_table}": model for model in found}
    empty_tables(found)
    rows = files = 0
    # In one transaction: a row may point at one that comes after it, in its own table too.
    with transaction.atomic():
        for member, parts in opened(source, name):
            if member in tables:
                progress(say("table {name}", name=member.partition("/")[2]))
                rows += write_rows(tables[member], lines(parts))
            elif member != MANIFEST:
                progress(say("file {name}", name=member))
                _write_file(placement.building / member, parts)
                files += 1
    connection.check_constraints()
    reset_sequences(found)
    migrate_all()
    progress(say("Making the search index anew"))
    rebuild_index()
    return rows, files


def _write_file(path: Path, parts: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("wb") as out:
        path.chmod(0o600)
        shutil.copyfileobj(_Parts(parts), out)


class _Parts:
    """An iterator of parts as something that can be read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts

    def read(self, size: int = -1) -> bytes:
        return next(self._parts, b"")


def _place_files(placement: Placement) -> None:
    home: Path = settings.HEADWAY_HOME
    lake, within = lake_store(), str(lake_folder())
    for folder in ("files", "lake") if lake.root == within else ("files",):
        if (home / folder).exists():
            placement.aside.mkdir(exist_ok=True, mode=0o700)
            (home / folder).rename(placement.aside / folder)
            if placement.aside not in placement.kept:
                placement.kept.append(placement.aside)
        if (placement.building / folder).exists():
            (placement.building / folder).rename(home / folder)
    if lake.root != within and (old := lake.put_in_place(placement.building / "lake", placement.aside.name)):
        placement.kept.append(old)


def _record(manifest: Manifest, broken: Broken | None) -> None:
    if broken is None:
        actor = ensure_operator()
        changes = {"made": manifest.made, "version": manifest.version, "entry": manifest.seq}
        with unit_of_work() as unit:
            unit.record("restore_backup", acting_user=actor, kind="installation", subject="", changes=changes)
