"""The actions about people, each tried at somebody of the cast."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore

from headway.lib.problems import Refused
from headway.movement.actions import (
    change_own_details,
    clear_factors,
    end_sessions,
    give_role,
    invite_person,
    renew_invitation,
    switch_person,
    take_role,
    withdraw_invitation,
)
from headway.movement.models import Invitation, User
from headway.movement.rules import Held, Role
from headway.movement.tests.door import ADMINS, PERSON, Door

WAITING, NEW = "waiting@movement.example", "new@movement.example"
READER = Held(Role.READER)
WHY = "They asked for it."


def somebody(name: str) -> User:
    return User.objects.get(email=f"{name}@movement.example")


def _waiting() -> Invitation:
    return Invitation.objects.get(email=WAITING)


def signed_in_elsewhere(user: User) -> UserSession:
    """A session of theirs on another device."""
    store = SessionStore()
    store["_auth_user_id"], store["_auth_user_backend"] = (
        str(user.pk),
        "headway.movement.sign_in.backend.PeopleBackend",
    )
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store.create()
    key = str(store.session_key)
    return UserSession.objects.create(
        user=user, session_key=key, ip="127.0.0.1", user_agent=secrets.token_hex(4)
    )


def _with(made: Callable[[], Any], use: Callable[[], Any]) -> Any:
    """Use a door with something that is only there for it; where it stays shut, nothing is left of that."""
    thing = made()
    try:
        return use()
    except Refused:
        thing.delete()
        raise


def _ends(campaign: Any, user: Any) -> Any:
    if user is None:
        return end_sessions(["none"], acting_user=None)
    held: list[UserSession] = []

    def made() -> UserSession:
        held.append(signed_in_elsewhere(user))
        return held[0]

    return _with(made, lambda: end_sessions([held[0].session_key], acting_user=user))


def _clears(campaign: Any, user: Any) -> Any:
    reader = somebody("emeka")
    return _with(
        lambda: Authenticator.objects.create(user=reader, type=Authenticator.Type.TOTP, data={}),
        lambda: clear_factors(reader, acting_user=user, reason=WHY),
    )


def _about_people(
    action: Callable[..., Any],
    use: Callable[[Any], Any],
    told: str,
    is_there: Callable[[], bool],
    *,
    kind: str = "user",
) -> Door:
    return Door(action, lambda campaign, user: use(user), ADMINS, told, kind, "", lambda campaign: is_there())


PEOPLE_DOORS: Mapping[str, Door] = {
    "inviting": _about_people(
        invite_person,
        lambda user: invite_person(NEW, roles=[READER], acting_user=user),
        "invite_person",
        lambda: Invitation.objects.filter(email=NEW, closed_at=None).exists(),
        kind="invitation",
    ),
    "inviting again": _about_people(
        renew_invitation,
        lambda user: renew_invitation(_waiting(), acting_user=user),
        "renew_invitation",
        lambda: _waiting().closed_at is None,
        kind="invitation",
    ),
    "withdrawing": _about_people(
        withdraw_invitation,
        lambda user: withdraw_invitation(_waiting(), acting_user=user),
        "withdraw_invitation",
        lambda: _waiting().closed_at is not None,
        kind="invitation",
    ),
    "giving a role": _about_people(
        give_role,
        lambda user: give_role(somebody("idle"), READER, acting_user=user, reason=WHY),
        "give_role",
        lambda: somebody("idle").grants.filter(role=Role.READER).exists(),
    ),
    "taking a role": _about_people(
        take_role,
        lambda user: take_role(somebody("emeka"), READER, acting_user=user, reason=WHY),
        "take_role",
        lambda: not somebody("emeka").grants.exists(),
    ),
    "switching off": _about_people(
        switch_person,
        lambda user: switch_person(somebody("bruno"), active=False, acting_user=user, reason=WHY),
        "switch_off",
        lambda: not somebody("bruno").is_active,
    ),
    "lost factors": Door(
        clear_factors, _clears, ADMINS, "clear_factors", "user", "", lambda campaign: not Authenticator.objects.exists()
    ),
    "one's own name": Door(
        change_own_details,
        lambda campaign, user: change_own_details(name="Another Name", language="fr", acting_user=user),
        PERSON, "change_user", "user", "",
        lambda campaign: User.objects.filter(name="Another Name", language="fr").exists(),
    ),
    "one's own sessions": Door(
        end_sessions, _ends, PERSON, "end_sessions", "user", "", lambda campaign: not UserSession.objects.exists()
    ),
}  # fmt: skip
