"""From the start page on, every link leads to a page that is there and whole: there is no dead end."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from headway.web.tests.access import RENDERED
from headway.web.tests.reading import asking, is_page, page_of
from headway.web.tests.site import INSIDERS, SECRET_WORDS, Site
from headway.web.tests.test_every_route import asks_too_much, signed_in

pytestmark = pytest.mark.django_db
# How many addresses of one route are opened: of records, and of one page with different parameters.
DEEP, SHALLOW = 40, 2
PARAMETERS = 2
# Sent by a form, or making a file that other tests look at.
LEFT_OUT = RENDERED | {"account_logout"}
MOST_PAGES = 3_000


class Walk:
    """Breadth first over the links of pages, as one person."""

    def __init__(self, client: Client, *, deep: int) -> None:
        self.client, self.deep = client, deep
        self.seen: set[str] = set()
        self.opened: Counter[str] = Counter()
        self.waiting: deque[tuple[str, str]] = deque()

    def pages(self, start: str = "/") -> Iterator[tuple[str, str, Any, Any]]:
        """Address, where the link to it stands, the answer, and what it asked of the database."""
        self.waiting.append((start, "the beginning"))
        self.seen.add(start)
        while self.waiting:
            address, source = self.waiting.popleft()
            with asking() as asked:
                response = self.client.get(address)
            assert len(self.opened) < MOST_PAGES
            if response.status_code in {301, 302}:
                self._note(str(response["Location"]), address)
            elif is_page(response):
                for link in page_of(response, address).inner_links():
                    self._note(link, address)
            yield address, source, response, asked

    def _note(self, link: str, source: str) -> None:
        parts = urlsplit(link)
        if link in self.seen or not link.startswith("/") or parts.path.startswith("/static/"):
            return
        self.seen.add(link)
        try:
            name = resolve(parts.path).view_name
        except Resolver404:
            name = parts.path
        limit = PARAMETERS if parts.query else self.deep
        counted = f"{name}?" if parts.query else name
        if _is_of_a_file(link):
            # The same for whoever may read the list: one person tries them all.
            if self.deep != DEEP:
                return
            counted += "format"
        if name not in LEFT_OUT and self.opened[counted] < limit:
            self.opened[counted] += 1
            self.waiting.append((link, source))


def _is_of_a_file(address: str) -> bool:
    """A whole list is redacted with all that it names: as many queries however long it is (tested beside it)."""
    return "format" in parse_qs(urlsplit(address).query)


@pytest.mark.parametrize(
    ("who", "deep"),
    [
        ("reader", DEEP), ("campaigner", SHALLOW), ("researcher", SHALLOW), ("core_team", SHALLOW), ("named", SHALLOW),
        ("administrator", SHALLOW), ("without_a_role", SHALLOW), ("nobody", SHALLOW),
    ],
)  # fmt: skip
def test_no_link_of_any_page_is_a_dead_end(who: str, deep: int, site: Site) -> None:
    wrong = []
    walk = Walk(signed_in(site.people[who]), deep=deep)
    for address, source, response, asked in walk.pages():
        if response.status_code not in {200, 301, 302}:
            wrong.append(f"{address} (on {source}): {response.status_code}")
        if is_page(response):
            wrong += [f"{address}: {fault}" for fault in page_of(response, address).wrong()]
        if who not in INSIDERS and not response.streaming:
            text = response.content.decode(errors="replace")
            wrong += [f"{address}: tells {word!r}" for word in SECRET_WORDS if word in text]
        if asked.writes:
            wrong.append(f"{address}: wrote to {asked.writes}")
        if not _is_of_a_file(address):
            wrong += [f"{address}: {fault}" for fault in asks_too_much(walk.client, address, asked)]
    if wrong:
        pytest.fail("\n".join([f"{len(walk.seen)} addresses", *wrong[:60]]), pytrace=False)
