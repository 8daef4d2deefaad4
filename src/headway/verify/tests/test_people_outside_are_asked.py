"""Somebody without an account is asked about one outcome, sees nothing else, answers, and may keep their name."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from headway.audit.models import Entry
from headway.audit.queries import payload_text
from headway.lib.problems import Refused
from headway.movement.queries import names_of_actors
from headway.movement.tests.doors import outcome_row
from headway.movement.tests.everything import everything
from headway.verify.actions import answer_asking, ask_outsider, keep_outcomes, withdraw_asking
from headway.verify.actions.asking import Answer
from headway.verify.models import Asking, Outcome, Substantiation
from headway.verify.pack import dump
from headway.verify.rows import Extent, Substantiated
from headway.verify.tasks import send_asking

pytestmark = pytest.mark.django_db
ASK = "/c/clean-rivers/outcomes/north-outcome/ask/"
SAID = {"says": "partly", "extent": "some", "text": "The date is wrong.", "name": "Zawadi Otieno", "knows": "A neighbour", "keeps": "keep"}  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    from django.core.cache import cache

    cache.clear()


def browser(user: Any = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def outcome(key: str = "north-outcome") -> Outcome:
    return Outcome.objects.select_related("campaign").get(key=key)


def link_for(world: Any, key: str = "north-outcome", **given: Any) -> str:
    told = {"name": "Zawadi", "language": "en"} | given
    return f"/say/{ask_outsider(outcome(key), **told, acting_user=world.researcher).token}/"


def test_whoever_writes_an_outcome_asks_by_page_and_sees_the_link_once(world: Any) -> None:
    client = browser(world.campaigner)
    page = client.post(ASK, {"name": "Zawadi", "language": "es", "email": "", "days": "30"}, follow=True)
    (link,) = re.findall(r"http://testserver(/say/[\w-]+/)\?language=es", page.content.decode())
    assert browser().get(link).status_code == 200
    again = client.get(ASK).content.decode()
    assert "/say/" not in again
    assert "Zawadi" in again


def test_while_an_answer_is_waited_for_no_page_says_that_nobody_was_asked(world: Any) -> None:
    link = link_for(world)
    page = "/c/clean-rivers/outcomes/north-outcome/"
    gap = "Nobody independent of those who claim it has said yet whether it is right"
    waiting = browser(world.campaigner).get(page, headers={"Accept-Language": "en"}).content.decode()
    assert gap in waiting
    assert "has been asked to confirm" not in waiting
    assert browser().post(link, SAID | {"says": "accurate"}).status_code == 302
    assert gap not in browser(world.campaigner).get(page, headers={"Accept-Language": "en"}).content.decode()


def test_only_a_digest_of_the_link_is_kept_and_names_are_sealed(world: Any) -> None:
    token = link_for(world, email="zawadi@outside.example").split("/")[2]
    assert token not in str(everything())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM verify_asking")
        stored = str(cursor.fetchall())
    assert "Zawadi" not in stored
    assert "zawadi@outside" not in stored


def test_the_page_shows_the_outcome_and_how_it_is_claimed_and_nothing_else(world: Any) -> None:
    page = browser().get(link_for(world))
    text = page.content.decode()
    assert "It changed." in text
    assert "They asked." in text
    led_to = {one.split("/")[1] for one in re.findall(r'href="(/[^"]*)"', text)}
    assert led_to <= {"static", "say"}
    assert "limit-law" not in text
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow, noarchive")
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize(("language", "word"), [("fr", "Votre nom"), ("es", "Su nombre"), ("ar", "اسمك")])
def test_the_page_speaks_their_language(language: str, word: str, world: Any) -> None:
    assert word in browser().get(f"{link_for(world)}?language={language}").content.decode()


def test_an_answer_becomes_a_substantiation_that_is_given_through_the_link(world: Any) -> None:
    link = link_for(world)
    assert browser().post(link, SAID).status_code == 302
    said = Substantiation.objects.get(outcome=outcome())
    assert (said.says, said.extent, said.text, said.who) == (
        "partly",
        "some",
        "The date is wrong.",
        "A neighbour",
    )
    assert (said.through_link, said.name_kept) == (True, True)
    asking = Asking.objects.get()
    assert (asking.substantiation, asking.answered_as) == (said, "Zawadi Otieno")
    entry = Entry.objects.get(action="answer_asking")
    assert entry.actor == f"link:{asking.pk}"
    assert names_of_actors([entry.actor]) == {entry.actor: "Somebody with a private link"}
    added = Entry.objects.get(action="add_substantiation")
    assert added.actor == entry.actor
    assert "Zawadi" not in payload_text(entry.payload) + payload_text(added.payload)


def test_it_can_be_said_otherwise_until_the_link_runs_out_and_stays_one_answer(world: Any) -> None:
    link, client = link_for(world), browser()
    client.post(link, SAID)
    page = client.get(link).content.decode()
    assert "The date is wrong." in page
    assert 'value="Zawadi Otieno"' in page
    client.post(link, SAID | {"says": "accurate", "keeps": "show"})
    said = Substantiation.objects.get(outcome=outcome())
    assert (said.says, said.who, said.name_kept) == ("accurate", "Zawadi Otieno, A neighbour", False)
    Asking.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(link).status_code == 410
    assert client.post(link, SAID | {"says": "not"}).status_code == 410
    assert Substantiation.objects.get(outcome=outcome()).says == "accurate"


def test_a_kept_name_is_told_to_the_core_team_alone(world: Any) -> None:
    browser().post(link_for(world), SAID)
    address = "/c/clean-rivers/outcomes/north-outcome/"
    for who in ("campaigner", "reader", "researcher", "core_team", "administrator"):
        page = browser(world.people[who]).get(address).content.decode()
        assert "A neighbour" in page
        assert "Otieno" not in page
    assert "Zawadi Otieno" in browser(world.core_team).get(ASK).content.decode()
    for who in ("campaigner", "researcher"):
        assert "Otieno" not in browser(world.people[who]).get(ASK).content.decode()
    assert "Otieno" not in str(dump(world.campaign, with_restricted=True))


def test_a_withdrawn_link_answers_like_one_that_never_was(world: Any) -> None:
    link = link_for(world)
    client = browser(world.researcher)
    client.post(f"{ASK}{Asking.objects.get().pk}/withdraw/")
    gone, never = browser().get(link), browser().get("/say/never-was/")
    assert gone.status_code == never.status_code == 410
    assert gone.content.decode().replace(link, "") == never.content.decode().replace("/say/never-was/", "")
    with pytest.raises(Refused):
        answer_asking(link.split("/")[2], Answer(Substantiated.NOT, Extent.NONE, "Z", "Z", keeps_name=False))


def test_whoever_asks_or_has_an_account_cannot_answer(world: Any) -> None:
    link = link_for(world)
    for who in ("researcher", "core_team", "reader", "campaigner"):
        client = browser(world.people[who])
        assert client.get(link).status_code == 403
        assert client.post(link, SAID).status_code == 403
    assert not Substantiation.objects.filter(outcome=outcome()).exists()
    with pytest.raises(Refused, match="has an account"):
        link_for(world, email=world.reader.email)


def test_what_is_wrong_in_an_answer_is_said_and_what_was_typed_stays(world: Any) -> None:
    page = browser().post(link_for(world), SAID | {"says": "", "name": " "})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"says", "name"}
    assert "The date is wrong." in page.content.decode()
    assert not Substantiation.objects.filter(outcome=outcome()).exists()


def test_whoever_tries_many_links_is_stopped(world: Any) -> None:
    client = browser()
    answers = [client.get(f"/say/guess-{at}/").status_code for at in range(21)]
    assert answers == [410] * 20 + [429]
    assert client.get(link_for(world)).status_code == 200


def test_a_restricted_outcome_is_asked_about_by_the_named_alone_and_its_answer_is_sealed(world: Any) -> None:
    row = outcome_row(
        "hush-well", name="Hush well", statement="Hush changed.", restricted=True, contributions=()
    )
    keep_outcomes(world.campaign, [row], acting_user=world.researcher)
    address = "/c/clean-rivers/outcomes/hush-well/ask/"
    assert "by a way that is safe" in (page := browser(world.researcher).get(address).content.decode())
    assert "Ask only people who know of it already" in page
    for who in ("core_team", "administrator", "campaigner", "reader"):
        assert browser(world.people[who]).get(address).status_code == 404
    with pytest.raises(Refused):
        ask_outsider(outcome("hush-well"), name="Z", language="en", acting_user=world.core_team)
    link = link_for(world, "hush-well")
    assert "Hush changed." in browser().get(link).content.decode()
    browser().post(link, SAID)
    with connection.cursor() as cursor:
        cursor.execute("SELECT who, text FROM verify_substantiation WHERE through_link")
        assert "neighbour" not in str(cursor.fetchall())
    assert Entry.objects.filter(action="read_outcome", actor__startswith="link:").exists()


def test_the_mail_goes_from_the_queue_in_their_language_and_tells_nothing_of_the_record(world: Any) -> None:
    client = browser(world.researcher)
    given = {"name": "Zawadi", "language": "fr", "email": "zawadi@outside.example", "days": "7"}
    assert "/say/" not in client.post(ASK, given, follow=True).content.decode()
    asking = Asking.objects.get()
    if not mail.outbox:
        assert send_asking.call(str(asking.pk)) == "sent"
    (letter,) = mail.outbox
    assert letter.to == ["zawadi@outside.example"]
    assert "Bonjour" in letter.body
    for word in ("It changed", "north-outcome", "They asked", "Kenya"):
        assert word not in f"{letter.body} {letter.subject}"
    (link,) = re.findall(r"(/say/[\w-]+/)\?language=fr", str(letter.body))
    assert browser().get(link).status_code == 200
    assert send_asking.call(str(asking.pk)) == "not needed"


def test_a_link_that_was_withdrawn_is_not_sent(world: Any) -> None:
    asked = ask_outsider(
        outcome(), name="Z", language="en", email="z@outside.example", acting_user=world.researcher
    )
    withdraw_asking(asked.asking, acting_user=world.researcher)
    assert send_asking.call(str(asked.asking.pk)) == "not needed"
    assert mail.outbox == []


def test_others_do_not_see_whom_an_outcome_was_asked_about(world: Any) -> None:
    link_for(world)
    for who in ("reader", "other_section"):
        assert browser(world.people[who]).get(ASK).status_code == 403
        assert (
            browser(world.people[who]).post(ASK, {"name": "Z", "language": "en", "days": "7"}).status_code
            == 403
        )
    assert Asking.objects.count() == 1
