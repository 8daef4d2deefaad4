"""What a message about a fault says beside it is said in the reader's language as well."""

from __future__ import annotations

import pytest

from headway.lib import tongue
from headway.lib.hints import KINDS, kind_in_words, meant


@pytest.mark.parametrize(("given", "near"), [("limit-lew", "limit-law"), ("zebra", ""), ("x" * 5_000, "")])
def test_the_nearest_of_what_is_known_is_named_where_one_is_near(given: str, near: str) -> None:
    said = meant(given, ["limit-law", "open-well"])
    assert said == (f'; did you mean "{near}"?' if near else "")


def test_kinds_and_hints_are_said_in_the_language_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    class Upside:
        def gettext(self, text: str) -> str:
            return {"country of focus": "pays prioritaire", '; did you mean "{near}"?': " : {near} ?"}[text]

    monkeypatch.setattr(tongue, "_catalog", lambda _language: Upside())
    assert kind_in_words("focus-country") == "pays prioritaire"
    assert meant("limit-lew", ["limit-law"]) == " : limit-law ?"


def test_a_kind_is_called_by_words_and_not_by_its_key() -> None:
    assert not [said for said in KINDS.values() if "-" in said.replace("sign-up", "")]
