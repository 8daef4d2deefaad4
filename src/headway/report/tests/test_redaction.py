"""What no report shows, and what a public one leaves out besides."""

from __future__ import annotations

import json

import pytest

from headway.report.facts import Profile, redact
from headway.report.facts.scrub import STAND_IN
from headway.report.html import write_html
from headway.report.tests.reading import all_words
from headway.report.tests.tiny import facts, report, tiny

# Beside what is restricted, what is told of a case to few.
RESTRICTED = ("Ana", "ana-huaman", "ana-moves", "77777", "77,777", "Secreta", "Sleeps badly", "Is followed")
WITHHELD = (
    "Rosa",
    "Quispe",
    "quispe",
    "too few",
    "files burn",
    "Paula Present",
    "police were told",
)


@pytest.mark.parametrize("profile", list(Profile))
@pytest.mark.parametrize("words", RESTRICTED)
def test_no_report_holds_anything_restricted(profile: Profile, words: str) -> None:
    assert words not in write_html(report(profile=profile))
    assert words not in _everything(profile)


@pytest.mark.parametrize("words", WITHHELD)
def test_a_public_report_leaks_nothing_that_was_not_cleared(words: str) -> None:
    assert words not in write_html(report(profile="public"))
    assert words not in _everything(Profile.PUBLIC)


@pytest.mark.parametrize("words", WITHHELD)
def test_an_internal_report_shows_it(words: str) -> None:
    assert words in _everything(Profile.INTERNAL)


def test_somebody_who_agreed_is_named_in_public() -> None:
    text = all_words(report(profile="public"))
    assert "Juan Mamani sues" in text
    assert "She hears more coughs" in text


def test_a_person_without_a_name_gets_a_number_and_keeps_what_happened() -> None:
    text = all_words(report(profile="public"))
    assert "Person 1, Peru" in text
    assert f"Thousands walked for {STAND_IN}" in text


def test_references_follow_a_key_that_was_withheld() -> None:
    records = redact(tiny(), Profile.PUBLIC)
    nameless = next(iter(records.nameless))
    assert records.get("case", nameless) is not None
    assert records.get("outcome", "bill-tabled").cases == (nameless,)
    assert records.get("activity", "big-march").cases == (nameless,)


def test_consent_that_was_taken_back_is_no_consent() -> None:
    rows = tiny()
    consent = rows["case"][1].consents[0].model_copy(update={"revoked": rows["campaign"][0].begins})
    rows["case"][1] = rows["case"][1].model_copy(update={"consents": (consent,)})
    assert "Mamani" not in _everything(Profile.PUBLIC, rows)


def test_a_name_in_a_script_without_capitals_is_found_with_what_is_joined_to_it() -> None:
    rows = tiny()
    name = {"en": "Rosa Quispe", "ar": "روزا كيسبي"}
    rows["case"][0] = rows["case"][0].model_copy(update={"name": name, "summary": "عريضة لروزا كيسبي"})
    text = _everything(Profile.PUBLIC, rows)
    assert "روزا" not in text
    assert "كيسبي" not in text


def test_redacting_twice_is_redacting_once() -> None:
    once = redact(tiny(), Profile.PUBLIC)
    assert redact(once.tops, Profile.PUBLIC).tops == once.tops


def _everything(profile: Profile, rows: dict[str, list[object]] | None = None) -> str:
    """All records of an edition as one text."""
    found = facts(rows, profile)
    dumped = [row.model_dump(mode="json") for kind in found.records.kinds for row in found.records.of(kind)]
    return json.dumps(dumped, ensure_ascii=False)
