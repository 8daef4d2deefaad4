"""Runs the real command in a process of its own, in a home of its own; for the tests of every door."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from headway.cli.tests.warm import LONGEST_SECONDS, Warm
from headway.conftest import SMALL_PACK

SOURCE = Path(__file__).parents[3]
CAMPAIGN = SMALL_PACK.name
Done = subprocess.CompletedProcess
WARM = Warm()


def environment(home: Path, **more: str) -> dict[str, str]:
    """Nothing of the tests' own settings reaches the command."""
    # Commands start by the hundred here: they may keep what they compiled.
    dropped = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SERVE", "PYTHONDONTWRITEBYTECODE"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in dropped and not name.startswith("HEADWAY_")
    }
    return kept | {"HEADWAY_HOME": str(home), "PYTHONPATH": str(SOURCE)} | more


@dataclass(frozen=True)
class Headway:
    """One installation: its home, and the command run against it."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: object, **options: Any) -> Done[str]:
        """Run a command; whatever happens, no traceback reaches a person."""
        done = self._run(["-m", "headway"], list(map(str, arguments)), **options)
        assert "Traceback" not in done.stderr + done.stdout, done.stderr
        return done

    def python(self, code: str, **options: Any) -> Done[str]:
        """Run Python with Django set up for this installation."""
        return self._run(["-c", f"import django; django.setup()\n{code}"], [], **options)

    def start(self, *arguments: object, code: str = "", **options: Any) -> subprocess.Popen[str]:
        """Start a command (or Python) and do not wait for it."""
        started = (
            ["-c", f"import django; django.setup()\n{code}"]
            if code
            else ["-m", "headway", *map(str, arguments)]
        )
        return subprocess.Popen([sys.executable, *started], env=self.environment(), text=True, **options)

    def environment(self) -> dict[str, str]:
        return environment(self.home, DJANGO_SETTINGS_MODULE="headway.settings", **self.settings)

    def _run(
        self,
        what: list[str],
        arguments: list[str],
        *,
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
        cold: bool = False,
        **options: Any,
    ) -> Done[str]:
        """In a process of its own: a warm one, unless the test says how that is to start or another runs beside it."""
        whole = self.environment() | (env or {})
        if not cold and not options and not any(name.startswith("PYTHON") for name in env or {}):
            done = WARM.run(what, arguments, env=whole, cwd=str(cwd or Path.cwd()))
            if done is not None:
                return done
        return subprocess.run(
            [sys.executable, *what, *arguments], env=whole, cwd=cwd, capture_output=True, text=True,
            timeout=LONGEST_SECONDS, check=False, stdin=subprocess.DEVNULL, **options,
        )  # fmt: skip

    @property
    def database(self) -> Path:
        return self.home / "headway.sqlite3"

    def sql(self, statement: str, *values: object) -> list[Any]:
        """What the database itself says, past all our code."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            return connection.execute(statement, values).fetchall()


def must(done: Done[str]) -> Done[str]:
    """A step of the test's own preparation went well."""
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="session")
def upgraded(ready_home: Path) -> Headway:
    """An installation with a database and nothing in it, made once; tests use copies."""
    return Headway(ready_home)


@pytest.fixture(scope="session")
def loaded(upgraded: Headway, tmp_path_factory: pytest.TempPathFactory) -> Headway:
    """An installation with the small pack, made once; tests use copies."""
    made = copy_of(upgraded, tmp_path_factory.mktemp("loaded") / "home")
    must(made("load", SMALL_PACK))
    return made


@pytest.fixture
def bare(tmp_path: Path) -> Headway:
    """A home in which nothing was ever done."""
    return Headway(tmp_path / "bare")


@pytest.fixture
def empty(upgraded: Headway, tmp_path: Path) -> Headway:
    return copy_of(upgraded, tmp_path / "empty")


@pytest.fixture
def headway(loaded: Headway, tmp_path: Path) -> Headway:
    """An installation of the test's own, with the small pack loaded."""
    return copy_of(loaded, tmp_path / "home")


def copy_of(other: Headway, home: Path, **settings: str) -> Headway:
    shutil.copytree(other.home, home)
    return Headway(home, settings)


def entries(installation: Headway) -> int:
    return int(installation.sql("SELECT count(*) FROM audit_entry")[0][0])
