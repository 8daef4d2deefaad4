"""A kill at any moment of an import leaves all of it or nothing; two at once both count, once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from headway.cli.tests.command import Headway, copy_of, loaded, must, upgraded  # noqa: F401  fixtures
from headway.listen.tests.exports import meltwater
from headway.listen.tests.test_exports_of_media_monitoring import A
from headway.listen.tests.test_exports_of_social_media import SPRINKLR, sprinklr

ROWS = 40


@pytest.fixture
def headway(loaded: Headway, tmp_path: Path) -> Headway:  # noqa: F811
    return copy_of(loaded, tmp_path / "home")


def kill(headway: Headway, tmp_path: Path, kills: int, seed: int) -> None:
    posts = [{**SPRINKLR, "Outbound Post Id": str(at)} for at in range(ROWS)]
    path = sprinklr(tmp_path, posts)
    code = "import sys, runpy\nsys.argv = ['kills', {!r}, '{}', '{}', '{}']\nrunpy.run_module('headway.listen.tests.kills', run_name='__main__')"
    done = headway.python(code.format(str(path), ROWS, kills, seed))
    assert done.returncode == 0, done.stderr


def test_twenty_kills_leave_whole_imports_or_none(headway: Headway, tmp_path: Path) -> None:
    kill(headway, tmp_path, 20, 7)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_two_hundred_kills_leave_whole_imports_or_none(headway: Headway, tmp_path: Path, seed: int) -> None:
    kill(headway, tmp_path, 20, seed)


def test_two_imports_of_one_file_at_once_bring_each_row_once(headway: Headway, tmp_path: Path) -> None:
    path = meltwater(tmp_path, [{**A, "URL": f"https://a.example/{at}"} for at in range(ROWS)])

    both = [
        headway.start(
            "import",
            "media",
            path,
            "--campaign",
            "clean-rivers",
            "--yes",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    said = sorted(one.communicate(timeout=300)[0].strip() for one in both)
    assert said == [
        f"0 added, 0 changed, {ROWS} duplicates, 0 refused",
        f"{ROWS} added, 0 changed, 0 duplicates, 0 refused",
    ]
    again = must(headway("import", "media", path, "--campaign", "clean-rivers", "--yes"))
    assert again.stdout.strip() == f"0 added, 0 changed, {ROWS} duplicates, 0 refused"
