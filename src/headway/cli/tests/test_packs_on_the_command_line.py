"""check, load, export and format do what they say, on the real database, and say it in few words."""

from __future__ import annotations

import filecmp
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from headway.cli.tests.command import CAMPAIGN, Headway, entries, must
from headway.conftest import SMALL_PACK


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL_PACK, tmp_path / "pack"))


def break_it(pack: Path) -> None:
    """Two mistakes in two files."""
    periods = pack / "periods.yaml"
    periods.write_text(periods.read_text() + "- key: other\n  begins: never\n")
    (pack / "unheard-of.yaml").write_text("- key: x\n")


def test_check_counts_the_records_of_a_good_pack_and_loads_nothing(empty: Headway) -> None:
    done = empty("check", SMALL_PACK)
    assert done.returncode == 0
    assert "no problems" in done.stdout
    assert done.stderr == ""
    assert entries(empty) == 0


@pytest.mark.parametrize("command", ["check", "load", "format"])
def test_a_bad_pack_is_told_line_by_line_and_nothing_happens(
    empty: Headway, pack: Path, command: str
) -> None:
    (pack / "periods.yaml").write_text("- key: one\n  nmae: x\n  begins: never\n  ends: 2014-12-31\n")
    before = (pack / "periods.yaml").read_text()
    done = empty(command, pack)
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert any(line.startswith("periods.yaml:2: ") for line in lines)
    assert any(line.startswith("periods.yaml:3: ") for line in lines)
    assert empty.sql("SELECT count(*) FROM plan_campaign") == [(0,)]
    assert (pack / "periods.yaml").read_text() == before


@pytest.mark.parametrize("command", ["check", "load", "format"])
def test_a_pack_that_is_not_there_is_one_line(empty: Headway, tmp_path: Path, command: str) -> None:
    done = empty(command, tmp_path / "nowhere")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "stop-torture" in done.stderr


def test_a_shipped_pack_is_known_by_its_name(empty: Headway) -> None:
    assert must(empty("check", "stop-torture")).stdout


def test_loading_twice_adds_once(empty: Headway) -> None:
    first = must(empty("load", SMALL_PACK))
    assert f"{CAMPAIGN}: 90 added" not in first.stderr
    assert " 0 changed, 0 left" in first.stdout
    assert "  office: 3 added\n" in first.stdout
    assert first.stderr == ""
    logged = entries(empty)
    second = must(empty("load", SMALL_PACK))
    assert ": 0 added, 0 changed, " in second.stdout
    assert len(second.stdout.splitlines()) == 1
    assert entries(empty) == logged


def test_what_is_exported_is_the_pack_that_was_loaded(
    headway: Headway, tmp_path: Path, empty: Headway
) -> None:
    out = tmp_path / "out"
    done = must(headway("export", CAMPAIGN, out, "--with-restricted"))
    assert str(out) in done.stdout
    names = sorted(path.name for path in out.iterdir())
    same, differ, missing = filecmp.cmpfiles(out, SMALL_PACK, names, shallow=False)
    assert (sorted(same), differ, missing) == (names, [], [])
    assert ": 0 added, 0 changed, " in must(headway("load", out)).stdout


def test_export_says_beforehand_what_of_a_case_it_leaves_out(headway: Headway) -> None:
    said = " ".join(must(headway("export", "--help")).stdout.split())
    assert "of every case the protected name, the well-being and the risk" in said


def test_an_export_without_restricted_records_can_be_loaded_elsewhere(
    headway: Headway, empty: Headway, tmp_path: Path
) -> None:
    must(headway("export", CAMPAIGN, tmp_path / "out"))
    must(empty("load", tmp_path / "out"))
    must(empty("export", CAMPAIGN, tmp_path / "again"))
    names = [path.name for path in (tmp_path / "out").iterdir()]
    assert filecmp.cmpfiles(tmp_path / "out", tmp_path / "again", names, shallow=False)[1:] == ([], [])


def test_an_export_does_not_mix_with_other_files(headway: Headway, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letters.txt").write_text("mine")
    done = headway("export", CAMPAIGN, tmp_path / "out")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letters.txt"]


@pytest.mark.parametrize("text", ["key: another\n", "", "- key\n", "key: [\n", "\ufeffkey: another\n"])
def test_an_export_does_not_take_the_place_of_another_pack(
    headway: Headway, tmp_path: Path, text: str
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "pack.yaml").write_text(text)
    done = headway("export", CAMPAIGN, tmp_path / "out")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert [path.read_text() for path in (tmp_path / "out").iterdir()] == [text]


@pytest.mark.parametrize("command", [["export", "nosuch", "out"], ["report", "nosuch", "--out", "out"]])
def test_an_unknown_campaign_is_one_line_that_names_those_there_are(
    headway: Headway, tmp_path: Path, command: list[str]
) -> None:
    done = headway(*command, cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert CAMPAIGN in done.stderr
    assert not (tmp_path / "out").exists()


def test_format_names_what_it_changed_and_then_nothing(empty: Headway, pack: Path) -> None:
    periods = pack / "periods.yaml"
    canonical = periods.read_text()
    periods.write_text("\n\n" + canonical)
    assert must(empty("format", pack)).stdout == f"{periods}\n"
    assert periods.read_text() == canonical
    assert "already" in must(empty("format", pack)).stdout


def test_progress_shows_on_a_terminal(empty: Headway) -> None:
    near, far = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "headway", "load", str(SMALL_PACK)],
        env=empty.environment(), stdout=subprocess.DEVNULL, stderr=far,
    )  # fmt: skip
    os.close(far)
    shown = b""
    while True:
        try:
            part = os.read(near, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(near)
    assert process.wait(60) == 0
    plain = re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", shown.decode())
    assert re.search(r"✓ Activities and figures \d+\.\d s", plain)


def test_a_kind_that_there_is_not_and_one_that_is_still_in_use_are_a_line_each(
    empty: Headway, pack: Path
) -> None:
    must(empty("load", pack))
    partners, kinds = pack / "partners.yaml", pack / "kinds.yaml"
    partners.write_text(partners.read_text().replace("anglers-club", "angler-club"))
    done = empty("check", pack)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        'partners.yaml:3: partner_kind: there is no kind of partner "angler-club" here; did you mean "anglers-club"?\n'
    )
    partners.unlink()
    kinds.write_text(kinds.read_text().replace("- key: anglers-club", "- key: angler-club"))
    done = empty("load", pack)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        'headway: kinds.yaml: the kind of partner "anglers-club" cannot be taken away while records have it: partner "anglers"'
    ]
    assert empty.sql("SELECT count(*) FROM engage_partnerkind WHERE key = 'anglers-club'") == [(1,)]


def test_kinds_that_a_pack_has_no_more_are_said_to_be_taken_away(empty: Headway, pack: Path) -> None:
    must(empty("load", pack))
    kinds = pack / "kinds.yaml"
    kinds.write_text(
        kinds.read_text().replace(
            "  - key: well-closed\n    name:\n      en: well closed\n      fr: puits fermé\n", ""
        )
    )
    said = must(empty("load", pack)).stdout.splitlines()
    assert said[0].endswith(" left as they were, 1 taken away")
    assert said[1:] == ["  event-kind: 5 left, 1 taken away"]
