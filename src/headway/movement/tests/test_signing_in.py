"""The door: who is let in by a password, and what it gives away to those who are not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from headway.movement.actions import give_role, switch_person
from headway.movement.models import Grant, User
from headway.movement.rules import Held, Role
from headway.movement.tests.at_the_door import (
    ANOTHER,
    PASSWORD,
    enter,
    is_in,
    last_told,
    signed_in,
    told,
    with_password,
)

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"


def same_but_for_what_was_typed(page: Any, *typed: str) -> str:
    """A page without what differs between any two: tokens, and what the form was given."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.content.decode())
    for word in typed:
        text = text.replace(word, "")
    return text


def test_a_person_signs_in_by_address_and_password_whatever_the_case(client: Client, world: Any) -> None:
    with_password(world.reader)
    answer = client.post(SIGN_IN, {"login": "EMEKA@Movement.Example", "password": PASSWORD})
    assert answer.status_code == 302
    assert is_in(client)
    assert told(world.reader)[-1] == "sign_in"


def test_whoever_is_signed_out_is_led_to_the_door_and_back(client: Client, world: Any) -> None:
    answer = client.get("/account/")
    assert answer["Location"] == f"{SIGN_IN}?next=/account/"
    answer = enter(client, with_password(world.reader), next="/account/")
    assert answer["Location"] == "/account/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"]
)
def test_nobody_is_led_to_another_site(client: Client, world: Any, elsewhere: str) -> None:
    answer = enter(client, with_password(world.reader), next=elsewhere)
    assert answer["Location"] == "/"


def test_the_door_looks_the_same_for_somebody_and_for_nobody(world: Any) -> None:
    with_password(world.reader)
    pages = []
    for address in (world.reader.email, "stranger@movement.example"):
        page = Client().post(SIGN_IN, {"login": address, "password": "not the one"})
        assert page.status_code == 200
        pages.append(same_but_for_what_was_typed(page, address))
    assert pages[0] == pages[1]


def test_the_door_does_the_same_for_somebody_and_for_nobody(world: Any) -> None:
    with_password(world.reader)
    before = len(told())
    for address in (world.reader.email, "stranger@movement.example"):
        Client().post(SIGN_IN, {"login": address, "password": "my secret"})
        assert told()[-1] == "fail_sign_in"
        assert "secret" not in last_told("fail_sign_in")
        assert "stranger" not in last_told("fail_sign_in")
    assert len(told()) == before + 2


def test_a_system_actor_never_comes_in(client: Client, world: Any) -> None:
    with_password(world.operator)
    enter(client, world.operator)
    assert not is_in(client)
    client.force_login(world.operator)
    assert client.get("/account/").status_code == 302


def test_somebody_switched_off_is_out_at_once_and_stays_out(world: Any) -> None:
    client = signed_in(world.reader)
    assert client.get("/account/").status_code == 200
    switch_person(world.reader, active=False, acting_user=world.administrator, reason="Left.")
    assert client.get("/account/").status_code == 302
    answer = enter(client, world.reader)
    assert answer["Location"] == reverse("account_inactive")
    assert not is_in(client)


def test_the_session_has_a_new_name_once_somebody_is_in(client: Client, world: Any) -> None:
    with_password(world.reader)
    client.get("/people/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = planted = str(session.session_key)
    enter(client, world.reader)
    assert client.cookies["sessionid"].value != planted
    assert is_in(client)
    left_behind = Client()
    left_behind.cookies["sessionid"] = planted
    assert not is_in(left_behind)


def test_cookies_are_kept_from_scripts_and_other_sites(client: Client, world: Any) -> None:
    client.get(SIGN_IN)
    enter(client, with_password(world.reader))
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name


def test_a_form_from_elsewhere_is_refused(world: Any) -> None:
    careful = Client(enforce_csrf_checks=True)
    with_password(world.reader)
    for address in (SIGN_IN, "/account/sign-out/", "/account/password/forgotten/", "/people/invite/"):
        assert careful.post(address, {"login": world.reader.email, "password": PASSWORD}).status_code == 403
    assert not is_in(careful)


def test_after_five_wrong_passwords_even_the_right_one_waits(world: Any) -> None:
    with_password(world.reader)
    with_password(world.core_team, ANOTHER)
    for _try in range(5):
        assert enter(Client(), world.reader, "not the one").status_code == 200
    late = Client()
    assert enter(late, world.reader).status_code == 200
    assert not is_in(late)
    other = Client()
    enter(other, world.core_team, ANOTHER)
    assert is_in(other), "others are let in meanwhile"


def test_from_one_place_not_many_addresses_can_be_tried(world: Any) -> None:
    with_password(world.reader)
    for number in range(30):
        enter(Client(), User(email=f"guess{number}@movement.example"), "not the one")
    late = Client()
    answer = enter(late, world.reader)
    assert answer.status_code in {200, 429}
    assert not is_in(late)


def test_nobody_signs_up(client: Client) -> None:
    before = User.objects.count()
    given = {"email": "eve@movement.example", "password1": PASSWORD, "name": "Eve"}
    for address in ("/account/sign-up/", "/account/sign-up/provider/"):
        assert client.get(address).status_code == 200
        assert client.post(address, given).status_code in {200, 403}
    assert User.objects.count() == before
    assert not is_in(client)


def test_signing_out_takes_a_form_and_ends_the_session(world: Any) -> None:
    client = signed_in(world.reader)
    assert client.get("/account/sign-out/").status_code == 200
    assert is_in(client), "a mere link signs nobody out"
    assert client.post("/account/sign-out/")["Location"] == SIGN_IN
    assert not is_in(client)
    assert told(world.reader)[-2:] == ["sign_in", "sign_out"]


@pytest.mark.parametrize("typed", ["\0", "a" * 10_000, "@", "' OR 1=1 --", "\u202egnp", "é@é.é"])
def test_whatever_is_typed_gets_a_page(client: Client, db: None, typed: str) -> None:
    for given in ({"login": typed, "password": typed}, {"login": [typed, typed]}, {}):
        assert client.post(SIGN_IN, given).status_code == 200
    assert client.post("/account/password/forgotten/", {"email": typed}).status_code == 200


def test_a_role_given_to_somebody_is_there_at_their_next_page(world: Any) -> None:
    client = signed_in(world.without_a_role)
    assert client.get("/people/").status_code == 403
    give_role(
        world.without_a_role, Held(Role.ADMINISTRATOR), acting_user=world.administrator, reason="The new one."
    )
    assert client.get("/people/").status_code == 200
    assert Grant.objects.filter(user=world.without_a_role, role=Role.ADMINISTRATOR).exists()
