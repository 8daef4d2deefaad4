"""The door to a report: who may ask, what there is, and what comes back."""

from __future__ import annotations

from typing import Any

import pytest

from headway.lib.problems import HeadwayError, Refused
from headway.report.build import build_report, document_of
from headway.report.facts import Profile, collect_facts
from headway.report.walk import problems_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"campaign_key": "clean-river"}, 'there is no campaign "clean-river"; did you mean "clean-rivers"?'),
        ({"language": "de"}, 'there is no language "de"'),
        ({"profile": "secret"}, 'there is no profile "secret"'),
        ({"formats": ("html", "odt")}, 'there is no format "odt"'),
    ],
)
def test_what_there_is_not_is_said_with_what_was_meant(
    clean_rivers: Any, operator: Any, change: dict[str, Any], said: str
) -> None:
    asked = {"campaign_key": "clean-rivers", "acting_user": operator, "formats": ("html",)} | change
    with pytest.raises(HeadwayError, match=said.replace("?", r"\?")):
        build_report(asked.pop("campaign_key"), **asked)


def test_nobody_without_a_role_gets_a_report(clean_rivers: Any) -> None:
    with pytest.raises(Refused):
        build_report("clean-rivers", acting_user=None, formats=("html",))


def test_a_report_comes_as_files_named_by_campaign_year_and_language(
    clean_rivers: Any, operator: Any
) -> None:
    files = build_report("clean-rivers", acting_user=operator, language="fr", formats=("html",))
    (name,) = files
    assert name.startswith("clean-rivers-2")
    assert name.endswith("-fr.html")
    assert files[name].startswith(b"<!DOCTYPE html>")
    public = build_report("clean-rivers", acting_user=operator, profile="public", formats=("html",))
    assert "-public-en.html" in next(iter(public))


def test_another_cause_with_its_own_framework_and_scale_makes_a_sound_report(clean_rivers: Any) -> None:
    for profile in Profile:
        _facts, document = document_of(clean_rivers, "en", profile)
        assert problems_of(document) == ()


def test_facts_take_as_many_queries_for_a_large_pack_as_for_a_small_one(
    clean_rivers: Any, stop_torture: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(260):
        collect_facts(stop_torture, Profile.INTERNAL)
