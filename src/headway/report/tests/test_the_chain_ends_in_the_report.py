"""The last link of each outcome's chain leads to a place that the report has."""

from __future__ import annotations

import re
from typing import Any

import pytest

from headway.pages.chain import extended
from headway.report.build import build_report
from headway.verify.models import Outcome

pytestmark = pytest.mark.django_db


def _places(campaign: Any, operator: Any) -> set[str]:
    files = build_report(
        campaign.key, acting_user=operator, language="en", profile="public", formats=("html",)
    )
    page = next(content for name, content in files.items() if name.endswith(".html")).decode()
    return set(re.findall(r'\bid="?([a-z0-9-]+)', page))


def _ends(campaign: Any, user: Any) -> dict[str, list[str]]:
    outcomes = list(Outcome.objects.filter(campaign=campaign).select_related("focus_country"))
    ends = extended(outcomes, campaign, user)
    return {
        outcome.key: [
            node.href.partition("/at/")[2].rstrip("/")
            for node in ends.get(outcome.key, ())
            if node.kind == "chapter"
        ]
        for outcome in outcomes
    }


def test_every_outcome_of_the_shipped_campaign_is_told_in_full_once_where_its_chain_says(
    stop_torture: Any, operator: Any
) -> None:
    places = _places(stop_torture, operator)
    for key, ends in _ends(stop_torture, operator).items():
        assert [end for end in ends if end.startswith("outcome-")] == [f"outcome-{key}"]
        assert set(ends) <= places


def test_so_it_is_in_another_campaign_and_a_restricted_outcome_has_no_end(world: Any) -> None:
    places = _places(world.campaign, world.operator)
    ends = _ends(world.campaign, world.operator)
    assert ends["barrels-removed"] == []
    assert {end for found in ends.values() for end in found} <= places
    assert {f"outcome-{key}" for key in ends} & places == {
        end for found in ends.values() for end in found if end.startswith("outcome-")
    }
