"""A second factor: an app that shows codes, recovery codes for the day on which it is lost. Passkeys are tried in a browser."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils.html import strip_tags

from headway.lib.sealed import is_sealed
from headway.movement.actions import clear_factors
from headway.movement.tests.at_the_door import (
    ANOTHER,
    PASSWORD,
    add_app,
    code_of,
    codes_of,
    confirm,
    enter,
    is_in,
    links_sent,
    signed_in,
    told,
    with_password,
    wrong_codes,
)

pytestmark = pytest.mark.django_db
SECOND = "/account/factors/authenticate/"
SIGN_IN = "/account/sign-in/"


def test_with_an_app_the_password_alone_lets_nobody_in(world: Any) -> None:
    secret = add_app(signed_in(world.reader))
    client = Client()
    assert enter(client, world.reader)["Location"] == SECOND
    assert not is_in(client)
    assert client.get("/account/").status_code == 302
    assert client.post(SECOND, {"code": next(wrong_codes(secret))}).status_code == 422
    assert not is_in(client)
    assert told(world.reader)[-1] == "fail_factor"
    assert client.post(SECOND, {"code": code_of(secret, 1)}).status_code == 302
    assert is_in(client)
    assert told(world.reader)[-1] == "sign_in"


def test_a_code_works_once(world: Any) -> None:
    secret = add_app(signed_in(world.reader))
    code = code_of(secret, 1)
    for who, lets_in in (("first", True), ("somebody who saw it", False)):
        client = Client()
        enter(client, world.reader)
        client.post(SECOND, {"code": code})
        assert is_in(client) is lets_in, who


def test_the_code_that_added_the_app_signs_nobody_in(world: Any) -> None:
    owner = signed_in(world.reader)
    confirm(owner)
    secret = owner.get("/account/factors/totp/activate/").context["form"].secret
    code = code_of(secret)
    assert owner.post("/account/factors/totp/activate/", {"code": code}).status_code == 302
    client = Client()
    enter(client, world.reader)
    page = client.post(SECOND, {"code": code})
    assert "That code does not work" in page.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize(
    ("query", "own", "language"), [("", "fr", "fr"), ("?language=ar", "fr", "ar"), ("", "", "es")]
)
def test_the_second_step_speaks_the_language_of_the_person(
    world: Any, query: str, own: str, language: str
) -> None:
    add_app(signed_in(world.reader))
    type(world.reader).objects.filter(pk=world.reader.pk).update(language=own)
    client = Client(headers={"accept-language": "es"})
    assert client.get(SIGN_IN)["Content-Language"] == "es", "nobody is known yet"
    enter(client, world.reader)
    page = client.get(f"{SECOND}{query}")
    assert page["Content-Language"] == language
    assert f'<html lang="{language}"' in page.content.decode()


def test_the_second_step_cannot_be_taken_first(client: Client, world: Any) -> None:
    secret = add_app(signed_in(world.reader))
    answer = client.post(SECOND, {"code": code_of(secret, 1)})
    assert answer["Location"] == "/account/sign-in/"
    assert not is_in(client)


def test_codes_are_not_guessed_at_leisure(world: Any) -> None:
    secret = add_app(signed_in(world.reader))
    client = Client()
    enter(client, world.reader)
    for code in islice(wrong_codes(secret), 12):
        client.post(SECOND, {"code": code})
    client.post(SECOND, {"code": code_of(secret, 1)})
    assert not is_in(client)


def test_whoever_guesses_codes_keeps_the_owner_out_by_none_of_the_other_ways(world: Any) -> None:
    owner = signed_in(world.reader)
    secret = add_app(owner)
    (code, another, *_rest) = codes_of(owner)
    guesses = wrong_codes(secret)
    for place in range(6):
        guesser = Client(REMOTE_ADDR=f"192.0.2.{place}")
        enter(guesser, world.reader)
        for guess in islice(guesses, 5):
            page = guesser.post(SECOND, {"code": guess})
    assert "recovery code lets you in" in page.content.decode()
    client = Client(REMOTE_ADDR="198.51.100.7")
    enter(client, world.reader)
    client.post(SECOND, {"code": code_of(secret, 1)})
    assert not is_in(client), "twenty wrong codes in an hour are enough, wherever they come from"
    client.post(SECOND, {"code": code})
    assert is_in(client)
    for place in range(6):
        guesser = Client(REMOTE_ADDR=f"192.0.2.{place}")
        enter(guesser, world.reader)
        for number in range(5):
            guesser.post(SECOND, {"code": f"{place}{number:07}"})
        guesser.post(SECOND, {"code": another})
        assert is_in(guesser) is False, "recovery codes are not guessed at leisure either"


def test_one_is_told_how_many_recovery_codes_are_left_and_where_to_make_new_ones(world: Any) -> None:
    world.reader.language = "en"
    owner = signed_in(world.reader)
    add_app(owner)
    codes = codes_of(owner)
    said = []
    for code in codes:
        client = Client(headers={"accept-language": "ar"})
        enter(client, world.reader)
        page = client.post(SECOND, {"code": code}, follow=True)
        assert is_in(client)
        told_left = next(one for one in page.context["messages"] if "recovery code" in str(one))
        assert 'href="/account/factors/recovery-codes/generate/"' in page.content.decode()
        said.append((told_left.level_tag, strip_tags(str(told_left)).split(" Make")[0]))
    assert said[0] == ("info", "That recovery code is used up: 9 are left.")
    assert said[6] == ("warning", "That recovery code is used up: 3 are left.")
    assert said[8] == ("warning", "That recovery code is used up: 1 is left.")
    assert said[9] == ("warning", "That was your last recovery code.")


def test_a_recovery_code_that_shows_again_that_it_is_you_is_told_too(world: Any) -> None:
    owner = signed_in(world.reader)
    add_app(owner)
    code = codes_of(owner)[0]
    page = owner.post("/account/factors/reauthenticate/", {"code": code, "next": "/account/"}, follow=True)
    assert "9 are left" in page.content.decode()


def test_a_recovery_code_works_once(world: Any) -> None:
    owner = signed_in(world.reader)
    add_app(owner)
    codes = codes_of(owner)
    assert len(codes) == 10
    for who, lets_in in (("the person", True), ("whoever finds the paper", False)):
        client = Client()
        enter(client, world.reader)
        client.post(SECOND, {"code": codes[0]})
        assert is_in(client) is lets_in, who
    assert codes[0] not in codes_of(owner)


def test_new_recovery_codes_end_the_old(world: Any) -> None:
    owner = signed_in(world.reader)
    add_app(owner)
    old = codes_of(owner)
    owner.post("/account/factors/recovery-codes/generate/")
    assert not set(old) & set(codes_of(owner))


def test_pages_and_mail_about_signing_in_speak_our_words_alone(world: Any) -> None:
    client, said = signed_in(world.reader), []
    typed = {"oldpassword": PASSWORD, "password1": ANOTHER, "password2": ANOTHER}
    add_app(client)
    for address, given in (
        ("/account/factors/recovery-codes/generate/", {}),
        ("/account/factors/totp/deactivate/", {}),
        ("/account/password/", typed | {"oldpassword": "not the one"}),
        ("/account/password/", typed),
        ("/account/password/forgotten/", {"email": world.reader.email}),
        ("/account/sign-out/", {}),
        (SIGN_IN, {"login": world.reader.email, "password": "not the one"}),
    ):
        said.append(text_of(client.post(address, given, follow=True)))
    form = client.get(links_sent()[-1], follow=True)
    said.append(text_of(form))
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    assert is_in(client), "whoever set a new password by the mail is in"
    said += [f"{letter.subject} {letter.body}" for letter in mail.outbox]
    assert len(mail.outbox) == 4
    theirs = re.compile(r"(?i)two-factor|security key|successful|\bemail|\blog(ged)? ?(in|out)\b|activated")
    assert [found[0] for text in said for found in theirs.finditer(text)] == []


def text_of(page: Any) -> str:
    return str(strip_tags(page.content.decode().split("<main", 1)[1]))


def test_what_factors_rest_on_is_sealed_in_the_database(world: Any) -> None:
    owner = signed_in(world.reader)
    secret = add_app(owner)
    stored = Authenticator.objects.filter(user=world.reader)
    assert {factor.type for factor in stored} == {"totp", "recovery_codes"}
    for factor in stored:
        sealed = factor.data["secret" if factor.type == "totp" else "seed"]
        assert is_sealed(sealed)
        assert secret not in str(factor.data)


def test_factors_are_changed_only_by_whoever_shows_again_that_they_are_it(world: Any) -> None:
    client = signed_in(world.reader)
    for address in ("totp/activate/", "webauthn/add/"):
        answer = client.get(f"/account/factors/{address}")
        assert answer["Location"].startswith("/account/confirm/"), address
    add_app(client)
    other = Client()
    other.cookies = client.cookies
    session = other.session
    del session["account_authentication_methods"]
    session.save()
    assert other.post("/account/factors/totp/deactivate/")["Location"].startswith("/account/confirm/")
    assert Authenticator.objects.filter(user=world.reader, type="totp").exists()


def test_recovery_codes_go_with_the_last_factor(world: Any) -> None:
    client = signed_in(world.reader)
    add_app(client)
    assert "second factor takes a minute" not in client.get("/account/").content.decode()
    client.post("/account/factors/totp/deactivate/")
    assert not Authenticator.objects.filter(user=world.reader).exists()
    assert "second factor takes a minute" in client.get("/account/").content.decode()


def test_an_administrator_takes_lost_factors_away(world: Any) -> None:
    owner = signed_in(world.reader)
    add_app(owner)
    clear_factors(world.reader, acting_user=world.administrator, reason="The phone was stolen.")
    assert owner.get("/account/").status_code == 302, "whoever has the phone is out"
    client = Client()
    enter(client, with_password(world.reader))
    assert is_in(client)
