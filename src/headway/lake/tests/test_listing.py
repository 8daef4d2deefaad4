"""The lake is listed so that a copy of it is whole: logs before the files that they name, links never followed."""

from __future__ import annotations

from pathlib import Path

from headway.lake.folder import lake_files


def test_logs_come_before_files_and_links_do_not_come_at_all(tmp_path: Path) -> None:
    for name in ("a/part-1", "a/_delta_log/0.json", "b/part-0", "b/_delta_log/1.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "a" / "link").symlink_to("/etc/passwd")
    listed = [path.relative_to(tmp_path).as_posix() for path in lake_files(tmp_path)]
    assert listed == ["a/_delta_log/0.json", "b/_delta_log/1.json", "a/part-1", "b/part-0"]


def test_a_version_that_begins_after_the_logs_were_listed_is_no_part_of_it(tmp_path: Path) -> None:
    log = tmp_path / "a" / "_delta_log"
    log.mkdir(parents=True)
    (log / "0.json").write_text("x")
    (log / "1.json").write_text("x")
    listing = lake_files(tmp_path)
    first = next(listing)
    (log / "2.json").write_text("x")
    (tmp_path / "a" / "part-2").write_text("x")
    assert [first.name, *(path.name for path in listing)] == ["0.json", "1.json", "part-2"]


def test_a_lake_that_was_never_filled_is_empty(tmp_path: Path) -> None:
    assert list(lake_files(tmp_path / "nowhere")) == []
