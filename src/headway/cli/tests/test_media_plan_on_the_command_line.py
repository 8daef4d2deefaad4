"""`headway media-plan` prints what was planned beside what was counted, the same as the page."""

from __future__ import annotations

import csv
import io
import json

import pytest

from headway.cli.tests.command import Headway, copy_of, must

PRACTICE = "from headway.movement.actions import ensure_operator\nfrom headway.exchange.practice import load_practice\n"
LOAD = f"{PRACTICE}load_practice(acting_user=ensure_operator())"


@pytest.fixture(scope="module")
def practised(upgraded: Headway, tmp_path_factory: pytest.TempPathFactory) -> Headway:
    """An installation with practice data, made once; nothing here writes to it."""
    made = copy_of(upgraded, tmp_path_factory.mktemp("planned") / "home")
    must(made.python(LOAD))
    return made


def test_the_plan_of_the_practice_data_stands_beside_its_rows(practised: Headway) -> None:
    lines = must(practised("media-plan", "listening-practice")).stdout.splitlines()
    assert lines[0].startswith("Made up")
    assert lines[1].split() == [
        "When",
        "What",
        "is",
        "counted",
        "How",
        "it",
        "was",
        "met",
        "Planned",
        "Counted",
    ]
    assert lines[-4].split() == ["2024", "Mentions", "met", "2,000", "2,107"]
    assert len(lines) == 12


def test_csv_and_json_hold_the_same_rows(practised: Headway) -> None:
    told = json.loads(must(practised("media-plan", "listening-practice", "--format", "json")).stdout)
    text = must(practised("media-plan", "listening-practice", "--format", "csv")).stdout.removeprefix(
        "\ufeff"
    )
    rows = list(csv.DictReader(io.StringIO(text)))
    assert told["made_up"] is True
    assert {row.pop("made_up") for row in rows} == {"yes"}
    assert rows == [{name: str(value) for name, value in row.items()} for row in told["rows"]]


def test_a_campaign_that_is_not_there_ends_in_one_line(practised: Headway) -> None:
    found = practised("media-plan", "nowhere")
    assert found.returncode == 2
    assert len(found.stderr.splitlines()) == 1
