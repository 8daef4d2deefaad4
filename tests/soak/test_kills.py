"""A command killed at any moment, two hundred times, leaves everything or nothing."""

from __future__ import annotations

import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from headway.cli.tests.command import Headway, copy_of, must
from headway.conftest import PACKS

pytestmark = pytest.mark.soak
PACK = PACKS / "stop-torture"
KILLS = 100


def _records(home: Headway) -> tuple[int, int, int]:
    tables = ("plan_campaign", "verify_outcome", "audit_entry")
    return tuple(home.sql(f"SELECT count(*) FROM {table}")[0][0] for table in tables)  # type: ignore[return-value]


def test_a_load_killed_at_any_moment_leaves_the_whole_pack_or_nothing(
    upgraded: Headway, tmp_path: Path
) -> None:
    whole = copy_of(upgraded, tmp_path / "whole")
    began = time.monotonic()
    must(whole("load", PACK))
    lasts = time.monotonic() - began
    all_of_it, nothing = _records(whole), _records(upgraded)
    seen = set()
    for number in range(KILLS):
        home = copy_of(upgraded, tmp_path / "home")
        process = home.start("load", PACK, stdout=-3, stderr=-3)
        time.sleep(random.Random(number).uniform(0, lasts * 1.1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        left = _records(home)
        assert left[:2] in {all_of_it[:2], nothing[:2]}, f"kill {number}: {left}"
        seen.add(left[:2])
        must(home("audit", "verify"))
        must(home("load", PACK))
        assert _records(home)[:2] == all_of_it[:2]
        shutil.rmtree(home.home)
    assert len(seen) == 2, "every kill came too early or too late to show anything"


def test_a_backup_killed_at_any_moment_leaves_no_half_file(upgraded: Headway, tmp_path: Path) -> None:
    home = copy_of(upgraded, tmp_path / "home")
    must(home("load", PACK))
    began = time.monotonic()
    must(home("backup", tmp_path / "whole.backup"))
    lasts = time.monotonic() - began
    folder = tmp_path / "backups"
    folder.mkdir()
    for number in range(KILLS):
        process = home.start("backup", folder / "file.backup", stdout=-3, stderr=-3)
        time.sleep(random.Random(number).uniform(0, lasts))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (folder / "file.backup").exists():
            other = copy_of(upgraded, tmp_path / "other")
            shutil.rmtree(other.home / "keys")
            shutil.copytree(home.home / "keys", other.home / "keys")
            must(other("restore", folder / "file.backup"))
            shutil.rmtree(other.home)
            (folder / "file.backup").unlink()
