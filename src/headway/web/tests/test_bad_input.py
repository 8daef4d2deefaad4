"""Whatever is asked of a page, the answer is a page that helps, under the right status, and never a traceback."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.web.tests.access import statuses
from headway.web.tests.reading import is_page, page_of
from headway.web.tests.routes import Route, routes
from headway.web.tests.samples import samples_for
from headway.web.tests.site import SECRET_WORDS, Site
from headway.web.tests.test_every_route import signed_in

pytestmark = pytest.mark.django_db
ROUTES = routes()
WHO = "core_team"
OPEN = [route for route in ROUTES if 200 in statuses(route, WHO)]
OF_RECORDS = [route for route in OPEN if "key" in route.parameters]
# In a query: what no page knows, what is out of reach, what is no text, what is too much.
NONSENSE = (
    "sort=no-such-order", "sort=", "order=%00", "page=1000000000", "page=-1", "page=abc", "page=0", "page=1e9", "page=%D9%A1",
    "page=99999999999999999999999999", "q=%00", "q=%FF%FE", "q=%22%27%28%29%2A", "q=NEAR%28", "q=%E2%80%AE", "kind=no-such-kind",
    "office=no-such-office", "country=%00", "country=ZZ", "area=..%2F..%2Fetc%2Fpasswd", "unknown=1", "period=%F0%9F%92%A5",
    "state=verified&state=draft", "language=xx", "language=%00", "when=31-02-2015", "from=yesterday", "%00=1", "q=a&q=b",
    "=", "&&&", "a[]=1", "q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
)  # fmt: skip
_OF_A_REQUEST = re.compile(r' (?:href|value|action|content)="[^"]*"')
RIGHT = {200, 302, 400, 404}


def told(wrong: list[str]) -> None:
    if wrong:
        pytest.fail("\n".join(wrong[:40]), pytrace=False)


def _wrong(response: Any, address: str, right: set[int]) -> list[str]:
    found = []
    if response.status_code not in right:
        found.append(f"{address[:120]}: {response.status_code}")
    if response.status_code >= 400 and not is_page(response):
        found.append(f"{address[:120]}: {response.status_code} without a page that helps")
    if is_page(response):
        found += [f"{address[:120]}: {fault}" for fault in page_of(response, address).wrong()]
        text = response.content.decode()
        found += [f"{address[:120]}: tells {word}" for word in SECRET_WORDS if word in text]
        found += [f"{address[:120]}: a script came through"] * ("<script>alert" in text)
        if response.status_code >= 400 and 'href="/"' not in text:
            found.append(f"{address[:120]}: leads nowhere from {response.status_code}")
    return found


def rounds(queries: Iterable[str]) -> Iterator[list[str]]:
    """Queries that can be sent as one: each names something else. A language is asked of every page, so goes alone."""
    by_name: dict[str, list[str]] = {}
    for query in queries:
        name = query.partition("=")[0]
        if name == "language":
            yield [query]
        else:
            by_name.setdefault(name, []).append(query)
    for together in zip_longest(*by_name.values()):
        yield [query for query in together if query is not None]


def unread(response: Any, plain: Any) -> bool:
    """The page says what it says without the query; the address stands in its links."""
    return bool(response.status_code == plain.status_code == 200 and bare(response) == bare(plain))


def bare(response: Any) -> str:
    return _OF_A_REQUEST.sub("", response.content.decode())


@pytest.mark.parametrize("route", OPEN, ids=str)
def test_nonsense_in_the_query_gets_a_page_that_helps(route: Route, site: Site) -> None:
    client, wrong = signed_in(site.people[WHO]), []
    address = samples_for(site).address(route)
    plain = client.get(address)
    if not is_page(plain):
        return
    for together in rounds((*NONSENSE, urlencode({"q": "ab " * 3_334}))):
        whole = f"{address}?{'&'.join(together)}"
        if unread(response := client.get(whole), plain):
            wrong += _wrong(response, whole, RIGHT)
            continue
        for one in together:
            wrong += _wrong(client.get(f"{address}?{one}"), f"{address}?{one}", RIGHT)
    told(wrong)


@pytest.mark.parametrize("route", OF_RECORDS, ids=str)
def test_a_record_that_is_not_there_is_no_page(route: Route, site: Site) -> None:
    client, wrong = signed_in(site.people[WHO]), []
    address = samples_for(site).address(route)
    key = address.rstrip("/").rsplit("/", 1)[-1] if route.pattern.endswith("<slug:key>/") else ""
    if not key:
        return
    above = address[: -len(key) - 1]
    for other in ("no-such-record", "%00", "..", "a" * 5_000, "UPPER", "a--b", "-", "a b", quote("٣"), "%FF"):
        wrong += _wrong(client.get(f"{above}{other}/"), f"{above}{other}/", {404, 400, 301, 302})
    told(wrong)


@pytest.mark.parametrize("route", [route for route in OPEN if route.is_of_a_campaign], ids=str)
def test_a_record_of_one_campaign_is_not_found_under_another(route: Route, site: Site) -> None:
    client, wrong = signed_in(site.people[WHO]), []
    for other in ("no-such-campaign", "%00", "x" * 3_000):
        address = samples_for(site).address(route).replace(site.campaign.key, other)
        wrong += _wrong(client.get(address), address[:200], {404, 400})
    if "key" in route.parameters and not route.name.startswith("office"):
        address = samples_for(site).address(route).replace(site.campaign.key, site.other.key)
        wrong += _wrong(client.get(address), address, {404})
    told(wrong)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_page_that_is_read_takes_nothing(method: str, site: Site) -> None:
    client, samples = signed_in(site.people[WHO]), samples_for(site)
    wrong = []
    for route in OPEN:
        address = samples.address(route)
        status = getattr(client, method)(address).status_code
        # Forms are shown and sent under one address; everything else is read alone.
        of_the_library = route.name.startswith(("account_", "mfa_", "socialaccount_"))
        if status >= 500 or (method != "post" and not of_the_library and status not in {405, 403, 404}):
            wrong.append(f"{method} {address}: {status}")
    told(wrong)


@pytest.mark.parametrize(
    "cookie", ["yesterday", "", "%00", "x" * 4_000, "../../etc", "ابجد".encode().decode("latin-1")]
)
def test_a_cookie_that_means_nothing_is_somebody_signed_out(cookie: str, site: Site) -> None:
    client = signed_in(None)
    if cookie == "yesterday":
        client.force_login(site.people[WHO])
        client.session.flush()
    else:
        client.cookies["sessionid"] = cookie
    wrong = []
    for route in ROUTES:
        address = samples_for(site).address(route)
        response = client.get(address)
        wrong += _wrong(response, address, statuses(route, "nobody"))
    told(wrong)


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": "xx-YY;q=9,\x00"}, {"accept-language": "ar" * 5_000}, {"hx-request": "true"},
        # What none of ours looks at together goes together.
        {
            "accept": "image/png", "accept-encoding": "nonsense;q=2", "if-none-match": "x" * 5_000,
            "if-modified-since": "never", "x-forwarded-host": "elsewhere.example", "x-forwarded-for": "not an address",
            "cookie": "headway_language=xx; language=%00; django_language=zz", "referer": "javascript:alert(1)",
        },
    ],
    ids=lambda headers: next(iter(headers)),
)  # fmt: skip
def test_forged_headers_change_nothing(headers: dict[str, str], site: Site) -> None:
    client, samples = signed_in(site.people[WHO]), samples_for(site)
    session = f"sessionid={client.cookies['sessionid'].value}"
    given = dict(headers)
    if "cookie" in given:
        given["cookie"] += f"; {session}"
    wrong = []
    for route in OPEN:
        address = samples.address(route)
        response = client.get(address, headers=given)
        wrong += _wrong(response, address, {200, 304})
        if "elsewhere.example" in response.get("Location", "") or (
            is_page(response) and "elsewhere.example" in response.content.decode()
        ):
            wrong.append(f"{address}: believes a forged host")
    told(wrong)


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "a" * 300, "testserver:port", "testserver@elsewhere.example"]
)
def test_another_host_is_a_bad_request_on_every_page(host: str, site: Site) -> None:
    client, samples = signed_in(site.people[WHO]), samples_for(site)
    wrong = []
    for route in OPEN:
        response = client.get(samples.address(route), headers={"host": host})
        wrong += _wrong(
            response, f"{host}: {samples.address(route)}", {400, 200} if route.name == "health" else {400}
        )
    told(wrong)


KEYS = st.sampled_from(
    ["q", "page", "sort", "office", "country", "kind", "area", "period", "state", "from", "to", "x"]
)
VALUES = st.one_of(
    st.text(max_size=40), st.integers().map(str), st.sampled_from(["", "\0", "-", "null", "[]", "{}"])
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), query=st.lists(st.tuples(KEYS, VALUES), max_size=5))
def test_no_query_whatever_breaks_a_page(data: Any, query: list[tuple[str, str]], site: Site) -> None:
    lists = [route for route in OPEN if route.parameters in {("campaign",), ()}]
    address = samples_for(site).address(data.draw(st.sampled_from(lists)))
    whole = f"{address}?{urlencode(query, errors='replace')}"
    assert _wrong(signed_in(site.people[WHO]).get(whole), whole, RIGHT | {405}) == []
