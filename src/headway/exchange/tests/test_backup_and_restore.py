"""A backup brings back the whole installation, elsewhere and on the other engine, or is refused before anything is
touched; making one disturbs nobody and leaves no half file."""

from __future__ import annotations

import filecmp
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from headway.cli.tests.command import CAMPAIGN, Done, Headway, copy_of, entries, must
from headway.conftest import SMALL_PACK

CLEAR = b"Quillfeather"


def everything(installation: Headway) -> dict[str, list[Any]]:
    """Every row of every table, but sign-ins and the notes of backups, restores and exports."""
    with closing(sqlite3.connect(installation.database)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        left_out = {"django_session", "django_migrations", "sqlite_sequence", "audit_head"}
        rows = {
            name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))
            for name in names
            if name not in left_out and not name.startswith("audit_")
        }
        rows["log"] = connection.execute(
            "SELECT seq, link, body FROM audit_entry JOIN audit_payload ON entry_id = seq"
            " WHERE action NOT IN ('make_backup', 'restore_backup', 'export_pack') ORDER BY seq"
        ).fetchall()
        return rows


def with_files(installation: Headway) -> Headway:
    for name, content in {
        "files/ab/photo.bin": os.urandom(300_000), "files/empty": b"", "lake/posts/_delta_log/0.json": b"{}",
        "lake/posts/part-0.parquet": os.urandom(70_000),
    }.items():  # fmt: skip
        path = installation.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return installation


def elsewhere(installation: Headway, home: Path, **settings: str) -> Headway:
    """A new home that has the keys of the old."""
    home.mkdir(mode=0o700)
    shutil.copytree(installation.home / "keys", home / "keys")
    return Headway(home, settings)


def refused(done: Done[str], words: str) -> None:
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert words in done.stderr


@pytest.fixture(scope="module")
def backed_up(loaded: Headway, tmp_path_factory: pytest.TempPathFactory) -> tuple[Headway, Path]:
    """An installation with files and a lake, and its backup; nothing may change either."""
    folder = tmp_path_factory.mktemp("backed-up")
    made = with_files(copy_of(loaded, folder / "home"))
    must(made("backup", folder / "file"))
    return made, folder / "file"


def test_all_of_it_comes_back_in_a_new_home(backed_up: tuple[Headway, Path], tmp_path: Path) -> None:
    old, file = backed_up
    new = elsewhere(old, tmp_path / "new")
    done = must(new("restore", file))
    assert done.stderr == ""
    assert "the log holds" in done.stdout
    assert everything(new) == everything(old)
    for name in (
        "files/ab/photo.bin",
        "files/empty",
        "lake/posts/_delta_log/0.json",
        "lake/posts/part-0.parquet",
    ):
        assert filecmp.cmp(old.home / name, new.home / name, shallow=False)
    assert new.database.stat().st_mode & 0o077 == 0
    assert not list(new.home.glob(".restoring-*"))
    must(new("audit", "verify"))
    assert ": 0 added, 0 changed, " in must(new("load", SMALL_PACK)).stdout


def test_a_row_that_points_at_a_later_one_of_its_own_table_comes_back(
    headway: Headway, tmp_path: Path
) -> None:
    headway.sql(
        "UPDATE collect_activity SET follows_id = (SELECT max(id) FROM collect_activity)"
        " WHERE id = (SELECT min(id) FROM collect_activity)"
    )
    assert headway.sql("SELECT count(*) FROM collect_activity WHERE follows_id > id") == [(1,)]
    must(headway("backup", tmp_path / "file"))
    there = elsewhere(headway, tmp_path / "there")
    must(there("restore", tmp_path / "file"))
    assert everything(there) == everything(headway)


def test_a_backup_prints_where_the_log_stands(headway: Headway, tmp_path: Path) -> None:
    done = must(headway("backup", tmp_path / "file"))
    (seq, link) = headway.sql("SELECT seq, link FROM audit_head")[0]
    assert f"entry {seq:,} with the link {link.hex()}" in done.stdout
    assert headway.sql("SELECT action FROM audit_entry WHERE seq = ?", seq) == [("make_backup",)]


def test_a_backup_gives_nothing_away(backed_up: tuple[Headway, Path]) -> None:
    old, file = backed_up
    held = file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    for text in (b"Clean Rivers", b"plan_campaign", CLEAR):
        assert text not in held
    for key in (old.home / "keys").iterdir():
        assert key.read_bytes().strip() not in held
        assert bytes.fromhex(key.read_text().strip()) not in held


def test_restricted_texts_stay_sealed_inside_the_backup_too(headway: Headway, tmp_path: Path) -> None:
    must(headway("backup", tmp_path / "file"))
    code = f"""
from headway.exchange.restore import opened
held = b"".join(b"".join(parts) for name, parts in opened(open({str(tmp_path / "file")!r}, "rb"), "x"))
assert b"Clean Rivers" in held
assert b"sealed:1:" in held
assert {CLEAR!r} not in held
"""
    done = headway.python(code)
    assert done.returncode == 0, done.stderr


