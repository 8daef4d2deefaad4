"""`headway upgrade` makes the database or brings it up to date, once, whoever else asks at the same time."""

from __future__ import annotations

import subprocess

import pytest

from headway.cli.tests.command import Headway, must


def test_the_first_upgrade_makes_a_private_database(upgraded: Headway) -> None:
    assert upgraded.database.stat().st_mode & 0o077 == 0
    assert upgraded.home.stat().st_mode & 0o077 == 0 or upgraded.home.parent.stat().st_mode & 0o077 == 0
    assert upgraded.sql("PRAGMA journal_mode") == [("wal",)]


def test_a_second_upgrade_has_nothing_to_do(upgraded: Headway) -> None:
    done = must(upgraded("upgrade"))
    assert done.stdout == "the database is up to date\n"
    assert done.stderr == ""


def test_a_new_home_is_private(bare: Headway) -> None:
    must(bare("check", "stop-torture"))
    assert bare.home.stat().st_mode & 0o077 == 0


def together(installation: Headway) -> list[str]:
    both = [installation.start("upgrade", stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    return sorted(out for out, _ in said)


def test_two_upgrades_at_once_take_turns(bare: Headway) -> None:
    applied, waited = together(bare)
    assert "migrations applied" in applied
    assert waited == "the database is up to date\n"
    assert must(bare("audit", "verify")).stdout == "the log is empty\n"


@pytest.mark.usefixtures("bare")
def test_two_upgrades_of_postgresql_at_once_take_turns(bare: Headway, postgres_url: str) -> None:
    applied, waited = together(Headway(bare.home, {"DATABASE_URL": postgres_url}))
    assert "migrations applied" in applied
    assert waited == "the database is up to date\n"
