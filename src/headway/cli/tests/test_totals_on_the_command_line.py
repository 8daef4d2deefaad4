"""`headway totals` prints what figures come to, as far as their measures allow, for people and for programs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from headway.cli.tests.command import Headway, must


def test_a_table_says_why_people_are_given_as_a_range(headway: Headway) -> None:
    said = must(headway("totals", "clean-rivers", "--by", "office")).stdout
    assert "Measure" in said
    assert "Office" in said


def test_csv_and_json_hold_the_same_rows(headway: Headway) -> None:
    asked = ("totals", "clean-rivers", "--by", "office,period", "--format")
    told = json.loads(must(headway(*asked, "json")).stdout)
    text = must(headway(*asked, "csv")).stdout.removeprefix("\ufeff")
    assert told
    assert list(csv.DictReader(io.StringIO(text))) == told


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("nowhere",), 'there is no campaign "nowhere"'),
        (("clean-rivers", "--measure", "none"), 'there is no measure "none"'),
        (("clean-rivers", "--by", "moon"), '"moon" is none of'),
        (("clean-rivers", "--format", "pdf"), "pdf"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(headway: Headway, asked: tuple[str, ...], said: str) -> None:
    done = headway("totals", *asked)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
