"""`headway report` writes whole files and names them; `headway demo` goes from nothing to a page that is served."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from headway.cli.report import write_files
from headway.cli.tests.command import CAMPAIGN, Headway, must
from headway.cli.tests.test_every_fault_is_one_line import free_port
from headway.cli.tests.test_serve import get

SIGNS = {".html": b"<!DOCTYPE html>", ".pdf": b"%PDF-", ".docx": b"PK"}


def test_a_report_is_three_files_whose_paths_are_printed(headway: Headway, tmp_path: Path) -> None:
    done = must(headway("report", CAMPAIGN, "--out", tmp_path / "out"))
    paths = [Path(line) for line in done.stdout.splitlines()]
    assert sorted(paths) == sorted((tmp_path / "out").iterdir())
    assert {path.suffix for path in paths} == set(SIGNS)
    for path in paths:
        assert path.read_bytes().startswith(SIGNS[path.suffix])
    assert done.stderr == ""


def test_the_same_facts_give_the_same_bytes(headway: Headway, tmp_path: Path) -> None:
    for name, zone, seed in (("one", "UTC", "1"), ("two", "Asia/Kathmandu", "2")):
        command = ("report", CAMPAIGN, "--out", tmp_path / name, "--format", "html,docx", "--language", "ar")
        must(headway(*command, env={"TZ": zone, "PYTHONHASHSEED": seed}))
    files = sorted((tmp_path / "one").iterdir())
    assert len(files) == 2
    for file in files:
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_only_what_is_asked_for_is_written(headway: Headway, tmp_path: Path) -> None:
    must(
        headway(
            "report", CAMPAIGN, "--out", tmp_path / "out", "--format", "html, html", "--profile", "public"
        )
    )
    (file,) = (tmp_path / "out").iterdir()
    assert file.suffix == ".html"
    assert b"Quillfeather" not in file.read_bytes()


@pytest.mark.parametrize(
    "wrong",
    [["--format", "odt"], ["--format", ","], ["--language", "de"], ["--profile", "secret"]],
    ids=lambda w: w[1],
)
def test_what_is_not_offered_is_refused_before_anything_is_made(
    headway: Headway, tmp_path: Path, wrong: list[str]
) -> None:
    done = headway("report", CAMPAIGN, "--out", tmp_path / "out", *wrong)
    assert done.returncode == 2
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_one_line(headway: Headway, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = headway("report", CAMPAIGN, "--out", tmp_path / "file" / "out", "--format", "html")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_files_are_all_in_place_or_none(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": b"old", "b": b"old"})
    with pytest.raises(OSError, match="No such file"):
        write_files(tmp_path, {"a": b"new", "nowhere/b": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old", "b": b"old"}


def test_a_demo_that_does_not_serve_prints_where_the_files_are(bare: Headway) -> None:
    done = must(bare("demo", env={"SERVE": "no"}))
    paths = [Path(line) for line in done.stdout.splitlines()[1:4]]
    assert {path.suffix for path in paths} == set(SIGNS)
    assert all(path.is_file() and path.is_relative_to(bare.home) for path in paths)
    assert done.stderr == ""
    told = "edition 1 of the report is published, and everybody who reaches this site can read it"
    assert told in done.stdout
    again = must(bare("demo", "--no-serve")).stdout
    assert told in again
    assert ": 0 added, 0 changed, " in again


def test_a_demo_serves_the_site_where_it_says(empty: Headway) -> None:
    port = free_port()
    process = empty.start("demo", "--port", port, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert process.stdout is not None
        address = next(line.split()[1] for line in process.stdout if line.startswith("serving "))
        assert address == f"http://127.0.0.1:{port}/"
        status, page = get(address)
        assert status == 200
        assert "<!DOCTYPE html>" in page
        assert "/reports/stop-torture/en/" in page
    finally:
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    assert "Traceback" not in err


def test_a_demo_told_to_stop_while_it_prepares_leaves_nothing_running(empty: Headway) -> None:
    process = empty.start("demo", "--port", free_port(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(2)
    process.send_signal(signal.SIGTERM)
    # Ends when nobody holds the other end of the pipe any more: neither this process nor the one that prepares.
    out, err = process.communicate(timeout=60)
    assert process.returncode not in {0, 1, 2}
    assert "serving" not in out
    assert "Traceback" not in err


def test_a_demo_that_cannot_be_prepared_says_why_once_and_serves_nothing(empty: Headway) -> None:
    (empty.home / "keys" / "audit.key").unlink()
    process = empty.start("demo", "--port", free_port(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "audit.key is missing" in err