def test_a_backup_never_takes_the_place_of_a_file(headway: Headway, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    logged = entries(headway)
    refused(headway("backup", tmp_path / "file"), "is there already")
    assert (tmp_path / "file").read_text() == "mine"
    assert entries(headway) == logged
    refused(headway("backup", tmp_path / "nowhere" / "file"), "nowhere")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda how: how.name)
def test_a_killed_backup_leaves_no_file(headway: Headway, tmp_path: Path, how: signal.Signals) -> None:
    (tmp_path / "out").mkdir()
    code = f"""
import os
from pathlib import Path
from headway.exchange.backup import write_backup
from headway.movement.actions import ensure_operator

def step(name):
    if name == "table plan_campaign":
        os.kill(os.getpid(), {int(how)})

write_backup(Path({str(tmp_path / "out" / "file")!r}), acting_user=ensure_operator(), progress=step)
"""
    assert headway.python(code).returncode != 0
    assert list((tmp_path / "out").iterdir()) == []
    must(headway("backup", tmp_path / "out" / "file"))


KILLED_RESTORE = """
import os, signal
from pathlib import Path
from headway.exchange.restore import restore_backup

def step(name):
    if name == {step!r}:
        os.kill(os.getpid(), signal.SIGKILL)

restore_backup(Path({file!r}), replace=True, progress=step)
"""

WRITER = """
import itertools
from headway.audit.actions import unit_of_work
from headway.movement.actions import ensure_operator

actor = ensure_operator()
print("begun", flush=True)
for number in itertools.count():
    with unit_of_work() as unit:
        for part in range(3):
            unit.record("tick", acting_user=actor, kind="test", subject=number, changes={"part": part})
"""


