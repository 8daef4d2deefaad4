"""The door: who is let in by a password, and what it gives away to those who are not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from headway.movement.actions import give_role, switch_person
from headway.movement.models import Grant, User
from headway.movement.rules import TRIES_OF_A_PLACE_AT_AN_ACCOUNT, Held, Role, seconds_to_wait
from headway.movement.tests.at_the_door import (
    ANOTHER,
    PASSWORD,
    enter,
    is_in,
    last_told,
    links_sent,
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
        assert page.status_code == 422
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


def guess(user: Any, place: str, times: int = 1, **headers: str) -> Any:
    """Try wrong passwords from one address; returns the last page."""
    for number in range(times):
        stranger = Client(REMOTE_ADDR=place, headers=headers)
        page = enter(stranger, user, f"not the one {number}")
        assert page.status_code == 422
        assert not is_in(stranger)
    return page


def test_after_five_wrong_passwords_even_the_right_one_waits_at_that_place(world: Any) -> None:
    with_password(world.reader)
    with_password(world.core_team, ANOTHER)
    guess(world.reader, "192.0.2.1", 5)
    late = Client(REMOTE_ADDR="192.0.2.1")
    page = enter(late, world.reader)
    assert not is_in(late)
    assert "Wait 5 minutes" in page.content.decode()
    other = Client(REMOTE_ADDR="192.0.2.1")
    enter(other, world.core_team, ANOTHER)
    assert is_in(other), "others are let in meanwhile"


def test_a_stranger_who_guesses_keeps_nobody_out(world: Any) -> None:
    with_password(world.reader)
    page = guess(world.reader, "192.0.2.1", 20)
    assert "Too many" in page.content.decode()
    assert told().count("fail_sign_in") == 5, "the other tries were not even looked at"
    owner = Client(REMOTE_ADDR="198.51.100.7")
    enter(owner, world.reader)
    assert is_in(owner)


def test_many_places_that_guess_together_are_stopped_too(world: Any) -> None:
    with_password(world.reader)
    for place in range(1, 20):
        guess(world.reader, f"192.0.2.{place}", 5)
    assert told().count("fail_sign_in") == 60
    owner = Client(REMOTE_ADDR="198.51.100.7")
    page = enter(owner, world.reader)
    assert not is_in(owner)
    assert "Wait 60 minutes" in page.content.decode()
    assert "A passkey or a new password" in page.content.decode()
    assert (
        owner.get("/account/factors/webauthn/login/", headers={"accept": "application/json"}).status_code
        == 200
    )
    owner.post("/account/password/forgotten/", {"email": world.reader.email})
    (link,) = links_sent()
    form = owner.get(link, follow=True)
    for place in range(21, 40):
        guess(world.reader, f"192.0.2.{place}", 5)
    owner.post(form.redirect_chain[-1][0], {"password1": ANOTHER, "password2": ANOTHER})
    assert is_in(owner), "whoever has the mail is in, however many guess on"


def test_wrong_passwords_before_the_right_one_are_soon_forgiven_to_others_at_that_place(world: Any) -> None:
    with_password(world.reader)
    for _time in range(8):
        guess(world.reader, "192.0.2.1")
        with_password(world.core_team)
        client = Client(REMOTE_ADDR="192.0.2.1")
        enter(client, world.core_team)
        assert is_in(client)


def test_how_long_to_wait_is_said_in_the_language_of_the_page(world: Any) -> None:
    page = guess(with_password(world.reader), "192.0.2.1", 6, **{"accept-language": "ar"}).content.decode()
    with override("ar"):
        said = ngettext(
            "Too many wrong tries. Wait %(minutes)s minute, then try again.",
            "Too many wrong tries. Wait %(minutes)s minutes, then try again.",
            5,
        )
    assert said % {"minutes": "5"} in page


@pytest.mark.parametrize(
    ("ago", "wait"),
    [
        ([], 0),
        ([10, 20, 30, 40], 0),
        ([10, 20, 30, 40, 100], 200),
        ([10, 20, 30, 40, 301], 0),
        ([600] * 20, 3000),
    ],
)
def test_one_waits_until_the_oldest_of_too_many_tries_is_over(ago: list[int], wait: int) -> None:
    tries = [10_000.0 - seconds for seconds in ago]
    assert seconds_to_wait(tries, TRIES_OF_A_PLACE_AT_AN_ACCOUNT, 10_000) == wait


def test_from_one_place_not_many_addresses_can_be_tried(world: Any) -> None:
    with_password(world.reader)
    for number in range(30):
        enter(Client(), User(email=f"guess{number}@movement.example"), "not the one")
    late = Client()
    answer = enter(late, world.reader)
    assert answer.status_code in {422, 429}
    assert not is_in(late)


def test_messages_at_the_door_speak_the_language_of_whoever_reads_them_next(world: Any) -> None:
    world.reader.language = "fr"
    with_password(world.reader)
    client = Client(headers={"accept-language": "es"})
    page = client.post(SIGN_IN, {"login": world.reader.email, "password": PASSWORD}, follow=True)
    assert page["Content-Language"] == "fr"
    with override("fr"):
        expected = gettext("You are signed in as %(name)s.") % {"name": "Emeka"}
    assert [str(message) for message in page.context["messages"]] == [expected]
    page = client.post("/account/sign-out/", follow=True)
    assert page["Content-Language"] == "es"
    with override("es"):
        assert [str(message) for message in page.context["messages"]] == [gettext("You are signed out.")]


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
        assert client.post(SIGN_IN, given).status_code == 422
    assert client.post("/account/password/forgotten/", {"email": typed}).status_code == 422


def test_a_role_given_to_somebody_is_there_at_their_next_page(world: Any) -> None:
    client = signed_in(world.without_a_role)
    assert client.get("/people/").status_code == 403
    give_role(
        world.without_a_role, Held(Role.ADMINISTRATOR), acting_user=world.administrator, reason="The new one."
    )
    assert client.get("/people/").status_code == 200
    assert Grant.objects.filter(user=world.without_a_role, role=Role.ADMINISTRATOR).exists()
