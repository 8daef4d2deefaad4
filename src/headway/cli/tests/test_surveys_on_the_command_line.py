"""`headway import surveys`: planned, written, the same once, and every wrong file told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from headway.cli.tests.command import Headway, must

HEAD = "question,answer,share,n,country,from,to\n"
ROWS = (
    "Is it clean?,Yes,60%,1000,KE,2014-02-01,2014-02-20\nIs it clean?,No,40%,1000,KE,2014-02-01,2014-02-20\n"
)


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "survey.csv"
    path.write_text(HEAD + ROWS)
    return path


def test_results_are_written_and_the_same_file_again_changes_nothing(headway: Headway, survey: Path) -> None:
    into = ("--campaign", "clean-rivers", "--yes")
    first = must(headway("import", "surveys", survey, *into))
    assert first.stdout.splitlines()[-1] == "2 added, 0 changed, 0 duplicates, 0 refused"
    assert "Is it clean? · KE · 2014-02-01 – 2014-02-20 · n = 1000" in first.stderr
    again = must(headway("import", "surveys", survey, *into))
    assert again.stdout.splitlines()[-1] == "0 added, 0 changed, 2 duplicates, 0 refused"
    assert headway.sql("SELECT count(*) FROM listen_poll") == [(1,)]


def test_of_people_nothing_but_counts_is_kept(headway: Headway, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("country,weight,name,q\n" + "".join(f"KE,1,Zyxomma {at},yes\n" for at in range(40)))
    given = (
        "--campaign",
        "clean-rivers",
        "--yes",
        "--questions",
        "q",
        "--from",
        "2014-02-01",
        "--to",
        "2014-02-20",
    )
    done = must(headway("import", "surveys", path, *given))
    assert done.stdout.splitlines()[-1] == "1 added, 0 changed, 0 duplicates, 0 refused"
    for kept in headway.home.rglob("*"):
        assert not kept.is_file() or b"Zyxomma" not in kept.read_bytes(), kept


def test_without_a_yes_nothing_is_written(headway: Headway, survey: Path) -> None:
    """Nobody is there to answer; a no at a terminal leads the same way."""
    headway("import", "surveys", survey, "--campaign", "clean-rivers")
    assert headway.sql("SELECT count(*) FROM listen_poll") == [(0,)]
    assert headway.sql("SELECT state, told FROM listen_surveyimport") == [("cancelled", "{}")]


def test_refused_rows_are_told_with_row_column_and_reason(headway: Headway, tmp_path: Path) -> None:
    path, listed = tmp_path / "survey.csv", tmp_path / "refused.csv"
    path.write_text(HEAD + ROWS + "Q,Yes,60%,0,KE,2014-02-01,2014-02-20\n")
    done = must(
        headway("import", "surveys", path, "--campaign", "clean-rivers", "--yes", "--refused", listed)
    )
    assert done.stdout.splitlines()[-1] == "2 added, 0 changed, 0 duplicates, 1 refused"
    assert "row 4, n: nobody was asked" in done.stderr
    assert "survey.csv,4,n,nobody was asked" in listed.read_text()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.sav", b"$FL2 and then nothing", "damaged"),
        ("a.csv", b"one,two\n1,2\n", "none of the first"),
        ("a.csv", b"country,weight,name\nKE,1,x\n", "--questions"),
    ],
)
def test_a_wrong_file_is_one_line_and_exit_code_2(
    headway: Headway, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = headway("import", "surveys", path, "--campaign", "clean-rivers", "--yes")
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert headway.sql("SELECT count(*) FROM listen_surveyimport") == [(0,)]
