"""One's own account: name, language, password, and where one is signed in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from headway.movement.tests.at_the_door import ANOTHER, PASSWORD, enter, is_in, signed_in, told, with_password
from headway.movement.tests.doors_of_people import signed_in_elsewhere

pytestmark = pytest.mark.django_db
ACCOUNT = "/account/"


def test_everybody_has_a_page_of_their_own(world: Any) -> None:
    for who, person in world.people.items():
        if who in {"operator", "switched_off", "nobody"}:
            continue
        page = signed_in(person).get(ACCOUNT)
        assert page.status_code == 200, who
        assert person.email in strip_tags(page.content.decode())


def test_a_name_and_a_language_are_kept_and_told(world: Any) -> None:
    client = signed_in(world.reader)
    assert client.post(ACCOUNT, {"name": " Emeka O. ", "language": "es"}).status_code == 302
    world.reader.refresh_from_db()
    assert (world.reader.name, world.reader.language) == ("Emeka O.", "es")
    assert told(world.reader)[-1] == "change_user"
    before = len(told())
    client.post(ACCOUNT, {"name": "Emeka O.", "language": "es"})
    assert len(told()) == before, "the same again is told to nobody"


@pytest.mark.parametrize(
    "typed",
    [{"name": "", "language": "en"}, {"name": "E", "language": "xx"}, {"name": "E" * 201},
     {"name": "Eme\u202eka", "language": "en"}],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_at_its_field(world: Any, typed: dict[str, str]) -> None:
    page = signed_in(world.reader).post(ACCOUNT, typed)
    assert page.status_code == 422
    assert page.context["form"].errors
    world.reader.refresh_from_db()
    assert world.reader.name == "Emeka"


@pytest.mark.parametrize(
    ("query", "own", "language"),
    [
        ("", "fr", "fr"),
        ("?language=ar", "fr", "ar"),
        ("", "", "es"),
        ("?language=ar", "", "ar"),
        ("", "xx", "es"),
    ],
)
def test_the_address_goes_before_the_person_and_the_person_before_the_browser(
    world: Any, query: str, own: str, language: str
) -> None:
    client = signed_in(world.reader)
    type(world.reader).objects.filter(pk=world.reader.pk).update(language=own)
    page = client.get(f"{ACCOUNT}{query}", headers={"accept-language": "es"})
    assert page["Content-Language"] == language
    assert f'<html lang="{language}"' in page.content.decode()


def test_a_new_password_ends_every_other_session(world: Any) -> None:
    here, there = signed_in(world.reader), Client()
    enter(there, world.reader)
    typed = {"oldpassword": PASSWORD, "password1": ANOTHER, "password2": ANOTHER}
    assert here.post("/account/password/", typed | {"oldpassword": "wrong"}).status_code == 422
    assert here.post("/account/password/", typed)["Location"] == ACCOUNT
    assert here.get(ACCOUNT).status_code == 200
    assert there.get(ACCOUNT).status_code == 302
    assert "change_password" in told(world.reader)


def test_sessions_are_seen_and_ended_one_by_one_or_all(world: Any) -> None:
    here, phone, library = signed_in(world.reader), Client(), Client()
    for other in (phone, library):
        enter(other, world.reader)
    page = here.get(ACCOUNT)
    sessions = {session.session_key: session.pk for session, _here in page.context["sessions"]}
    assert len(sessions) == 3
    here.post("/account/sessions/end/", {"session": sessions[str(phone.session.session_key)]})
    assert not is_in(phone) or phone.get(ACCOUNT).status_code == 302
    assert library.get(ACCOUNT).status_code == 200
    here.post("/account/sessions/end/", {"session": "others"})
    assert library.get(ACCOUNT).status_code == 302
    assert here.get(ACCOUNT).status_code == 200
    assert told(world.reader)[-2:] == ["end_sessions", "end_sessions"]


@pytest.mark.parametrize("named", ["here", "another's", "nonsense", ""])
def test_a_session_that_is_not_ones_own_goes_on(world: Any, named: str) -> None:
    client = signed_in(world.reader)
    others = signed_in_elsewhere(with_password(world.core_team))
    mine = client.get(ACCOUNT).context["sessions"][0][0]
    wanted = {"here": mine.pk, "another's": others.pk}.get(named, named)
    before = len(told())
    client.post("/account/sessions/end/", {"session": wanted})
    assert client.get(ACCOUNT).status_code == 200
    assert others.exists()
    assert len(told()) == before
