"""The frame of every page: where one is and can go, languages, files that browsers keep, and what they are told not to do."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from headway.charts.palette import DARK, LIGHT, dark_chart_rules
from headway.web import static_files, views

pytestmark = pytest.mark.django_db
WEB = Path(views.__file__).parent
STYLES = (WEB / "static" / "web" / "headway.css").read_text()
ROOMS = WEB.parent


def signed_in(client: Client, person: Any) -> Client:
    client.force_login(person, backend="headway.movement.sign_in.backend.PeopleBackend")
    return client


# Navigation


def test_a_page_of_a_campaign_leads_to_its_parts_and_marks_where_one_is(client: Client, world: Any) -> None:
    here = reverse("outcomes", args=[world.campaign.key])
    page = signed_in(client, world.reader).get(here).content.decode()
    ways = page.split('<nav class="inside ways"', 1)[1].split("</nav>", 1)[0]
    for name in ("campaign", "outcomes", "activities", "cases", "partners", "targets", "opportunities"):
        assert f'href="{reverse(name, args=[world.campaign.key])}"' in ways, name
    assert re.findall(r'href="([^"]+)" aria-current="page"', ways) == [here]


@pytest.mark.parametrize("name", ["dimension", "change-area", "indicators"])
def test_the_bar_marks_the_part_that_the_trail_names(client: Client, world: Any, name: str) -> None:
    keys = {"dimension": ["water"], "change-area": ["quality"]}.get(name, [])
    page = (
        signed_in(client, world.reader).get(reverse(name, args=[world.campaign.key, *keys])).content.decode()
    )
    framework = reverse("framework", args=[world.campaign.key])
    trail = page.split('class="trail"', 1)[1].split("</nav>", 1)[0]
    ways = page.split('<nav class="inside ways"', 1)[1].split("</nav>", 1)[0]
    assert f'href="{framework}"' in trail
    assert re.findall(r'href="([^"]+)" aria-current="page"', ways) == [framework]


def test_a_record_belongs_to_the_part_that_lists_its_kind() -> None:
    from headway.web.navigation import campaign_ways

    main, more = campaign_ways("any", "outcome")
    assert [way.text for way in main if way.is_current] == ["Outcomes"]
    assert not any(way.is_current for way in more)


@pytest.mark.parametrize(
    ("who", "people", "log"),
    [("campaigner", False, False), ("reader", False, False), ("core_team", False, True), ("administrator", True, True)],
)  # fmt: skip
def test_people_and_the_log_are_offered_to_those_who_may_open_them(
    client: Client, world: Any, who: str, people: bool, log: bool
) -> None:
    page = signed_in(client, getattr(world, who)).get("/").content.decode()
    assert (f'href="{reverse("people")}"' in page) is people
    assert (f'href="{reverse("log")}"' in page) is log


def test_signing_out_is_a_post(client: Client, world: Any) -> None:
    page = signed_in(client, world.reader).get("/").content.decode()
    assert f'<form method="post" action="{reverse("account_logout")}">' in page


def test_a_stranger_is_offered_no_search_and_a_way_in(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'class="find"' not in page
    assert f'href="{reverse("account_login")}"' in page


# Languages


def test_a_stranger_keeps_the_language_that_they_chose(client: Client) -> None:
    assert client.get("/?language=fr").cookies["language"].value == "fr"
    assert '<html lang="fr" dir="ltr">' in client.get("/", headers={"accept-language": "es"}).content.decode()


def test_the_cookie_of_a_language_is_kept_from_scripts_and_other_sites(client: Client) -> None:
    cookie = client.get("/?language=ar").cookies["language"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_whoever_is_signed_in_keeps_another_language_while_the_session_lasts(
    client: Client, world: Any
) -> None:
    response = signed_in(client, world.reader).get("/?language=es")
    assert "language" not in response.cookies
    assert '<html lang="es"' in response.content.decode()
    assert '<html lang="es"' in client.get("/").content.decode()
    world.reader.refresh_from_db()
    assert world.reader.language != "es"
    client.logout()
    assert '<html lang="en"' in client.get("/").content.decode()


@pytest.mark.parametrize("forged", ["de", "\x01", "x" * 5000, "../etc"])
def test_a_forged_language_in_a_cookie_is_as_good_as_none(client: Client, forged: str) -> None:
    # As it stands in the request: Python's own jar takes no control characters by now.
    assert client.get("/", HTTP_COOKIE=f"language={forged}").status_code == 200


def test_the_links_to_other_languages_keep_what_the_page_was_asked_for(client: Client) -> None:
    assert 'href="?q=water&amp;language=fr"' in client.get("/?q=water").content.decode()


def test_very_long_addresses_are_not_repeated_in_links(client: Client) -> None:
    page = client.get("/?q=" + "x" * 5000).content.decode()
    assert 'href="?language=fr"' in page
    assert len(page) < 20_000


# Files


def test_links_to_files_change_with_what_the_files_hold(client: Client) -> None:
    page = client.get("/").content.decode()
    marks = re.findall(r'(?:href|src)="/static/web/([\w.-]+)\?v=([0-9a-f]{12})"', page)
    assert {name for name, _mark in marks} >= {"headway.css", "headway.js", "mark.svg"}
    for name, mark in marks:
        assert static_files._digest_of(f"web/{name}").startswith(mark)


@pytest.mark.parametrize("name", ["headway.css", "headway.js", "mark.svg", "mark-180.png"])
def test_files_are_kept_for_a_year_and_sent_packed_where_that_helps(client: Client, name: str) -> None:
    response = client.get(f"/static/web/{name}", headers={"accept-encoding": "gzip"})
    assert response.status_code == 200
    assert "immutable" in response["Cache-Control"]
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    path = WEB / "static" / "web" / name
    packed = response.get("Content-Encoding") == "gzip"
    assert packed is (path.stat().st_size >= static_files.WORTH_PACKING and not name.endswith(".png"))
    assert (gzip.decompress(content) if packed else content) == static_files.sent(path)


def test_what_is_sent_packed_has_lost_comments_and_nothing_that_a_browser_reads(client: Client) -> None:
    """Every selector and every custom property of the stylesheet is still there."""
    path = WEB / "static" / "web" / "headway.css"
    plain, packed = path.read_text(), static_files.sent(path).decode()
    assert "/*" in plain
    assert "/*" not in packed
    told = re.sub(r"/\*.*?\*/", "", plain, flags=re.DOTALL)
    for pattern in (r"--[\w-]+(?=:)", r"\.[a-z][\w-]*", r"@media|@supports|@page"):
        assert re.findall(pattern, packed) == re.findall(pattern, told)


def test_the_frame_is_small(client: Client, world: Any) -> None:
    """All that every page needs, on the wire: the first load of a page may weigh 100 KB with its charts."""
    files = sum(
        len(gzip.compress(static_files.sent(path), 9)) for path in (WEB / "static" / "web").glob("headway.*")
    )
    page = signed_in(client, world.core_team).get("/nosuch").content
    assert files < 20_000
    assert len(gzip.compress(page, 6)) < 5_000


# What browsers are told not to do


def test_the_policy_allows_nothing_but_what_the_site_serves(client: Client) -> None:
    policy = dict(part.split(" ", 1) for part in client.get("/")["Content-Security-Policy"].split("; "))
    assert policy.pop("default-src") == "'none'"
    assert policy.pop("img-src") == "'self' data:"
    closed = {"object-src", "base-uri", "frame-ancestors"}
    assert all(allowed == ("'none'" if name in closed else "'self'") for name, allowed in policy.items())


def test_powers_that_no_page_uses_are_given_up(client: Client) -> None:
    response = client.get("/")
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Referrer-Policy"] == "same-origin"


def test_what_a_person_was_shown_stays_on_no_disk(client: Client, world: Any) -> None:
    assert "Cache-Control" not in client.get("/")
    assert signed_in(client, world.reader).get("/")["Cache-Control"] == "private, no-store"


def test_no_template_of_any_room_has_style_or_script_of_its_own() -> None:
    for template in ROOMS.rglob("templates/**/*.html"):
        text = re.sub(r"\{#.*?#\}", "", template.read_text())
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text), template
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), template
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text), template


# Looks


def test_the_style_sheet_has_all_colours_of_the_palette_in_light_and_dark() -> None:
    light, dark = STYLES.split("(prefers-color-scheme: dark)", 1)
    for sheet, palette in ((light, LIGHT), (dark.split("*, ::before", 1)[0], DARK)):
        for name, colour in palette.items():
            assert f"--{name.replace('_', '-')}: {colour};" in sheet, name


def test_charts_turn_dark_with_the_page() -> None:
    assert dark_chart_rules(".picture") in STYLES


def test_the_style_sheet_knows_no_left_and_right() -> None:
    """Distances and borders are logical, so that a right-to-left page mirrors by itself."""
    assert not re.search(
        r"(?:margin|padding|border|inset)-(?:left|right)\b|[{;]\s*(?:left|right):|text-align: (?:left|right)",
        STYLES,
    )


# When something is amiss


@pytest.mark.parametrize("address", ["/nosuch", "/style/"])
def test_a_page_that_is_not_there_or_not_allowed_offers_the_search(
    client: Client, world: Any, address: str
) -> None:
    page = signed_in(client, world.reader).get(address).content.decode()
    assert 'class="help-find"' in page
    assert f'href="{reverse("home")}"' in page


def test_a_refused_form_says_that_nothing_was_saved(world: Any) -> None:
    careful = signed_in(Client(enforce_csrf_checks=True), world.reader)
    response = careful.post(reverse("account_logout"))
    assert response.status_code == 403
    assert "Nothing was saved" in response.content.decode()


def test_a_fault_asks_the_database_nothing_and_gives_its_number(
    client: Client, world: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.user = world.reader
    with django_assert_num_queries(0):
        response = views.server_error(request)
    assert response.status_code == 500
    from headway.settings.logs import request_id

    assert request_id.get() in response.content.decode()
