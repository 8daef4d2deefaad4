"""What the log and a person's mail tell of factors: after the commit, so that these tests do commit."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from headway.movement.actions import accept_invitation, invite_person
from headway.movement.rules import Held, Role
from headway.movement.tests.at_the_door import PASSWORD, add_app, code_of, enter, last_told, told

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(operator: Any) -> Any:
    invited = invite_person("hana@movement.example", roles=[Held(Role.READER)], acting_user=operator)
    return accept_invitation(invited.token, name="Hana", language="en", password=PASSWORD)


def test_factors_added_renewed_and_removed_are_told_to_their_person_and_the_log(person: Any) -> None:
    client = Client()
    enter(client, person)
    secret = add_app(client)
    client.post("/account/factors/recovery-codes/generate/")
    client.post("/account/factors/totp/deactivate/")
    done = [*told(person)]
    assert done[:2] == ["accept_invitation", "sign_in"]
    assert sorted(done[2:]) == [
        "add_factor", "add_factor", "remove_factor", "remove_factor", "renew_recovery_codes"
    ]  # fmt: skip
    assert len(mail.outbox) == 3
    assert {tuple(letter.to) for letter in mail.outbox} == {(person.email,)}
    assert all(secret not in str(letter.body) for letter in mail.outbox)


def test_signing_in_tells_by_what(person: Any) -> None:
    client = Client()
    enter(client, person)
    secret = add_app(client)
    client.post("/account/sign-out/")
    enter(client, person)
    client.post("/account/factors/authenticate/", {"code": code_of(secret, 1)})
    assert last_told("sign_in") == '{"by":["password","totp"]}'
