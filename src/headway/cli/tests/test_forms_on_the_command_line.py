"""`headway form` and `headway upload`: the form of a period there and back, and each fault in one line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from headway.cli.tests.command import Headway, entries, must
from headway.collect.tests.sheets import filled_in

HERE = ("--campaign", "clean-rivers")


@pytest.fixture
def place(headway: Headway) -> tuple[str, str]:
    (office,) = headway.sql(
        "SELECT o.key FROM plan_participation p JOIN movement_office o ON o.id = p.office_id ORDER BY o.key LIMIT 1"
    )[0]
    (period,) = headway.sql("SELECT key FROM plan_period WHERE key = 'y1'")[0]
    return office, period


def test_a_form_goes_out_and_comes_back_once(
    headway: Headway, place: tuple[str, str], tmp_path: Path
) -> None:
    path, refused = tmp_path / "form.xlsx", tmp_path / "mend.xlsx"
    must(headway("form", *place, str(path), *HERE))
    row = {"no": 90, "activity_kind": "March", "name": "From a sheet", "first_day": date(2023, 7, 15)}
    bad = {**row, "no": 91, "activity_kind": "Moonwalk"}
    path.write_bytes(filled_in(path.read_bytes(), {"Activities": [row]}))
    assert "would add 1 and change 0" in must(headway("upload", str(path), *HERE, "--check")).stdout
    assert "1 added" in must(headway("upload", str(path), *HERE)).stdout
    before = entries(headway)
    must(headway("upload", str(path), *HERE))
    assert entries(headway) == before
    path.write_bytes(filled_in(path.read_bytes(), {"Activities": [bad]}))
    done = headway("upload", str(path), *HERE, "--refused", str(refused))
    assert done.returncode == 2
    assert "“Moonwalk” is not on the list" in done.stderr
    assert "1 row is refused" in done.stderr
    assert refused.exists()


def test_what_is_no_form_is_one_line_and_exit_2(
    headway: Headway, place: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "notes.xlsx"
    path.write_text("no workbook")
    for arguments in (
        ("upload", str(path), *HERE),
        ("upload", str(tmp_path / "absent.xlsx"), *HERE),
        ("form", "atlantis", place[1], str(path), *HERE),
        ("form", *place, str(tmp_path / "no" / "folder.xlsx"), *HERE),
    ):
        done = headway(*arguments)
        assert done.returncode == 2, done
        assert len(done.stderr.strip().splitlines()) == 1
        assert "Traceback" not in done.stderr
