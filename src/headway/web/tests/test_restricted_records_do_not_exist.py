"""To whoever is not named on it a restricted record is not there: no page of its own, and no trace on any other."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from headway.audit.actions import unit_of_work
from headway.audit.queries import can_be_restricted, model_of
from headway.web.tests.access import OUTSIDE, statuses
from headway.web.tests.reading import is_page
from headway.web.tests.routes import Route, routes
from headway.web.tests.samples import samples_for
from headway.web.tests.site import INSIDERS, PEOPLE, Site
from headway.web.tests.test_every_route import signed_in

pytestmark = pytest.mark.django_db
ROUTES = routes()
SECRETS = {
    "case": "hush-case",
    "outcome": "hush-outcome",
    "update": "hush-update",
    "figure": "hush-figure",
    "published": "hush-total",
}
# The log says what happened, whoever it is about: its pages tell of restricted records by number alone.
TELLS_OF_ALL = frozenset({"log", "log-entry", "log-history"})
# Each time another secret of their own, or a number of the request.
NEVER_THE_SAME = frozenset({"mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"})
# What differs from one answer to the next without saying anything.
CHANGES = re.compile(r'name="(?:csrfmiddlewaretoken|client_id)" value="[^"]*"|\bv=[0-9a-f]{8,}\b')


def _secret_routes() -> list[tuple[str, str]]:
    names = {route.name: route for route in ROUTES}
    return [(kind, key) for kind, key in SECRETS.items() if kind in names and "key" in names[kind].parameters]


@pytest.mark.parametrize("kind", SECRETS)
def test_the_page_of_a_restricted_record_is_there_for_the_named_alone(kind: str, site: Site) -> None:
    if (kind, SECRETS[kind]) not in _secret_routes():
        assert not can_be_restricted(kind), f"{kind} has no page; nothing would be tried here"
        return
    secret, nothing = (
        reverse(kind, args=[site.campaign.key, key]) for key in (SECRETS[kind], "no-such-record")
    )
    for who in PEOPLE:
        client = signed_in(site.people[who])
        seen, missing = client.get(secret), client.get(nothing)
        if who in INSIDERS:
            assert (seen.status_code, missing.status_code) == (200, 404), who
            continue
        assert seen.status_code == missing.status_code == (302 if who in OUTSIDE else 404), who
        assert _plain(seen, SECRETS[kind]) == _plain(missing, "no-such-record"), who


@pytest.mark.parametrize("who", ["reader", "campaigner", "researcher", "core_team", "administrator"])
def test_every_page_is_the_same_as_if_there_were_no_restricted_record(who: str, site: Site) -> None:
    samples = samples_for(site)
    tried = [
        (route, address)
        for route in ROUTES
        if route.name not in TELLS_OF_ALL | NEVER_THE_SAME and 200 in statuses(route, who)
        for address in _addresses(route, samples)
    ]
    client = signed_in(site.people[who])
    with transaction.atomic():
        _without_secrets(site)
        before = {address: _plain(client.get(address)) for _, address in tried}
        transaction.set_rollback(True)
    _forget(site)
    differing = [address for _, address in tried if _plain(client.get(address)) != before[address]]
    if differing:
        pytest.fail("\n".join(differing), pytrace=False)


def _addresses(route: Route, samples: Any) -> list[str]:
    """The ordinary sample, and the record of that kind with which a secret is linked, where there is one."""
    linked = {
        "activity": "north-vigil", "learning": "open-learning", "case-study": "open-study", "office": "cast-north",
        "focus-country": "mexico", "meeting": "", "country": "mexico", "update": "mexico-october",
    }  # fmt: skip
    found = [samples.address(route)]
    if linked.get(route.name):
        found.append(samples.address(route, key=linked[route.name]))
    return found


def _without_secrets(site: Site) -> None:
    """Take the restricted records away, and what is about their people, as if they had never been written."""
    for kind in ("figure", "published", "testimony"):
        model_of(kind).objects.filter(case__restricted=True).delete()
    model_of("update").objects.filter(restricted=True).delete()
    model_of("outcome").objects.filter(restricted=True).delete()
    model_of("case").objects.filter(restricted=True).delete()
    _forget(site)


def _forget(site: Site) -> None:
    """Whatever was kept to save time is made anew: it hangs on the end of the log."""
    cache.clear()
    with unit_of_work() as unit:
        unit.record("look", acting_user=site.people["core_team"], kind="campaign", subject="x", changes={})


def _plain(response: Any, key: str = "") -> str:
    if response.streaming or not is_page(response):
        return f"{response.status_code} {response.get('Content-Type', '')}"
    text = CHANGES.sub("", response.content.decode())
    return f"{response.status_code} {text.replace(key, 'KEY') if key else text}"
