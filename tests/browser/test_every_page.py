"""Every page, in English and Arabic: axe finds nothing in light and dark, nothing sticks out, nothing is amiss."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headway.web.tests.access import statuses
from headway.web.tests.routes import Route, routes
from headway.web.tests.site import SIGNED_IN

from .looking import DESK, PHONE, ZOOMED, Look
from .served import Served

PAGES = [route for route in routes() if any(200 in statuses(route, who) for who in SIGNED_IN)]
MISSING = [("/no-such-page", 404), ("/?language=xx", 400)]
MOST_REQUESTS = 10


@pytest.mark.parametrize("route", PAGES, ids=str)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_is_whole_for_everybody(
    route: Route, language: str, served: Served, look_as: Callable[..., Look]
) -> None:
    if str(route) not in served.addresses:
        return  # A file, not a page.
    who, address = served.addresses[str(route)]
    look = look_as(who, language)
    if "language" in route.parameters:
        address = address.replace("/en/", f"/{language}/")
    assert look.open(address) == 200
    wrong = examine(look, language)
    assert wrong == [], f"{address}\n" + "\n".join(wrong)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("address", "status"), MISSING)
def test_a_page_that_helps_is_whole_too(
    address: str, status: int, language: str, look_as: Callable[..., Look]
) -> None:
    for who in ("reader", "nobody"):
        look = look_as(who, language)
        assert look.open(address) == status
        look.complaints.clear()
        assert examine(look, language) == []


def examine(look: Look, language: str) -> list[str]:
    """Everything that is looked for in a page that has been opened."""
    found = list(look.complaints)
    if look.page.evaluate("document.documentElement.lang") != language:
        found.append(f"speaks {look.page.evaluate('document.documentElement.lang')}")
    if len(look.fetched) > MOST_REQUESTS:
        found.append(f"{len(look.fetched)} requests: {look.fetched}")
    found += look.axe()
    found += look.axe(dark=True)
    for size in (PHONE, ZOOMED):
        found += look.at(size)
    found += [said for said in look.complaints if said not in found]
    look.at(DESK)
    return found
