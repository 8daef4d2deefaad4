"""The framework, the countries of focus and the publications, as each person sees them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers"
PAGES = {
    f"{HERE}/framework/": "Water",
    f"{HERE}/risks/": "risks",
    f"{HERE}/exit-plan/": "xit plan",
    f"{HERE}/countries/": "Viet Nam",
    f"{HERE}/countries/austria/": "Austria",
    f"{HERE}/publications/": "Atlas of samples",
    f"{HERE}/publications/atlas/": "Atlas of samples",
}


def client_of(person: Any) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


@pytest.mark.parametrize("path", PAGES)
def test_whoever_holds_a_role_reads_the_page(path: str, world: Any) -> None:
    for who in ("campaigner", "researcher", "core_team", "reader", "administrator"):
        response = client_of(world.people[who]).get(path)
        assert response.status_code == 200, who
        assert PAGES[path].lower() in response.content.decode().lower()


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in_and_somebody_without_a_role_finds_nothing(
    path: str, world: Any
) -> None:
    response = client_of(None).get(path)
    assert response.status_code == 302
    assert "next=" in response["Location"]
    assert client_of(world.without_a_role).get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["countries/nowhere/", "publications/none/", "publications/?kind=poem", "publications/?page=1000000000"],
)
def test_what_is_not_there_gets_a_page_that_helps(path: str, world: Any) -> None:
    response = client_of(world.reader).get(f"{HERE}/{path}")
    assert response.status_code in (400, 404)
    assert b"<h1" in response.content


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_the_database_more_than_twenty_times(
    path: str, world: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_of(world.reader)
    with django_assert_max_num_queries(24 if path.endswith("austria/") else 20):
        client.get(path)
