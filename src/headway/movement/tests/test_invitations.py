"""Invitations: the only way in; each works once, for those to whom it was sent, and not for long."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override

from headway.lib.problems import Refused
from headway.movement.actions import invite_person, renew_invitation, withdraw_invitation
from headway.movement.models import Invitation, User
from headway.movement.rules import Held, Role
from headway.movement.tests.at_the_door import PASSWORD, is_in, links_sent, signed_in, told
from headway.movement.tests.cast import NORTH
from headway.settings.logs import JsonFormatter

pytestmark = pytest.mark.django_db
NEW = "hana@movement.example"
TYPED = {"name": "Hana", "language": "fr", "password": PASSWORD}


def invited(world: Any, *roles: Held, **more: Any) -> Any:
    return invite_person(NEW, roles=roles or (Held(Role.READER),), acting_user=world.administrator, **more)


def join(token: str, **typed: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post(f"/join/{token}/", TYPED | typed)


def test_somebody_who_is_invited_joins_and_is_in(world: Any) -> None:
    roles = (Held(Role.CONTRIBUTOR, office=NORTH), Held(Role.RESEARCHER, country="KE"))
    token = invited(world, *roles).token
    page = Client().get(f"/join/{token}/")
    assert "Northern office" in page.content.decode()
    assert "Kenya" in page.content.decode()
    client, answer = join(token)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client)
    user = User.objects.get(email=NEW)
    assert (user.name, user.language) == ("Hana", "fr")
    assert {
        (grant.role, grant.office and grant.office.key, grant.country) for grant in user.grants.all()
    } == {
        ("contributor", NORTH, ""),
        ("researcher", None, "KE"),
    }
    assert told(user) == ["accept_invitation", "sign_in"]


def test_a_link_works_once(world: Any) -> None:
    token = invited(world).token
    join(token)
    client, answer = join(token, name="Somebody else")
    assert answer.status_code == 410
    assert not is_in(client)
    assert User.objects.get(email=NEW).name == "Hana"


@pytest.mark.parametrize("what", ["withdrawn", "too old", "sent again", "forged", "the digest", "null"])
def test_a_link_that_does_not_work_says_so_and_makes_nobody(world: Any, what: str) -> None:
    made = invited(world)
    token = made.token
    if what == "withdrawn":
        withdraw_invitation(made.invitation, acting_user=world.administrator)
    elif what == "too old":
        Invitation.objects.filter(pk=made.invitation.pk).update(
            expires_at=timezone.now() - timedelta(seconds=1)
        )
    elif what == "sent again":
        renew_invitation(made.invitation, acting_user=world.administrator)
    elif what == "forged":
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    elif what == "the digest":
        token = made.invitation.digest
    else:
        token = "\0"
    client, answer = join(token)
    assert answer.status_code == 410
    assert client.get(f"/join/{token}/").status_code == 410
    assert not User.objects.filter(email=NEW).exists()


def test_of_the_link_only_a_digest_is_kept(world: Any) -> None:
    made = invited(world)
    assert made.token not in str(Invitation.objects.filter(pk=made.invitation.pk).values())
    assert made.token not in repr(made)


def test_an_invitation_that_ran_out_makes_room_for_the_next(world: Any) -> None:
    made = invited(world)
    with pytest.raises(Refused, match="invited already"):
        invited(world)
    Invitation.objects.filter(pk=made.invitation.pk).update(expires_at=timezone.now() - timedelta(days=1))
    _client, answer = join(invited(world).token)
    assert answer.status_code == 302


def test_whoever_is_here_is_not_invited(world: Any) -> None:
    for known in (world.reader.email.upper(), world.operator.email, world.switched_off.email):
        with pytest.raises(Refused, match="here already"):
            invite_person(known, roles=[Held(Role.READER)], acting_user=world.administrator)


@pytest.mark.parametrize(
    "held",
    [
        Held(Role.CONTRIBUTOR),
        Held(Role.RESEARCHER),
        Held(Role.READER, office=NORTH),
        Held(Role.CONTRIBUTOR, office="no"),
    ],
)
def test_nobody_is_invited_in_a_role_that_cannot_be_held(world: Any, held: Held) -> None:
    with pytest.raises(Refused):
        invited(world, held)
    assert not Invitation.objects.filter(email=NEW).exists()


@pytest.mark.parametrize(
    "typed", [{"password": "short"}, {"password": "hana@movement"}, {"name": ""}, {"language": "xx"}]
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(
    world: Any, typed: dict[str, str], caplog: Any
) -> None:
    token = invited(world).token
    client, page = join(token, **typed)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == set(typed)
    assert page.context["form"]["name"].value() == typed.get("name", "Hana")
    assert not is_in(client)
    assert PASSWORD not in page.content.decode()
    logged = "".join(JsonFormatter().format(record) for record in caplog.records)
    assert "/join/" in logged
    assert token not in logged, "whoever reads the log would join by it"


def test_whoever_joins_is_not_asked_again_for_the_password_that_they_chose(world: Any) -> None:
    client, _answer = join(invited(world).token)
    assert client.get("/account/factors/totp/activate/").status_code == 200
    again = signed_in(User.objects.get(email=NEW))
    assert again.get("/account/factors/totp/activate/")["Location"].startswith("/account/confirm/")


def test_the_first_page_and_its_messages_speak_the_language_chosen_at_joining(world: Any) -> None:
    token = invited(world).token
    client = Client(headers={"accept-language": "es"})
    page = client.post(f"/join/{token}/", TYPED, follow=True)
    assert page["Content-Language"] == "fr"
    with override("fr"):
        expected = gettext("You are signed in as %(name)s.") % {"name": "Hana"}
    assert [str(message) for message in page.context["messages"]] == [expected]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"role": "contributor"}, "office"),
        ({"role": "researcher"}, "country"),
        ({"role": "reader", "email": "emeka@movement.example"}, "email"),
        ({"role": "reader", "email": "no address"}, "email"),
    ],
)
def test_an_invitation_that_lacks_something_says_so_at_its_field(
    world: Any, typed: dict[str, str], field: str
) -> None:
    client = signed_in(world.administrator)
    page = client.post("/people/invite/", {"email": NEW, "name": "Hana"} | typed)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert page.context["form"]["name"].value() == "Hana"
    assert not Invitation.objects.filter(email=NEW).exists()


def test_what_a_role_needs_is_not_called_optional(world: Any) -> None:
    page = signed_in(world.administrator).get("/people/invite/").content.decode()
    labels = dict(re.findall(r'<label for="id_(\w+)">(.*?)</label>', page))
    assert "optional" in labels["name"]
    assert "optional" not in labels["office"] + labels["country"]


def test_an_administrator_invites_by_mail_in_the_language_of_the_invited(world: Any) -> None:
    client = signed_in(world.administrator)
    typed = {"email": NEW, "name": "Hana", "language": "ar", "role": "contributor", "office": NORTH}
    assert client.post("/people/invite/", typed)["Location"] == "/people/invitations/"
    (link,) = links_sent()
    assert link.endswith("?language=ar")
    assert mail.outbox[0].to == [NEW]
    assert mail.outbox[0].body.startswith("مرحبًا Hana")
    assert "Follow this link" not in mail.outbox[0].body
    page = Client().get(link)
    assert page["Content-Language"] == "ar"
    assert NEW in client.get("/people/invitations/").content.decode()


def test_an_invitation_is_sent_again_and_withdrawn_on_its_page(world: Any) -> None:
    made = invited(world)
    client = signed_in(world.administrator)
    client.post(f"/people/invitations/{made.invitation.pk}/again/")
    (link,) = links_sent()
    assert Client().get(f"/join/{made.token}/").status_code == 410
    assert Client().get(link).status_code == 200
    client.post(f"/people/invitations/{made.invitation.pk}/withdraw/")
    assert Client().get(link).status_code == 410
    assert client.post(f"/people/invitations/{made.invitation.pk}/withdraw/").status_code == 404


def test_where_no_mail_goes_out_the_link_is_shown_once(world: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    client = signed_in(world.administrator)
    client.post("/people/invite/", {"email": NEW, "role": "reader"})
    page = client.get("/people/invitations/").content.decode()
    assert "/join/" in page
    assert "/join/" not in client.get("/people/invitations/").content.decode()


def test_where_the_mail_server_is_down_the_invitation_stands(world: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client = signed_in(world.administrator)
    page = client.post("/people/invite/", {"email": NEW, "role": "reader"}, follow=True)
    assert "could not be sent" in page.content.decode()
    assert Invitation.objects.filter(email=NEW, closed_at=None).exists()


def test_a_device_on_which_somebody_else_is_signed_in_changes_hands(world: Any) -> None:
    client = signed_in(world.reader)
    client.post(f"/join/{invited(world).token}/", TYPED)
    assert client.session["_auth_user_id"] == str(User.objects.get(email=NEW).pk)


@pytest.mark.parametrize("name", ["Ann\u202egpj", "An\u200bn", "\u2067Ann", "\u200f\u00a0"], ids=ascii)
def test_a_name_that_is_not_what_one_sees_is_refused_at_its_field(world: Any, name: str) -> None:
    with pytest.raises(Refused, match="the name"):
        invited(world, name=name)
    typed = {"email": NEW, "role": "reader", "name": name}
    page = signed_in(world.administrator).post("/people/invite/", typed)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["name"])
    client, answer = join(invited(world).token, name=name)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])
    assert not is_in(client)
