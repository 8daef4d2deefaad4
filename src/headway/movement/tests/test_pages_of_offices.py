"""The offices of the movement, for everybody with a role; who works there only for those who need to know."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from headway.movement.models import Office
from headway.movement.tests.cast import NORTH

pytestmark = pytest.mark.django_db


def get(client: Client, user: Any, address: str) -> Any:
    if user is not None:
        client.force_login(user)
    return client.get(address, headers={"Accept-Language": "en"})


def test_the_list_names_every_office_and_leads_to_it(client: Client, world: Any) -> None:
    answer = get(client, world.reader, "/offices/")
    for office in Office.objects.all():
        assert f'href="/offices/{office.key}/"' in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ("q=danub", "danube-office", "mekong-office"),
        ("kind=secretariat", "river-centre", "danube-office"),
        ("country=VN", "mekong-office", "danube-office"),
        ("through=projects-database", "river-centre", "danube-office"),
    ],
)
def test_the_list_is_narrowed(client: Client, world: Any, asked: str, there: str, gone: str) -> None:
    text = get(client, world.reader, f"/offices/?{asked}").content.decode()
    assert f"/offices/{there}/" in text
    assert f"/offices/{gone}/" not in text


def test_nobody_and_who_has_no_role_see_no_offices(client: Client, world: Any) -> None:
    assert get(client, None, "/offices/").status_code == 302
    assert "/offices/danube-office/" not in get(client, world.without_a_role, "/offices/").content.decode()
    assert get(client, world.without_a_role, "/offices/danube-office/").status_code == 404


def test_who_has_no_role_is_told_no_campaign_by_the_choices_of_the_list(client: Client, world: Any) -> None:
    model = type(world.campaign)
    given = {
        name: getattr(world.campaign, name) for name in ("movement", "summary", "cutoff", "report_title")
    }
    model.objects.create(key="second", name={"en": "Second campaign"}, **given)
    assert "Second campaign" in get(client, world.reader, "/offices/").content.decode()
    text = get(client, world.without_a_role, "/offices/").content.decode()
    for told in ("Second campaign", "second", "Clean Rivers", "projects database"):
        assert told not in text
    assert get(client, world.without_a_role, "/offices/?campaign=second").status_code == 400
    assert get(client, world.without_a_role, "/offices/?campaign=none").status_code == 400


def test_an_office_shows_what_it_did_and_in_which_campaign(client: Client, world: Any) -> None:
    text = get(client, world.reader, f"/offices/{NORTH}/").content.decode()
    assert "/c/clean-rivers/activities/north-march/" in text
    assert "/c/clean-rivers/outcomes/north-outcome/" in text


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("campaigner", True),
        ("core_team", True),
        ("administrator", True),
        ("reader", False),
        ("other_section", False),
    ],
)
def test_who_works_for_an_office_its_own_people_see_and_those_who_look_after_all(
    client: Client, world: Any, who: str, sees: bool
) -> None:
    answer = get(client, getattr(world, who), f"/offices/{NORTH}/")
    assert ("Its people here" in answer.content.decode()) is sees


def test_a_restricted_outcome_of_an_office_is_not_there_for_outsiders(client: Client, world: Any) -> None:
    text = get(client, world.core_team, "/offices/mekong-office/").content.decode()
    assert "barrels" not in text
    assert "Quillfeather" not in text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/offices/nowhere/", 404),
        (f"/offices/{NORTH}/?campaign=nonsense", 400),
        ("/offices/?kind=nonsense", 400),
        ("/offices/?through=nonsense", 400),
        ("/offices/?page=99", 404),
        ("/offices/?q=%00", 400),
    ],
)
def test_what_is_not_there_ends_in_a_page_that_helps(
    client: Client, world: Any, address: str, status: int
) -> None:
    answer = get(client, world.reader, address)
    assert answer.status_code == status
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("address", ["/offices/", f"/offices/{NORTH}/", "/offices/mekong-office/"])
def test_pages_of_offices_ask_the_database_little(
    client: Client, world: Any, address: str, django_assert_max_num_queries: Any
) -> None:
    get(client, world.core_team, address)
    with django_assert_max_num_queries(20):
        client.get(address)
