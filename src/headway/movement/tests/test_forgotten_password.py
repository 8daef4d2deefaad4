"""A forgotten password: a link by mail, which tells nobody who is here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from babel.dates import format_date
from django.core import mail
from django.test import Client

from headway.movement.tests.at_the_door import (
    ANOTHER,
    PASSWORD,
    enter,
    is_in,
    links_sent,
    signed_in,
    told,
    with_password,
)
from headway.movement.tests.test_signing_in import same_but_for_what_was_typed

pytestmark = pytest.mark.django_db
FORGOTTEN = "/account/password/forgotten/"


def ask(email: str, **headers: str) -> Any:
    return Client().post(FORGOTTEN, {"email": email}, follow=True, headers=headers)


def set_by(client: Client, link: str, password: str) -> Any:
    """Follow the link to its form, and choose a password."""
    page = client.get(link, follow=True)
    return client.post(page.redirect_chain[-1][0], {"password1": password, "password2": password})


def test_the_answer_is_the_same_for_somebody_and_for_nobody(world: Any) -> None:
    with_password(world.reader)
    pages = [
        same_but_for_what_was_typed(ask(email), email)
        for email in (world.reader.email, "no@movement.example")
    ]
    assert pages[0] == pages[1]
    assert [letter.to for letter in mail.outbox] == [[world.reader.email], ["no@movement.example"]]
    assert len([link for link in links_sent() if link.startswith(FORGOTTEN)]) == 1


def test_the_link_sets_a_new_password_once_and_ends_what_was_open(world: Any) -> None:
    before = signed_in(world.reader)
    ask(world.reader.email)
    (link,) = links_sent()
    assert set_by(Client(), link, ANOTHER).status_code == 302
    assert "reset_password" in told(world.reader)
    assert before.get("/account/").status_code == 302, "whoever had the old password is out"
    client = Client()
    enter(client, world.reader, PASSWORD)
    assert not is_in(client)
    enter(client, world.reader, ANOTHER)
    assert is_in(client)
    again = Client().get(link, follow=True)
    assert again.context["token_fail"]


def test_a_link_of_one_person_is_none_of_another(world: Any) -> None:
    with_password(world.reader)
    ask(world.reader.email)
    (link,) = links_sent()
    forged = link.replace(world.reader.pk.hex, world.administrator.pk.hex)
    assert forged != link
    assert Client().get(forged, follow=True).context["token_fail"]


def test_a_weak_password_is_refused_with_reasons(world: Any) -> None:
    with_password(world.reader)
    ask(world.reader.email)
    (link,) = links_sent()
    for weak in ("short", "password1234", "emeka@movement"):
        page = set_by(Client(), link, weak)
        assert page.status_code == 422
        assert page.context["form"].errors


def test_a_system_actor_is_sent_no_link(world: Any) -> None:
    ask(world.operator.email)
    assert not [link for link in links_sent() if link.startswith(FORGOTTEN)]


def test_mail_speaks_the_language_of_the_person(world: Any) -> None:
    world.reader.language = "ar"
    with_password(world.reader)
    ask(world.reader.email, **{"accept-language": "es"})
    set_by(Client(), links_sent()[0], ANOTHER)
    today = format_date(datetime.now(UTC), "medium", locale="ar")
    assert today in str(mail.outbox[-1].body), "the day of the change, as Arabic writes it"


def test_not_many_letters_are_sent_to_one_address(world: Any) -> None:
    with_password(world.reader)
    for _time in range(12):
        ask(world.reader.email)
    assert len(mail.outbox) <= 6
