"""Every page answers with the right status, in the reader's language, under a strict policy, and leads on."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from headway.report.actions import publish_edition
from headway.web import views

pytestmark = pytest.mark.django_db


def test_the_start_page_lists_what_is_published_and_nothing_else(
    client: Client, clean_rivers: Any, operator: Any
) -> None:
    assert "Clean Rivers" not in client.get("/").content.decode()
    publish_edition(clean_rivers, acting_user=operator)
    page = client.get("/").content.decode()
    assert "Clean Rivers" in page
    assert "Edition 1" in page
    for language in ("en", "fr", "es", "ar"):
        assert f"/reports/{clean_rivers.key}/{language}/" in page
        assert f"/reports/{clean_rivers.key}/{language}/report.pdf" in page


def test_where_nothing_is_published_the_start_page_says_what_to_do(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "headway load" in response.content.decode()
    assert "headway publish" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "accepts", "language", "direction"),
    [
        ("", "", "en", "ltr"),
        ("", "fr-CA,fr;q=0.9,en;q=0.5", "fr", "ltr"),
        ("", "ar", "ar", "rtl"),
        ("", "xx", "en", "ltr"),
        ("?language=es", "ar", "es", "ltr"),
        ("?language=ar", "", "ar", "rtl"),
    ],
)
def test_a_page_speaks_the_language_that_is_asked_for(
    client: Client, query: str, accepts: str, language: str, direction: str
) -> None:
    response = client.get(f"/{query}", headers={"accept-language": accepts})
    assert f'<html lang="{language}" dir="{direction}">' in response.content.decode()
    assert response["Content-Language"] == language


def test_a_text_in_another_language_says_so(client: Client, clean_rivers: Any, operator: Any) -> None:
    publish_edition(clean_rivers, acting_user=operator)
    page = client.get("/?language=ar").content.decode()
    assert '<bdi lang="en">A made-up campaign' in page
    assert "<bdi>River Watch</bdi>" in page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nosuch", 404),
        ("/reports/nosuch/en/", 404),
        ("/reports/nosuch/", 404),
        ("/reports/nosuch/en/report.pdf", 404),
        ("/reports/nosuch/de/", 404),
        ("/reports/nosuch/en/report.exe", 404),
        ("/reports/%00/en/", 404),
        ("/reports/../../etc/passwd", 404),
        ("/%F0%28%8C%28", 404),
        ("/?language=de", 400),
        ("/?language=%00", 400),
        ("/?language=", 400),
    ],
)
def test_what_is_not_there_gets_a_page_that_leads_on(client: Client, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert f'href="{reverse("home")}"' in response.content.decode()
    assert response["Content-Type"].startswith("text/html")


def test_another_host_is_a_bad_request(client: Client) -> None:
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "start page" in response.content.decode()


def test_a_page_cannot_be_posted_to(client: Client) -> None:
    assert client.post("/").status_code == 405
    careful = Client(enforce_csrf_checks=True)
    refused = careful.post("/")
    assert refused.status_code == 403
    assert "Headway" in refused.content.decode()


def test_a_body_is_refused_by_the_size_that_it_announces(client: Client) -> None:
    response = client.generic("POST", "/", b"x", CONTENT_LENGTH="10000001")
    assert response.status_code == 413
    assert "10 MB" in response.content.decode()
    assert client.generic("POST", "/", b"x", CONTENT_LENGTH="many").status_code == 413


def test_a_fault_is_a_page_with_its_id_and_without_its_values(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def wrong() -> list[Any]:
        raise KeyError("the text of a record")

    monkeypatch.setattr(views, "published_editions", wrong)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "the text of a record" not in response.content.decode()
    assert response["X-Request-Id"]


def test_health_says_whether_the_database_answers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").status_code == 200

    from django.db import OperationalError

    class Gone:
        def cursor(self) -> None:
            raise OperationalError("gone")

    monkeypatch.setattr(views, "connection", Gone())
    assert client.get("/healthz").status_code == 503


def test_robots_are_kept_from_the_interface(client: Client) -> None:
    assert "Disallow: /api/" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("address", ["/", "/nosuch", "/?language=xx", "/robots.txt", "/api/v1/campaigns"])
def test_every_answer_carries_a_strict_policy_and_an_id(client: Client, address: str) -> None:
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert len(response["X-Request-Id"]) == 16
