"""A lake that lies in another folder than the home's is backed up with the rest, and comes back where it lay."""

from __future__ import annotations

import os
from pathlib import Path

from headway.cli.tests.command import Headway, must


def test_a_lake_that_lies_elsewhere_is_backed_up_and_comes_back_there(
    headway: Headway, tmp_path: Path
) -> None:
    place = tmp_path / "large" / "lake"
    files = {"posts/_delta_log/0.json": b"{}", "posts/campaign=a/part-0.parquet": os.urandom(70_000)}
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    apart = Headway(headway.home, {"HEADWAY_LAKE": str(place)})
    must(apart("backup", tmp_path / "file"))
    (place / "posts/campaign=a/part-0.parquet").unlink()
    (place / "posts/campaign=a/later.parquet").write_bytes(b"later")
    done = must(apart("restore", "--replace", tmp_path / "file"))
    (aside,) = place.glob("before-restore-*")
    assert str(aside) in done.stdout
    assert (aside / "posts/campaign=a/later.parquet").read_bytes() == b"later"
    found = {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and not path.is_relative_to(aside)
    }
    assert found == files
    assert not (headway.home / "lake").exists()
    # What was set aside is no part of the lake, and of no backup.
    must(apart("backup", tmp_path / "again"))
    must(apart("restore", "--replace", tmp_path / "again"))
    assert len(list(place.glob("before-restore-*"))) == 2
    assert not list(place.glob("before-restore-*/before-restore-*"))
