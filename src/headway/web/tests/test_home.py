"""The home page tells each person what waits for them, and how their campaigns stand."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from headway.collect.models import Return
from headway.movement.models import Office
from headway.movement.tests.cast import NORTH
from headway.plan.models import Participation
from headway.report.actions import publish_edition
from headway.verify.models import Outcome

pytestmark = pytest.mark.django_db


def home_of(person: Any) -> str:
    client = Client()
    if person is not None:
        client.force_login(person)
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_stranger_is_welcomed_and_told_of_nothing_but_published_reports(world: Any) -> None:
    publish_edition(world.campaign, acting_user=world.core_team)
    page = home_of(None)
    assert "What waits for you" not in page
    assert "/reports/clean-rivers/" in page


def test_a_campaigner_sees_the_returns_of_their_office_and_when_they_are_due(world: Any) -> None:
    north = Office.objects.get(key=NORTH)
    Participation.objects.get_or_create(campaign=world.campaign, office=north, defaults={"key": NORTH})
    Return.objects.filter(office=north).delete()
    page = home_of(world.campaigner)
    assert "Your office’s returns" in page
    assert "not started" in page
    assert "Your office’s returns" not in home_of(world.reader)


def test_a_researcher_sees_drafts_and_what_needs_evidence_in_their_countries(world: Any) -> None:
    Outcome.objects.filter(key="north-outcome").update(state="needs-evidence", country="KE")
    page = home_of(world.researcher)
    assert "Outcomes to finish" in page
    assert "/outcomes/north-outcome/" in page


def test_the_core_team_sees_returns_to_answer_outcomes_to_decide_and_cells_to_rate(world: Any) -> None:
    Outcome.objects.filter(key="north-outcome").update(state="under-review")
    page = home_of(world.core_team)
    for heading in ("Returns handed in, not yet answered", "Outcomes to decide about"):
        assert heading in page
    assert "/returns/danube-y1/" in page


def test_a_reader_sees_what_was_verified_last(world: Any) -> None:
    page = home_of(world.reader)
    assert "Newest verified outcomes" in page
    assert "/outcomes/limit-law/" in page
    assert "Outcomes to decide about" not in page


def test_an_administrator_sees_who_has_no_second_factor(world: Any) -> None:
    page = home_of(world.administrator)
    assert "Administrators without a second factor" in page
    assert world.administrator.email in page


def test_somebody_without_a_role_is_told_what_to_do(world: Any) -> None:
    page = home_of(world.without_a_role)
    assert "You have no role yet" in page
    assert "No report is published yet" in page
    assert "clean-rivers" not in page


def test_somebody_without_a_role_is_led_to_what_is_published(world: Any) -> None:
    publish_edition(world.campaign, acting_user=world.core_team)
    page = home_of(world.without_a_role)
    for path in ("en/", "ar/", "fr/report.pdf", "es/report.docx"):
        assert f'href="/reports/clean-rivers/{path}"' in page
    assert "/c/clean-rivers" not in page


@pytest.mark.parametrize("address", ["/", "/account/", "/offices/"])
def test_every_page_says_the_same_to_somebody_without_a_role(address: str, world: Any) -> None:
    client = Client()
    client.force_login(world.without_a_role)
    page = client.get(address).content.decode()
    assert "You have no role yet" in page
    assert "published reports" in page
    for wrong in ("nothing that you can see", "No offices yet"):
        assert wrong not in page


def test_no_home_tells_of_a_restricted_outcome_to_whoever_is_not_named(world: Any) -> None:
    for who in ("campaigner", "researcher", "core_team", "reader", "administrator"):
        assert "barrels-removed" not in home_of(world.people[who]), who
    Outcome.objects.get(key="barrels-removed").named.add(world.core_team)
    assert "barrels-removed" in home_of(world.core_team)


@pytest.mark.parametrize("who", ["campaigner", "researcher", "core_team", "reader", "administrator"])
def test_the_home_page_asks_the_database_at_most_twenty_times(
    who: str, world: Any, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    client.force_login(world.people[who])
    client.get("/")
    with django_assert_max_num_queries(20):
        client.get("/")
