"""Whatever is wrong with the surroundings: one line with the mend, exit 2, never a traceback."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from headway.cli.faults import exit_code, explain
from headway.cli.tests.command import CAMPAIGN, Done, Headway, copy_of, must
from headway.conftest import SMALL_PACK

NEEDS_DATABASE = [
    ["load", SMALL_PACK], ["export", CAMPAIGN, "out"], ["report", CAMPAIGN, "--out", "out"], ["audit", "verify"],
    ["backup", "file"], ["serve", "--port", "1"],
]  # fmt: skip


def refused(done: Done[str], *words: str) -> None:
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert len(done.stderr.splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("command", NEEDS_DATABASE, ids=lambda command: str(command[0]))
def test_without_a_database_the_mend_is_upgrade(bare: Headway, tmp_path: Path, command: list[object]) -> None:
    if command[0] == "serve":
        command = ["serve", "--port", free_port()]
    refused(bare(*command, cwd=tmp_path), "no database at", "headway upgrade")
    assert not bare.home.exists()


def test_an_older_database_is_refused_until_it_is_upgraded(headway: Headway) -> None:
    last = headway.sql("SELECT max(id) FROM django_migrations")[0][0]
    name = headway.sql("SELECT app, name FROM django_migrations WHERE id = ?", last)[0]
    headway.sql("DELETE FROM django_migrations WHERE id = ?", last)
    refused(headway("load", SMALL_PACK), "older than this program", "headway upgrade")
    headway.sql("INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-01-01')", *name)
    must(headway("audit", "verify"))


@pytest.mark.parametrize(
    "command", [["upgrade"], ["load", SMALL_PACK], ["audit", "verify"]], ids=lambda c: str(c[0])
)
def test_a_newer_database_is_refused_by_name(headway: Headway, command: list[object]) -> None:
    headway.sql(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('plan', '0999_later', '2026-01-01')"
    )
    refused(headway(*command), "newer than this program", "plan.0999_later")


def test_a_locked_database_is_said_to_be_in_use(loaded: Headway, tmp_path: Path) -> None:
    mine = copy_of(loaded, tmp_path / "home", HEADWAY_LOCK_WAIT="0.2")
    other = sqlite3.connect(mine.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        refused(mine("load", SMALL_PACK), "in use by another process")
        must(mine("audit", "verify"))
    finally:
        other.close()
    must(mine("load", SMALL_PACK))


def test_a_file_that_is_no_database_is_said_to_be_none(headway: Headway) -> None:
    headway.database.write_bytes(os.urandom(100_000))
    refused(headway("load", SMALL_PACK), "no SQLite database", "restore a backup")


def _at_most(size: int) -> Any:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize(
    ("command", "size"),
    [
        (["backup", "file"], 4_000),
        (["export", CAMPAIGN, "out"], 50),
        (["load", "stop-torture"], 3_000_000),
    ],
    ids=lambda value: str(value[0]) if isinstance(value, list) else "",
)
def test_a_file_that_cannot_grow_ends_in_one_line(
    headway: Headway, tmp_path: Path, command: list[object], size: int
) -> None:
    done = headway(*command, cwd=tmp_path, preexec_fn=_at_most(size))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert not (tmp_path / "file").exists()
    assert headway.sql("SELECT key FROM plan_campaign") == [(CAMPAIGN,)]
    must(headway("audit", "verify"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Any:
    """A disk of a few megabytes, where this machine lets us make one."""
    place = tmp_path / "disk"
    place.mkdir()
    if (
        os.getuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("no right to mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)


def test_a_full_disk_ends_in_one_line_and_loads_nothing(loaded: Headway, small_disk: Path) -> None:
    mine = copy_of(loaded, small_disk / "home")
    refused(mine("load", "stop-torture"), "full", "free some space")
    assert mine.sql("SELECT key FROM plan_campaign") == [(CAMPAIGN,)]
    must(mine("audit", "verify"))


def test_a_full_disk_leaves_no_half_backup(headway: Headway, small_disk: Path) -> None:
    (headway.home / "files").mkdir()
    (headway.home / "files" / "film").write_bytes(os.urandom(5_000_000))
    refused(headway("backup", small_disk / "file"), "full", "free some space")
    assert list(small_disk.iterdir()) == []


def test_a_busy_port_is_found_before_anything_starts(bare: Headway) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused(bare("serve", "--port", port), str(port), "--port")
        refused(bare("demo", "--port", port), str(port), "--port")
    assert not bare.database.exists()


def test_an_address_of_another_machine_cannot_be_served(headway: Headway) -> None:
    refused(headway("serve", "--host", "203.0.113.7", "--port", free_port()), "203.0.113.7")


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused(Headway(tmp_path / "file" / "home")("upgrade"), str(tmp_path / "file"), "HEADWAY_HOME")


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_a_home_that_may_not_be_written_is_named(headway: Headway) -> None:
    headway.database.chmod(0o400)
    headway.home.chmod(0o500)
    try:
        refused(headway("load", SMALL_PACK), str(headway.database))
    finally:
        headway.home.chmod(0o700)


def test_keys_that_others_can_read_are_refused_with_the_mend(headway: Headway) -> None:
    key = headway.home / "keys" / "audit.key"
    key.chmod(0o644)
    refused(headway("audit", "verify"), f"chmod 600 {key}")


def test_keys_that_are_gone_are_asked_for_and_never_replaced(headway: Headway) -> None:
    keys = headway.home / "keys"
    (keys / "audit.key").unlink()
    for command in (["audit", "verify"], ["upgrade"], ["backup", "file"]):
        refused(headway(*command), f"the key {keys / 'audit.key'} is missing")
    shutil.rmtree(keys)
    for other in (["audit", "verify"], ["upgrade"], ["check", str(SMALL_PACK)]):
        refused(headway(*other), f"there are no keys in {keys}", str(headway.database))
    assert not keys.exists()


def test_an_empty_home_is_the_default_one_and_a_relative_one_is_made_absolute(tmp_path: Path) -> None:
    data = {"XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)}
    must(Headway(Path("x"), data)("upgrade", cwd=tmp_path, env={"HEADWAY_HOME": ""}))
    assert not (tmp_path / "keys").exists()
    assert list(tmp_path.glob("*/**/headway.sqlite3"))
    here = Headway(Path("here"), data)
    must(here("check", SMALL_PACK, cwd=tmp_path))
    home = tmp_path / "here"
    assert (home / "keys").is_dir()
    shown = here.python(
        "from django.conf import settings as s; print(s.HEADWAY_HOME, s.DATABASES['default']['NAME'])",
        cwd=tmp_path,
    )
    assert shown.stdout.split() == [str(home), str(home / "headway.sqlite3")]


@pytest.mark.parametrize("value", ["foo", "mysql://a:secret@b/c", "foo://bar"])
def test_a_database_that_is_not_known_is_told_what_is(headway: Headway, value: str) -> None:
    refused(headway("audit", "verify", env={"DATABASE_URL": value}), "only postgres://… is understood")


@pytest.mark.parametrize(
    ("setting", "value"),
    [("DATABASE_URL", "mysql://a:secret@b/c"), ("DATABASE_URL", "nonsense"), ("HEADWAY_LANGUAGE", "xx"),
     ("HEADWAY_LOG_LEVEL", "LOUD"), ("HEADWAY_HTTPS", "perhaps"), ("HEADWAY_LOCK_WAIT", "-1")],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_named(headway: Headway, setting: str, value: str) -> None:
    done = headway("audit", "verify", env={setting: value})
    refused(done, setting)
    assert "secret" not in done.stderr


def test_a_postgresql_that_does_not_answer_is_one_line_without_the_password(headway: Headway) -> None:
    url = f"postgres://someone:hush-hush@127.0.0.1:{free_port()}/headway"
    for command in (
        ["upgrade"],
        ["load", SMALL_PACK],
        ["audit", "verify"],
        ["restore", SMALL_PACK / "pack.yaml"],
    ):
        done = headway(*command, env={"DATABASE_URL": url})
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert "hush" not in done.stderr
    refused(headway("upgrade", env={"DATABASE_URL": url}), "127.0.0.1", "DATABASE_URL")


@pytest.mark.parametrize("command", ["check", "load", "format", "restore"])
def test_random_bytes_as_a_file_are_refused(headway: Headway, tmp_path: Path, command: str) -> None:
    garbage = tmp_path / "garbage"
    garbage.write_bytes(os.urandom(5_000))
    refused(headway(command, garbage), "garbage")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "pack.yaml").write_bytes(os.urandom(5_000))
    (folder / "offices.csv").write_bytes(os.urandom(5_000))
    done = headway(command, folder)
    assert done.returncode == 2
    assert done.stderr


@pytest.mark.parametrize("command", ["check", "load", "format", "restore", "backup"])
def test_a_name_that_is_no_text_is_no_trouble(headway: Headway, tmp_path: Path, command: str) -> None:
    name = os.fsdecode(b"/nowhere/\xff\xfe\x80")
    done = headway(command, name)
    assert done.returncode == 2
    assert done.stderr


def test_a_fault_of_ours_is_one_line_with_its_place_and_no_values(headway: Headway) -> None:
    code = (
        "import sys\nfrom headway.cli import operate\nfrom headway.cli.main import run\n"
        "import headway.audit.queries as queries\n"
        "def wrong(): raise KeyError('the text of a record')\n"
        "queries.first_broken_entry = wrong\nsys.exit(run(['audit', 'verify']))"
    )
    plain = headway.python(code)
    assert plain.returncode == 1
    assert len(plain.stderr.splitlines()) == 1
    assert "KeyError at headway/" in plain.stderr
    assert "HEADWAY_DEBUG=1" in plain.stderr
    assert "the text of a record" not in plain.stderr
    assert "Traceback" in headway.python(code, env={"HEADWAY_DEBUG": "1"}).stderr


def test_ctrl_c_is_quiet(headway: Headway) -> None:
    code = "import sys, time\nfrom headway.cli import operate\nfrom headway.cli.main import run\n"
    code += "import headway.audit.queries as queries\n"
    code += "def slow(): print('begun', flush=True); time.sleep(60)\n"
    code += "queries.first_broken_entry = slow\nsys.exit(run(['audit', 'verify']))"
    process = headway.start(code=code, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said.strip()) == (130, "")


def test_a_reader_who_leaves_is_no_fault(headway: Headway) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [sys.executable, "-m", "headway", "check", str(SMALL_PACK)],
        env=headway.environment(), stdout=writing, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(writing)
    assert process.stderr == ""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device", "/data/x"), "the disk is full (/data/x)"),
        (PermissionError(13, "Permission denied", "/data/x"), "/data/x: permission denied"),
        (MemoryError(), "not enough memory"),
    ],
)
def test_what_the_machine_refuses_is_said_in_our_words(error: Exception, words: str) -> None:
    assert words in explain(error)
    assert exit_code(error) == 2


def test_waiting_is_bounded_by_the_setting(loaded: Headway, tmp_path: Path) -> None:
    mine = copy_of(loaded, tmp_path / "home", HEADWAY_LOCK_WAIT="0")
    other = sqlite3.connect(mine.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    mine("backup", tmp_path / "file")
    other.close()
    assert time.monotonic() - began < 15
    assert not (tmp_path / "file").exists()