def test_a_backup_made_while_another_writes_is_one_moment(headway: Headway, tmp_path: Path) -> None:
    writer = headway.start(code=WRITER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begun\n"
        before = entries(headway)
        must(headway("backup", tmp_path / "file"))
        time.sleep(0.3)
        after = entries(headway)
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
    new = elsewhere(headway, tmp_path / "new")
    must(new("restore", tmp_path / "file"))
    must(new("audit", "verify"))
    assert before < entries(new) < after
    # Each unit wrote three entries: none was caught half way.
    assert all(
        count == 3
        for _, count in new.sql("SELECT subject, count(*) FROM audit_entry WHERE kind = 'test' GROUP BY 1")
    )


def damaged(file: Path, folder: Path) -> dict[str, Path]:
    whole = file.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 4
    made = {
        "cut": whole[: len(whole) // 2], "cut by one": whole[:-1], "flipped": bytes(flipped), "longer": whole + b"x",
        "garbage": os.urandom(20_000), "nothing": b"",
    }  # fmt: skip
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in made}


def test_a_damaged_file_is_refused_before_anything_is_touched(
    backed_up: tuple[Headway, Path], loaded: Headway, tmp_path: Path
) -> None:
    old, file = backed_up
    full = elsewhere(old, tmp_path / "full")
    shutil.copy(old.database, full.database)
    held = everything(full)
    for name, wrong in damaged(file, tmp_path).items():
        bare = elsewhere(old, tmp_path / f"bare {name}")
        refused(bare("restore", wrong), str(wrong))
        assert sorted(path.name for path in bare.home.iterdir()) == [".restore.lock", "keys"]
        if name in {"cut", "flipped"}:
            refused(full("restore", wrong, "--replace"), str(wrong))
    assert everything(full) == held


def test_data_that_is_here_is_replaced_only_on_request_and_set_aside(
    backed_up: tuple[Headway, Path], tmp_path: Path
) -> None:
    old, file = backed_up
    here = elsewhere(old, tmp_path / "here")
    must(here("upgrade"))
    must(here("load", SMALL_PACK))
    (here.home / "files").mkdir()
    (here.home / "files" / "later").write_text("later")
    here.sql("UPDATE plan_campaign SET cutoff = '1999-01-01'")
    before = everything(here)
    refused(here("restore", file), "--replace")
    assert everything(here) == before
    done = must(here("restore", file, "--replace"))
    assert everything(here) == everything(old)
    assert not (here.home / "files" / "later").exists()
    aside = next(here.home.glob("before-restore-*"))
    assert str(aside) in done.stdout
    assert (aside / "files" / "later").read_text() == "later"
    assert everything(Headway(aside)) == before


def test_a_killed_restore_leaves_what_was_there_and_the_next_clears_up(
    backed_up: tuple[Headway, Path], tmp_path: Path
) -> None:
    old, file = backed_up
    here = with_files(elsewhere(old, tmp_path / "here"))
    shutil.copy(old.database, here.database)
    here.sql("UPDATE plan_campaign SET cutoff = '1999-01-01'")
    before = everything(here)
    code = KILLED_RESTORE.format(file=str(file), step="file lake/posts/part-0.parquet")
    assert here.python(code).returncode == -signal.SIGKILL
    assert everything(here) == before
    assert list(here.home.glob(".restoring-*"))
    must(here("restore", file, "--replace"))
    assert everything(here) == everything(old)
    assert not list(here.home.glob(".restoring-*"))


def test_a_database_in_use_is_not_replaced(backed_up: tuple[Headway, Path], tmp_path: Path) -> None:
    old, file = backed_up
    here = elsewhere(old, tmp_path / "here")
    shutil.copy(old.database, here.database)
    with closing(sqlite3.connect(here.database)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("SELECT count(*) FROM plan_campaign").fetchone()
        refused(here("restore", file, "--replace"), "is in use")
    assert not list(here.home.glob("before-restore-*"))


def test_a_broken_database_can_be_restored_over(backed_up: tuple[Headway, Path], tmp_path: Path) -> None:
    old, file = backed_up
    here = elsewhere(old, tmp_path / "here")
    here.database.write_bytes(os.urandom(50_000))
    refused(here("restore", file), "--replace")
    must(here("restore", file, "--replace"))
    assert everything(here) == everything(old)


def test_a_log_that_was_broken_is_restored_and_said_to_be_broken(headway: Headway, tmp_path: Path) -> None:
    headway.sql("UPDATE audit_payload SET body = '{}' WHERE entry_id = 5")
    must(headway("backup", tmp_path / "file"))
    new = elsewhere(headway, tmp_path / "new")
    done = new("restore", tmp_path / "file")
    assert done.returncode == 2
    assert "broken at entry 5" in done.stderr
    assert everything(new) == everything(headway)


def test_a_backup_of_a_newer_schema_is_refused_by_name(headway: Headway, tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from headway.exchange import backup
from headway.movement.actions import ensure_operator
known = backup.applied_migrations
backup.applied_migrations = lambda: [*known(), ("plan", "0999_later")]
backup.write_backup(Path({str(tmp_path / "file")!r}), acting_user=ensure_operator())
"""
    assert headway.python(code).returncode == 0
    refused(elsewhere(headway, tmp_path / "new")("restore", tmp_path / "file"), "plan.0999_later")


def test_a_backup_of_an_older_schema_is_brought_up_to_date(empty: Headway, tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from django.core.management import call_command
from headway.exchange.backup import write_backup
from headway.movement.actions import ensure_operator
call_command("migrate", "report", "zero", verbosity=0, skip_checks=True)
write_backup(Path({str(tmp_path / "file")!r}), acting_user=ensure_operator())
"""
    done = empty.python(code)
    assert done.returncode == 0, done.stderr
    new = elsewhere(empty, tmp_path / "new")
    must(new("restore", tmp_path / "file"))
    must(new("load", SMALL_PACK))
    must(new("audit", "verify"))


def test_numbered_tables_count_on_after_a_restore(backed_up: tuple[Headway, Path], tmp_path: Path) -> None:
    old, file = backed_up
    new = elsewhere(old, tmp_path / "new")
    must(new("restore", file))
    must(new("load", "stop-torture"))
    must(new("audit", "verify"))


def test_a_backup_goes_from_sqlite_to_postgresql_and_back(
    backed_up: tuple[Headway, Path], tmp_path: Path, postgres_url: str
) -> None:
    old, file = backed_up
    far = elsewhere(old, tmp_path / "far", DATABASE_URL=postgres_url)
    must(far("upgrade"))
    must(far("restore", file))
    assert ": 0 added, 0 changed, " in must(far("load", SMALL_PACK)).stdout
    must(far("load", "stop-torture"))
    must(far("audit", "verify"))
    must(far("backup", tmp_path / "later"))
    refused(far("restore", file), "--replace")
    must(far("restore", file, "--replace"))
    assert (next(far.home.glob("before-restore-*")) / "database.backup").exists()
    must(far("backup", tmp_path / "back"))
    home = elsewhere(old, tmp_path / "home again")
    must(home("restore", tmp_path / "back"))
    must(home("audit", "verify"))
    must(home("export", CAMPAIGN, tmp_path / "out", "--with-restricted"))
    names = [path.name for path in (tmp_path / "out").iterdir()]
    assert filecmp.cmpfiles(tmp_path / "out", SMALL_PACK, names, shallow=False)[1:] == ([], [])
    assert {name: len(rows) for name, rows in everything(home).items()} == {
        name: len(rows) for name, rows in everything(old).items()
    }


def test_a_restore_that_fails_in_postgresql_leaves_what_was_there(
    backed_up: tuple[Headway, Path], tmp_path: Path, postgres_url: str
) -> None:
    old, file = backed_up
    far = elsewhere(old, tmp_path / "far", DATABASE_URL=postgres_url)
    must(far("upgrade"))
    must(far("load", SMALL_PACK))
    code = KILLED_RESTORE.format(file=str(file), step="table plan_period")
    assert far.python(code).returncode == -signal.SIGKILL
    assert ": 0 added, 0 changed, " in must(far("load", SMALL_PACK)).stdout
    must(far("audit", "verify"))
