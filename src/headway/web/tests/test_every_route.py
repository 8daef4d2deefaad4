"""Every route, as every role and as nobody: the right answer, a whole page, few questions to the database, no write."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from headway.web.tests.access import statuses
from headway.web.tests.reading import MOST_QUERIES, asking, is_page, page_of
from headway.web.tests.routes import Route, routes
from headway.web.tests.samples import samples_for
from headway.web.tests.site import INSIDERS, PEOPLE, SECRET_WORDS, Site

pytestmark = pytest.mark.django_db
ROUTES = routes()


def signed_in(user: Any) -> Client:
    """A browser of this person; of nobody where there is none."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def test_every_route_has_a_name_of_its_own() -> None:
    assert [route.pattern for route in ROUTES if not route.name] == []


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name or route.pattern)
def test_each_route_answers_each_person_as_it_should(route: Route, site: Site) -> None:
    address = samples_for(site).address(route)
    wrong = []
    for who in PEOPLE:
        client = signed_in(site.people[who])
        client.get("/healthz")
        with asking() as asked:
            response = client.get(address)
        if response.status_code not in statuses(route, who):
            wrong.append(f"{who}: {response.status_code}, not {statuses(route, who)}")
        if (
            response.status_code == 302
            and who in {"nobody", "switched_off"}
            and "next" not in response["Location"]
        ):
            wrong.append(f"{who}: is sent to {response['Location']}, and not back here afterwards")
        if asked.writes:
            wrong.append(f"{who}: reading wrote to {sorted(asked.writes)}")
        if len(asked.statements) > MOST_QUERIES:
            wrong.append(f"{who}: {len(asked.statements)} queries\n{asked}")
        body = _text(response)
        if who not in INSIDERS:
            wrong += [f"{who}: tells {word!r}" for word in SECRET_WORDS if word in body]
        if is_page(response):
            wrong += [f"{who}: {fault}" for fault in page_of(response, address).wrong()]
    assert wrong == [], f"{address}\n" + "\n".join(wrong)


def _text(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode(errors="replace"))
