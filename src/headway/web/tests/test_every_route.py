"""Every route, as every role and as nobody: the right answer, a whole page, few questions to the database, no write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import headway
from headway.web.tests.access import LEAD_ON, OUTSIDE, RENDERED, STEPS, statuses
from headway.web.tests.reading import Asked, asking, is_page, page_of
from headway.web.tests.routes import Route, routes
from headway.web.tests.samples import samples_for
from headway.web.tests.site import INSIDERS, PEOPLE, SECRET_WORDS, Site, sign_in

pytestmark = pytest.mark.django_db
ROUTES = routes()
MOST_AT_FIRST = 33


def signed_in(user: Any) -> Client:
    """A browser of this person; of nobody where there is none."""
    client = Client(raise_request_exception=False)
    if user is not None:
        sign_in(client, user)
    return client


def test_every_route_has_a_name_of_its_own() -> None:
    assert [route.pattern for route in ROUTES if not route.name] == []


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_each_route_answers_each_person_as_it_should(route: Route, site: Site) -> None:
    address = samples_for(site).address(route)
    wrong: dict[str, list[str]] = {}
    for who in PEOPLE:
        for fault in dict.fromkeys(_faults(route, address, who, signed_in(site.people[who]))):
            wrong.setdefault(fault, []).append(who)
    if wrong:
        told = (f"{fault}  [{', '.join(who)}]" for fault, who in wrong.items())
        pytest.fail("\n".join([address, *told]), pytrace=False)


def _faults(route: Route, address: str, who: str, client: Client) -> Iterator[str]:
    client.get("/healthz")
    with asking() as asked:
        response = client.get(address)
    if response.status_code not in statuses(route, who):
        yield f"{response.status_code}, not {statuses(route, who)}"
    if (
        response.status_code == 302
        and who in OUTSIDE
        and route.name not in STEPS | LEAD_ON
        and "next" not in response["Location"]
    ):
        yield f"is sent to {response['Location']}, and not back here afterwards"
    if asked.writes:
        yield f"reading wrote to {sorted(asked.writes)}"
    if route.name not in RENDERED:
        yield from asks_too_much(client, address, asked)
    if who not in INSIDERS:
        body = _text(response)
        yield from (f"tells {word!r}" for word in SECRET_WORDS if word in body)
    if is_page(response):
        yield from page_of(response, address).wrong()


def asks_too_much(client: Client, address: str, asked: Asked) -> Iterator[str]:
    """Who comes first after a write reads what all readers share; whoever comes next must not have to."""
    if not asked.are_too_many:
        return
    if len(asked.statements) > MOST_AT_FIRST:
        yield f"{len(asked.statements)} queries of whoever comes first"
    with asking() as asked:
        client.get(address)
    if asked.are_too_many:
        yield f"{len(asked.statements)} queries: {asked}"


def _text(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode(errors="replace"))


def test_whoever_says_how_a_fact_stands_says_in_which_language_its_reason_is() -> None:
    found = [
        f"{path.name}: {use}"
        for path in Path(headway.__file__).parent.rglob("templates/**/*.html")
        for use in re.findall(r"<c-standing [^>]*/>", path.read_text())
        if ":lang=" not in use
    ]
    assert found == []
