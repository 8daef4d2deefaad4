"""The search index is derived: an upgrade and a restore make it anew, and no backup carries it."""

from __future__ import annotations

from pathlib import Path

from headway.cli.tests.command import Headway, must

FIND = (
    "from headway.audit.queries import Search\nprint(Search('barrels mill gazette'.split()[%d], None).counts)"
)


def _found(installation: Headway, at: int) -> str:
    return must(installation.python(FIND % at)).stdout.strip()


def test_an_older_installation_finds_its_records_after_an_upgrade(headway: Headway) -> None:
    before = _found(headway, 2)
    assert "outcome" in before
    back = "from django.core.management import call_command\ncall_command('migrate', 'audit', '0001', verbosity=0)"
    must(headway.python(back))
    assert headway.sql("SELECT count(*) FROM sqlite_master WHERE name LIKE 'audit_search%'") == [(0,)]
    must(headway("upgrade"))
    assert _found(headway, 2) == before


def test_what_was_restored_is_found_and_what_is_restricted_is_not(headway: Headway, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    must(headway("backup", file))
    before = [_found(headway, at) for at in (0, 1, 2)]
    assert before[0] == "{}"
    must(headway("restore", "--replace", file))
    assert [_found(headway, at) for at in (0, 1, 2)] == before
    assert headway.sql("SELECT count(*) FROM audit_indexed") != [(0,)]
