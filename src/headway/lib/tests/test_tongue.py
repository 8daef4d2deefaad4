"""Texts for people outside Django come in the language that they asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from headway.lib import tongue


@pytest.fixture
def speaking() -> Iterator[list[str]]:
    """The language that is spoken while the test runs, as the only item of a list."""
    before, spoken = tongue._language, ["en"]
    tongue.speak_as(lambda: spoken[0])
    yield spoken
    tongue.speak_as(before)


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR", "LC_ALL": "es_UY.UTF-8"}, "es"),
        ({"LANG": "fr_FR", "LANGUAGE": "de:ar:fr"}, "ar"),
        ({"LANG": "fr_FR", "HEADWAY_LANGUAGE": "ar"}, "ar"),
    ],
)
def test_the_environment_says_which_language_is_spoken(given: dict[str, str], language: str) -> None:
    assert tongue.language_of(given) == language


def test_a_text_comes_in_the_language_asked_for_with_its_values(speaking: list[str]) -> None:
    said = {}
    for speaking[0] in tongue.LANGUAGES:
        said[speaking[0]] = tongue.say('"{name}" is missing', name="office")
    assert len(set(said.values())) == len(tongue.LANGUAGES)
    assert all("office" in text for text in said.values())


def test_a_language_that_we_lack_is_answered_in_english(speaking: list[str]) -> None:
    speaking[0] = "de"
    assert tongue.say("the file is empty") == "the file is empty"


def test_a_number_takes_the_form_that_its_language_has_for_it(speaking: list[str]) -> None:
    told = [tongue.say_number("one migration applied", "{number} migrations applied", n) for n in (1, 7)]
    assert told == ["one migration applied", "7 migrations applied"]


def test_values_may_hold_braces(speaking: list[str]) -> None:
    assert tongue.say('"{name}" is missing', name="{x}") == '"{x}" is missing'


def test_the_command_line_helps_in_the_language_of_the_environment() -> None:
    import subprocess
    import sys

    helped = {}
    for language in tongue.LANGUAGES:
        environment = {**os.environ, "HEADWAY_LANGUAGE": language, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-m", "headway", "check", "--help"],
            capture_output=True, env=environment, check=True,
        )  # fmt: skip
        helped[language] = done.stdout.decode()
    assert len(set(helped.values())) == len(tongue.LANGUAGES)
    assert "Usage" not in helped["ar"]
