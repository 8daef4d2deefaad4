"""Invitations: the only way in; each works once, for those to whom it was sent, and not for long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from headway.lib.problems import Refused
from headway.movement.actions import invite_person, renew_invitation, withdraw_invitation
from headway.movement.models import Invitation, User
from headway.movement.rules import Held, Role
from headway.movement.tests.at_the_door import PASSWORD, is_in, links_sent, signed_in, told
from headway.movement.tests.cast import NORTH

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
    world: Any, typed: dict[str, str]
) -> None:
    token = invited(world).token
    client, page = join(token, **typed)
    assert page.status_code == 200
    assert set(page.context["form"].errors) == set(typed)
    assert not is_in(client)
    assert PASSWORD not in page.content.decode()


def test_an_administrator_invites_by_mail_in_the_language_of_the_invited(world: Any) -> None:
    client = signed_in(world.administrator)
    typed = {"email": NEW, "name": "Hana", "language": "ar", "role": "contributor", "office": NORTH}
    assert client.post("/people/invite/", typed)["Location"] == "/people/invitations/"
    (link,) = links_sent()
    assert link.endswith("?language=ar")
    assert mail.outbox[0].to == [NEW]
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
