"""A request that nobody can read is the sender's slip: a page that says so, a warning in the server's log, no fault."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from headway.movement.actions import ensure_operator
from headway.movement.tests.cast import make_cast
from headway.settings.logs import AtTheirDoor, JsonFormatter
from headway.web.tests.reading import is_page, page_of
from headway.web.tests.site import sign_in

pytestmark = pytest.mark.django_db
TOO_MANY = "&".join(f"a{number}=1" for number in range(1_500))
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=abc"
SIGN_IN = "/account/sign-in/"
# No text at all, or none that a query can be.
CODECS = ("hex", "rot13", "base64", "zlib", "undefined", "idna", "punycode", "utf-16", "utf-7", "cp037")


def part(name: str, more: str = "", head: str = "") -> str:
    return f'--abc\r\nContent-Disposition: form-data; name="{name}"{more}\r\n{head}\r\nx\r\n'


@pytest.fixture(params=["nobody", "core_team"])
def browser(request: pytest.FixtureRequest) -> Client:
    client = Client(raise_request_exception=False)
    if request.param != "nobody":
        sign_in(client, make_cast(ensure_operator()).core_team)
    return client


def helps(response: Any, *statuses: int) -> str:
    assert response.status_code in statuses
    assert is_page(response)
    assert page_of(response, "").wrong() == []
    text: str = response.content.decode()
    assert 'href="/"' in text
    assert "Traceback" not in text
    return text


@pytest.mark.parametrize("path", ["/", "/log/", "/search/", SIGN_IN, "/healthz", "/no-such-page/"])
def test_an_address_that_asks_too_much_is_a_bad_request(path: str, browser: Client) -> None:
    assert "more values" in helps(browser.get(f"{path}?{TOO_MANY}"), 400)


def test_the_language_of_somebody_who_asks_too_much_is_kept(browser: Client) -> None:
    response = browser.get(f"/?language=fr&{TOO_MANY}", headers={"accept-language": "ar"})
    assert 'dir="rtl"' in helps(response, 400)


@pytest.mark.parametrize("path", [SIGN_IN, "/account/password/forgotten/"])
def test_a_form_with_too_many_fields_is_a_bad_request(path: str, browser: Client) -> None:
    assert "more values" in helps(browser.post(path, TOO_MANY, content_type=FORM), 400)
    parts = "".join(part(f"a{number}") for number in range(1_500)) + "--abc--\r\n"
    helps(browser.post(path, parts, content_type=PARTS), 400)
    files = "".join(part(f"a{number}", '; filename="f"') for number in range(150)) + "--abc--\r\n"
    helps(browser.post(path, files, content_type=PARTS), 400)


def test_a_body_that_is_too_big_is_refused_by_what_it_announces(browser: Client) -> None:
    helps(browser.post(SIGN_IN, "a=" + "x" * 10_500_000, content_type=FORM), 413)
    for announced in ("999999999999", "-5", "many", "1e9"):
        helps(browser.post(SIGN_IN, "a=b", content_type=FORM, headers={"content-length": announced}), 413)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", "x"),
        ("multipart/form-data; boundary=", "x"),
        ("multipart/form-data; boundary=\xff\xfe", "x"),
        (PARTS, "x" * 1_000),
        (PARTS, "--abc\r\nContent-Disposition: form-data; name=\r\n\xff: \xff\r\n\r\nx\r\n--abc--"),
        (PARTS, part("a").rstrip()),
        (PARTS, part("a", head="Content-Transfer-Encoding: base64\r\n") + "--abc--\r\n"),
        (PARTS, part("a", head="Content-Type: text/plain; charset=hex\r\n") + "--abc--\r\n"),
        (PARTS, part("\x00a", '; filename="../../\x00"') + "--abc--\r\n"),
    ],
    ids=str,
)
def test_a_form_whose_parts_cannot_be_told_apart_is_no_fault_of_ours(
    kind: str, body: str, browser: Client
) -> None:
    # What can be read of it after all is a form that lacks its fields.
    response = browser.post(SIGN_IN, body, content_type=kind)
    if response.status_code != 302:
        helps(response, 200, 400, 422)


@pytest.mark.parametrize("codec", CODECS)
def test_another_encoding_than_ours_is_put_aside_in_an_address_and_refused_in_a_form(codec: str) -> None:
    assert sent("GET", f"text/plain; charset={codec}").status_code == 200
    helps(sent("POST", f"{FORM}; charset={codec}", b"login=%C3%A9"), 400)
    helps(sent("POST", f"{PARTS}; charset={codec}", f"{part('a')}--abc--\r\n".encode()), 400)


def test_an_encoding_that_is_named_does_not_keep_too_many_values_from_being_told() -> None:
    assert "more values" in helps(sent("GET", "text/plain; charset=utf-8", query=TOO_MANY), 400)


def sent(method: str, kind: str, body: bytes = b"", query: str = "q=%C3%A9") -> HttpResponse:
    """The answer of what the server calls, which reads a request before any page is asked."""
    from headway.report.editions import making

    # What serves the site has its reports made elsewhere, and says so to the process for good: this one makes them itself.
    made_here = making._maker
    from headway.web.wsgi import application

    making._maker = made_here
    given = RequestFactory().generic(method, SIGN_IN, body, QUERY_STRING=query).environ | {
        "CONTENT_TYPE": kind
    }
    said: list[Any] = []
    start: Any = lambda status, headers: said.extend((status, headers))  # noqa: E731
    written = application(given, start)
    response = HttpResponse(b"".join(written), status=int(said[0].split()[0]))
    for name, value in said[1]:
        response[name] = value
    return response


@pytest.mark.parametrize(
    "path", ["/%zz/", "/%ff%fe/", "/%00/", "/%ED%A0%80/", "/" + "a" * 20_000, "/..%2f..%2fetc/"]
)
def test_a_path_that_is_no_text_is_no_page(path: str, browser: Client) -> None:
    helps(browser.get(path), 404, 400)


@pytest.mark.parametrize("query", ["q=%ff&%zz=%", "q=%ED%A0%80", "=&" * 400, "q=%", "%ff=%fe", "q=\udcff"])
def test_a_query_that_is_no_text_is_read_as_far_as_it_goes(query: str, browser: Client) -> None:
    given = query.encode("utf-8", "surrogateescape").decode("latin-1")
    assert browser.get("/search/", QUERY_STRING=given, follow=True).status_code in {200, 400}


@pytest.mark.parametrize(
    "cookie",
    ["\xff\xfe=1; sessionid=\xff", "sessionid=%ff%00", "language=\x01", "csrftoken=%ff", ";;;=;=", "messages=abc",
     'messages="\\400\\377"', "language=../x", "sessionid=" + "a" * 5_000],
)  # fmt: skip
def test_a_cookie_that_is_no_text_is_none(cookie: str, browser: Client) -> None:
    helps(browser.get(SIGN_IN, HTTP_COOKIE=cookie), 200)


def test_the_interface_refuses_in_its_own_words(client: Client) -> None:
    for response in (
        client.get(f"/api/v1/campaigns?{TOO_MANY}"),
        client.post("/api/v1/campaigns", "x", content_type="application/json; charset=utf-16"),
    ):
        assert response.status_code == 400
        assert "could not be read" in response.json()["detail"]


@pytest.mark.parametrize("address", ["/?language=xx", f"/?{TOO_MANY}"])
def test_what_makes_no_sense_is_logged_as_a_warning(
    address: str, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.get(address)
    client.get("/", headers={"host": "elsewhere.example"})
    levels = {_level(record) for record in caplog.records if record.name.startswith("django")}
    assert levels == {"warning"}


def _level(record: logging.LogRecord) -> str:
    AtTheirDoor().filter(record)
    level: str = json.loads(JsonFormatter().format(record))["level"]
    return level
