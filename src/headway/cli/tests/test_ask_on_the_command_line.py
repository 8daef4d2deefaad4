"""`headway ask` answers from imported rows, for people and for programs; practice data say that they are made up."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from headway.cli.tests.command import Headway, copy_of, must
from headway.lake.questions import QUESTIONS

PRACTICE = "from headway.movement.actions import ensure_operator\nfrom headway.exchange.practice import load_practice\n"
LOAD = f"{PRACTICE}load_practice(acting_user=ensure_operator())"


@pytest.fixture(scope="module")
def practised(upgraded: Headway, tmp_path_factory: pytest.TempPathFactory) -> Headway:
    """An installation with practice data, made once; nothing here writes to it."""
    made = copy_of(upgraded, tmp_path_factory.mktemp("practised") / "home")
    must(made.python(LOAD))
    return made


def test_without_a_question_all_are_listed(practised: Headway) -> None:
    said = must(practised("ask", "listening-practice")).stdout
    assert all(key in said for key in QUESTIONS)


def test_a_table_has_the_whole_beside_the_groups_and_says_that_it_is_made_up(practised: Headway) -> None:
    lines = must(
        practised("ask", "listening-practice", "coverage", "--by", "country", "--limit", "3")
    ).stdout.splitlines()
    assert lines[0].startswith("Made up")
    assert lines[1].split() == ["Country", "Mentions", "Unique", "articles", "Unique", "outlets"]
    assert len(lines) == 6
    assert lines[-1].split() == ["all", "2,107", "1,089", "1,560"]


def test_csv_and_json_hold_the_same_rows(practised: Headway) -> None:
    asked = ("ask", "listening-practice", "engagement", "--by", "content-type,network", "--format")
    told = json.loads(must(practised(*asked, "json")).stdout)
    text = must(practised(*asked, "csv")).stdout.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert told["made_up"] is True
    assert {row.pop("made_up") for row in rows} == {"yes"}
    assert rows == [{name: str(value) for name, value in row.items()} for row in told["rows"]]
    assert told["additivity"]["engagements"] == "flow"


def test_days_narrow_the_answer(practised: Headway) -> None:
    asked = ("ask", "listening-practice", "coverage", "--format", "json", "--from", "2024-03-05", "--to")
    one, week = (
        json.loads(must(practised(*asked, day)).stdout)["rows"][0]["mentions"]
        for day in ("2024-03-05", "2024-03-11")
    )
    assert 0 < one < week < 2107


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("nowhere",), 'there is no campaign "nowhere"'),
        (("listening-practice", "coverge"), 'did you mean "coverage"'),
        (("listening-practice", "coverage", "--by", "moon"), 'cannot be split by "moon"'),
        (("listening-practice", "coverage", "--from", "yesterday"), '"yesterday" is no day'),
        (("listening-practice", "coverage", "--from", "2024-05-02", "--to", "2024-05-01"), "run backwards"),
        (("listening-practice", "coverage", "--format", "pdf"), "pdf"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(practised: Headway, asked: tuple[str, ...], said: str) -> None:
    done = practised("ask", *asked)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_campaign_without_rows_answers_nothing(headway: Headway) -> None:
    told = json.loads(must(headway("ask", "clean-rivers", "coverage", "--format", "json")).stdout)
    assert told["rows"] == [{"mentions": 0, "articles": 0, "outlets": 0}]
    assert told["made_up"] is False


def test_practice_data_are_loaded_once_and_apart(practised: Headway, tmp_path: Path) -> None:
    again = copy_of(practised, tmp_path / "again")
    must(again.python(LOAD))
    told = json.loads(must(again("ask", "listening-practice", "coverage", "--format", "json")).stdout)
    assert told["rows"][0]["mentions"] == 2107
