"""An installation with a database and nothing in it, made once by the real command and kept until what makes it changes."""

from __future__ import annotations

import fcntl
import hashlib
import platform
import shutil
import sqlite3
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

HEADWAY = Path(__file__).parents[2]
# What the migrations are made of, what runs them, and what is done after them.
MAKERS = ("*/migrations/*.py", "audit/fields.py", "lib/ids.py", "lib/standing.py", "exchange/newest.py", "exchange/upgrade.py", "settings/*.py")  # fmt: skip
WEEK = 7 * 24 * 3600


def ready_made(folder: Path) -> Path:
    """The home of that installation, in `folder`; all processes of a test run share it, and nobody writes to it."""
    folder.mkdir(parents=True, exist_ok=True)
    home = folder / _makers()
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.is_dir():
            _make(home)
    return home


def _make(home: Path) -> None:
    from headway.cli.tests.command import Headway, must

    for old in home.parent.iterdir():
        if old.suffix or (old.is_dir() and old.stat().st_mtime < time.time() - WEEK):
            shutil.rmtree(old, ignore_errors=True)
    making = home.with_suffix(".making")
    must(Headway(making)("upgrade"))
    making.rename(home)


def _makers() -> str:
    """Changes with any file and any library that has a part in what a new database is."""
    told = hashlib.sha256(f"{sys.version} {platform.platform()} {sqlite3.sqlite_version}".encode())
    for path in _files():
        told.update(f"{path.relative_to(HEADWAY)}\n".encode())
        told.update(path.read_bytes())
    libraries = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    told.update("\n".join(sorted(path.name for path in libraries)).encode())
    return told.hexdigest()[:16]


def _files() -> Iterator[Path]:
    for pattern in MAKERS:
        found = sorted(HEADWAY.glob(pattern))
        assert found, f"nothing is called {pattern}: name what took its place"
        yield from found
