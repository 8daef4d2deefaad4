"""Many writers for a while: nothing lost, nothing doubled, one unbroken chain; backups made meanwhile restore."""

from __future__ import annotations

from pathlib import Path

import pytest

from headway.cli.tests.command import Headway, copy_of, must
from headway.conftest import SMALL_PACK

pytestmark = pytest.mark.soak
WRITERS, ROUNDS = 6, 60

WRITE = """
from headway.audit.actions import unit_of_work
from headway.movement.actions import ensure_operator
from headway.movement.models import User
operator = ensure_operator()
for number in range({rounds}):
    with unit_of_work() as unit:
        person = User.objects.create(email=f"w{writer}-{{number}}@movement.example", name="Writer")
        unit.record("add_user", acting_user=operator, kind="user", subject=person.pk, changes={{"name": "Writer"}})
"""


def _write(home: Headway, tmp_path: Path) -> list[Path]:
    writers = [home.start(code=WRITE.format(writer=writer, rounds=ROUNDS)) for writer in range(WRITERS)]
    backups = []
    while any(process.poll() is None for process in writers):
        backups.append(tmp_path / f"{len(backups)}.backup")
        must(home("backup", backups[-1]))
    assert [process.wait() for process in writers] == [0] * WRITERS
    return backups


def test_many_writers_on_sqlite_while_backups_are_made(upgraded: Headway, tmp_path: Path) -> None:
    home = copy_of(upgraded, tmp_path / "home")
    must(home("load", SMALL_PACK))
    backups = _write(home, tmp_path)
    assert home.sql("SELECT count(*) FROM movement_user WHERE name='Writer'") == [(WRITERS * ROUNDS,)]
    must(home("audit", "verify"))
    for number, backup in enumerate(backups):
        other = copy_of(upgraded, tmp_path / f"other-{number}")
        for key in (home.home / "keys").iterdir():
            (other.home / "keys" / key.name).write_bytes(key.read_bytes())
        must(other("restore", backup))
        must(other("audit", "verify"))


def test_many_writers_on_postgresql_while_backups_are_made(
    upgraded: Headway,
    tmp_path: Path,
    postgres_url: str,
) -> None:
    home = copy_of(upgraded, tmp_path / "home", DATABASE_URL=postgres_url)
    must(home("upgrade"))
    must(home("load", SMALL_PACK))
    assert _write(home, tmp_path)
    must(home("audit", "verify"))
