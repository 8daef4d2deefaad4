"""Publishing by a page: who may, what they are told before, what everybody can read after, and what it leaves behind."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from headway.engage.actions import keep_engagement
from headway.plan.actions import keep_campaign
from headway.plan.queries import campaign_row
from headway.report.actions import publish_edition
from headway.report.queries import latest_edition, published_edition
from headway.report.tests.test_editions import open_case

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers/report"
PUBLISHERS = ("core_team", "administrator")
OTHERS = ("campaigner", "other_section", "researcher", "reader")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HEADWAY_HOME", tmp_path)


def reading(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def seen_by(client: Client) -> str:
    page = client.get(f"{HERE}/publish/").content.decode()
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def page_of(person: Any, path: str = "/") -> str:
    return reading(person).get(f"{HERE}{path}").content.decode()


@pytest.mark.parametrize("who", PUBLISHERS)
def test_whoever_may_publishes_by_the_page_what_they_were_shown(who: str, world: Any) -> None:
    client = reading(world.people[who])
    page = client.get(f"{HERE}/publish/").content.decode()
    for told in (
        "Everybody who reaches this site",
        "public profile",
        "Left out: restricted records",
        "edition 1",
    ):
        assert told in page
    assert f"{HERE}/en/?edition=public" in page
    assert published_edition("clean-rivers") is None
    answer = client.post(f"{HERE}/publish/", {"seen": seen_by(client)}, follow=True)
    assert "Edition 1 is published" in answer.content.decode()
    assert Client().get("/reports/clean-rivers/en/").status_code == 200


@pytest.mark.parametrize("path", ["/publish/", "/withdraw/"])
@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_may_publish_or_withdraw(who: str, path: str, world: Any) -> None:
    publish_edition(world.campaign, acting_user=world.core_team)
    client = reading(world.people[who])
    assert client.get(f"{HERE}{path}").status_code == 403
    assert client.post(f"{HERE}{path}", {"seen": "x"}).status_code == 403
    assert "Withdraw" not in page_of(world.people[who])
    assert latest_edition(world.campaign) == published_edition("clean-rivers")


@pytest.mark.parametrize("path", ["/publish/", "/withdraw/", "/editions/1/", "/editions/1/en/report.html"])
def test_a_stranger_is_asked_to_sign_in_and_somebody_without_a_role_finds_nothing(
    path: str, world: Any
) -> None:
    publish_edition(world.campaign, acting_user=world.core_team)
    assert Client().get(f"{HERE}{path}").status_code == 302
    assert Client().post(f"{HERE}{path}").status_code == 302
    assert reading(world.without_a_role).get(f"{HERE}{path}").status_code == 404
    assert published_edition("clean-rivers") is not None


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_a_form_that_does_not_say_what_was_seen_publishes_nothing(seen: str, world: Any) -> None:
    given = {"seen": seen} if seen else {}
    answer = reading(world.core_team).post(f"{HERE}/publish/", given, follow=True)
    assert "Something was written since you looked" in answer.content.decode()
    assert published_edition("clean-rivers") is None


def test_publishing_asks_for_the_sign_of_this_site(world: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.core_team)
    assert client.post(f"{HERE}/publish/", {"seen": "x"}).status_code == 403
    assert published_edition("clean-rivers") is None


def test_what_changed_since_the_last_edition_is_shown_before_and_after(world: Any) -> None:
    publish_edition(world.campaign, acting_user=world.core_team)
    open_case(world)
    before = page_of(world.core_team, "/publish/")
    publish_edition(world.campaign, acting_user=world.core_team)
    after = page_of(world.reader, "/editions/2/")
    for page in (before, after):
        assert "Since edition 1: 1 added, 1 changed, 0 gone." in page
        assert "Mirabel Quince" in page
        assert "Individual cases" in page
    assert "This is the first edition" in page_of(world.reader, "/editions/1/")


def test_an_earlier_edition_is_kept_for_those_with_a_role(world: Any) -> None:
    publish_edition(world.campaign, acting_user=world.core_team)
    row = campaign_row(world.campaign).model_copy(update={"summary": {"en": "Told anew."}})
    keep_campaign(row, acting_user=world.core_team)
    publish_edition(world.campaign, acting_user=world.core_team)
    page = page_of(world.reader, "/editions/1/")
    assert "Replaced" in page
    first, second = (
        reading(world.reader).get(f"{HERE}/editions/{number}/en/report.html") for number in (1, 2)
    )
    assert b"Told anew." not in first.content
    assert b"Told anew." in second.content
    assert "private" in first["Cache-Control"]
    assert "style-src 'sha256-" in first["Content-Security-Policy"]


def test_withdrawing_by_the_page_takes_the_report_from_everybody(world: Any) -> None:
    publish_edition(world.campaign, acting_user=world.core_team)
    client = reading(world.administrator)
    assert "no earlier one comes back" in client.get(f"{HERE}/withdraw/").content.decode()
    answer = client.post(f"{HERE}/withdraw/", follow=True)
    assert "Edition 1 is withdrawn" in answer.content.decode()
    assert Client().get("/reports/clean-rivers/en/").status_code == 404
    assert "No edition is published" in page_of(world.reader)
    again = client.post(f"{HERE}/withdraw/", follow=True)
    assert "none to withdraw" in again.content.decode()


def test_where_nothing_is_published_each_is_told_what_they_can_do(world: Any) -> None:
    assert "until you publish it" in page_of(world.core_team)
    reader = page_of(world.reader)
    assert "The core team or an administrator publishes it." in reader
    assert f"{HERE}/publish/" not in reader
    assert "/reports/clean-rivers/" not in reader


def test_what_was_withdrawn_by_itself_waits_for_those_who_publish(world: Any) -> None:
    row = open_case(world)
    publish_edition(world.campaign, acting_user=world.core_team)
    closed = row.model_copy(update={"restricted": True})
    keep_engagement(world.campaign, [closed], acting_user=world.core_team)
    for who in PUBLISHERS:
        home = reading(world.people[who]).get("/").content.decode()
        assert "The report is no longer public" in home
        assert f"{HERE}/publish/" in home
    assert "The report is no longer public" not in reading(world.reader).get("/").content.decode()
    page = page_of(world.reader, "/editions/1/")
    assert "Withdrawn by itself" in page
    assert "Mirabel" not in page
    assert reading(world.core_team).get(f"{HERE}/editions/1/en/report.html").status_code == 404
    publish_edition(world.campaign, acting_user=world.core_team)
    assert "The report is no longer public" not in reading(world.core_team).get("/").content.decode()


@pytest.mark.parametrize("path", ["/editions/2/", "/editions/1/de/report.pdf", "/editions/1/en/report.exe"])
def test_an_edition_that_there_is_not_is_not_found(path: str, world: Any) -> None:
    publish_edition(world.campaign, acting_user=world.core_team)
    assert reading(world.core_team).get(f"{HERE}{path}").status_code == 404


def test_the_log_says_who_published_and_withdrew(world: Any) -> None:
    publish_edition(world.campaign, acting_user=world.core_team)
    client = reading(world.core_team)
    client.post(f"{HERE}/withdraw/")
    log = client.get("/log/?kind=edition").content.decode()
    assert "published" in log
    assert "withdrew" in log
    assert "Edition of the report" in log


def test_an_outcome_leads_to_the_report_that_its_reader_can_have(world: Any) -> None:
    def link(person: Any) -> list[str]:
        page = reading(person).get("/c/clean-rivers/outcomes/limit-law/").content.decode()
        return re.findall(r'href="((?:/reports|/c/clean-rivers/report)/[^"]*)"', page)

    assert not any(href.startswith("/reports/") for href in link(world.core_team))
    assert link(world.reader) == [f"{HERE}/"]
    publish_edition(world.campaign, acting_user=world.core_team)
    assert any(href.startswith("/reports/clean-rivers/en/") for href in link(world.reader))
