"""Whoever researches a country writes of that country alone, and takes no record from another."""

from __future__ import annotations

from typing import Any

import pytest

from headway.engage.actions import keep_engagement
from headway.engage.models import Case
from headway.engage.queries import engage_rows
from headway.engage.rows import ConsentRow, OpportunityRow, PartnerRow, RelationRow, TargetRow
from headway.engage.rules import countries_of, may_publish
from headway.lib.problems import Refused
from headway.movement.tests.doors import case_row
from headway.movement.tests.everything import everything

pytestmark = pytest.mark.django_db
FOCUS = {"kenya": frozenset({"KE"}), "viet-nam": frozenset({"VN"}), "two": frozenset({"KE", "UG"})}


@pytest.mark.parametrize(
    "row",
    [
        case_row(country="AT"),
        case_row("open-well"),
        case_row(focus_country="austria"),
        PartnerRow.model_validate({"key": "p", "name": "P", "partner_kind": "ngo", "countries": ["KE", "AT"]}),
        PartnerRow.model_validate({"key": "p", "name": "P", "partner_kind": "ngo"}),
        TargetRow.model_validate({"key": "water-ministry", "name": "M", "target_kind": "ministry", "country": "KE"}),
        RelationRow.model_validate({"key": "r", "government": "KE", "focus_country": "austria", "leverage": "L."}),
        OpportunityRow.model_validate({"key": "o", "name": "O", "opportunity_kind": "bill", "focus_countries": ["kenya", "austria"]}),
    ],
    ids=lambda row: f"{row.kind} {row.key}",
)  # fmt: skip
def test_a_researcher_writes_nothing_of_another_country(row: Any, world: Any) -> None:
    before = everything()
    with pytest.raises(Refused, match="you may not record engagement"):
        keep_engagement(world.campaign, [row], acting_user=world.researcher)
    assert everything() == before


def test_a_case_cannot_be_carried_off_into_ones_own_country(world: Any) -> None:
    with pytest.raises(Refused):
        keep_engagement(world.campaign, [case_row("open-well", country="KE")], acting_user=world.researcher)
    assert Case.objects.get(key="open-well").country == "AT"


def test_what_stands_inside_a_case_cannot_be_taken_into_another(world: Any) -> None:
    before = everything()
    taken: tuple[dict[str, Any], ...] = (
        {"asks": [{"key": "hidden-spring-ask", "text": "Mine now."}]},
        {"consents": [{"key": "open-well-publish", "consent_to": "publish", "given": "no"}]},
    )
    for inside in taken:
        with pytest.raises(Refused, match="stands in another record already"):
            keep_engagement(world.campaign, [case_row(**inside)], acting_user=world.researcher)
    assert everything() == before


@pytest.mark.parametrize(
    ("fields", "countries"),
    [
        ({}, {"KE"}),
        ({"focus_country": "kenya"}, {"KE"}),
        ({"focus_country": "two"}, {"KE"}),
        ({"focus_country": "viet-nam"}, {"KE", "VN"}),
    ],
)
def test_a_record_lies_in_its_country_and_in_those_of_its_focus(
    fields: dict[str, Any], countries: set[str]
) -> None:
    assert countries_of(case_row(**fields), FOCUS) == countries


def test_one_of_several_countries_under_one_name_is_that_one() -> None:
    whole = OpportunityRow.model_validate(
        {"key": "o", "name": "O", "opportunity_kind": "bill", "focus_countries": ["two"]}
    )
    assert countries_of(whole, FOCUS) == {"KE", "UG"}


@pytest.mark.parametrize(
    ("consents", "published"),
    [
        ([], False),
        ([{"key": "a", "consent_to": "publish", "given": "yes"}], True),
        ([{"key": "a", "consent_to": "publish", "given": "no"}], False),
        ([{"key": "a", "consent_to": "fundraise", "given": "yes"}], False),
        ([{"key": "a", "consent_to": "publish", "given": "yes", "revoked": "2024"}], False),
    ],
)
def test_a_person_is_named_in_public_only_while_they_agree(
    consents: list[dict[str, str]], published: bool
) -> None:
    case = case_row().model_copy(
        update={"consents": tuple(ConsentRow.model_validate(each) for each in consents)}
    )
    assert may_publish(case) is published


def test_the_rows_of_cases_leave_restricted_ones_out_unless_asked(world: Any) -> None:
    keys = {row.key for row in engage_rows(world.campaign, "case")}
    assert keys == {"open-well"}
    assert {row.key for row in engage_rows(world.campaign, "case", with_restricted=True)} == {
        "open-well",
        "hidden-spring",
    }
