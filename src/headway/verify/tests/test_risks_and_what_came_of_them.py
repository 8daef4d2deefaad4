"""A risk has a page with what came of it, who sees to it and how; what nobody intended is listed beside the risks."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from headway.movement.tests.doors import outcome_row
from headway.plan.actions import keep_plan
from headway.plan.models import Risk
from headway.plan.rows import RiskRow
from headway.verify.actions import keep_outcomes

pytestmark = pytest.mark.django_db
RISKS = "/c/clean-rivers/risks/"
PAGE = f"{RISKS}dry-year/"


@pytest.fixture
def dry(world: Any) -> Any:
    row = {"key": "dry-year", "name": "A dry year", "text": "No water to clean.", "foreseen": True}
    keep_plan(world.campaign, [RiskRow.model_validate(row)], acting_user=world.core_team)
    told = {
        "name": "The works closed the well",
        "direction": "negative",
        "intended": False,
        "risks": ("dry-year",),
    }
    keep_outcomes(world.campaign, [outcome_row("closed-well", **told)], acting_user=world.core_team)
    hidden = told | {"name": "Hush well", "restricted": True, "contributions": ()}
    keep_outcomes(world.campaign, [outcome_row("hush-well", **hidden)], acting_user=world.researcher)
    return world


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("address", [RISKS, PAGE])
def test_what_came_of_a_risk_is_told_and_what_is_restricted_to_the_named_alone(
    address: str, dry: Any
) -> None:
    for who in ("reader", "campaigner", "core_team", "administrator"):
        page = browser(dry.people[who]).get(address).content.decode()
        assert "The works closed the well" in page
        assert "Hush" not in page
    assert "Hush well" in browser(dry.researcher).get(address).content.decode()


def test_the_core_team_says_what_is_done_and_who_sees_to_it(dry: Any) -> None:
    client = browser(dry.core_team)
    base = client.get(PAGE).context["form"].initial["base"]
    told = {"mitigation": "Ask for rain.", "owner": "Dolores", "closed": "on", "base": base}
    assert client.post(PAGE, told).status_code == 302
    risk = Risk.objects.get(key="dry-year")
    assert (risk.mitigation, risk.owner, risk.closed, risk.foreseen) == (
        "Ask for rain.",
        "Dolores",
        True,
        True,
    )
    page = browser(dry.reader).get(PAGE).content.decode()
    assert "Ask for rain." in page
    assert 'name="mitigation"' not in page


def test_two_who_handle_one_risk_at_once_both_keep_theirs(dry: Any) -> None:
    first, second = browser(dry.core_team), browser(dry.core_colleague)
    base = first.get(PAGE).context["form"].initial["base"]
    assert second.post(PAGE, {"mitigation": "", "owner": "Gita", "base": base}).status_code == 302
    assert first.post(PAGE, {"mitigation": "Wait.", "owner": "", "base": base}).status_code == 302
    risk = Risk.objects.get(key="dry-year")
    assert (risk.mitigation, risk.owner) == ("Wait.", "Gita")
    clash = first.post(PAGE, {"mitigation": "Dig.", "owner": "", "base": base})
    assert clash.status_code == 409
    assert "Dig." in clash.content.decode()
    assert "Wait." in clash.content.decode()
    assert Risk.objects.get(key="dry-year").mitigation == "Wait."


def test_others_change_nothing(dry: Any) -> None:
    for who in ("reader", "campaigner", "researcher"):
        assert browser(dry.people[who]).post(PAGE, {"owner": "Me"}).status_code == 403
    assert Risk.objects.get(key="dry-year").owner == ""
