"""The actions about people, each tried at somebody of the cast."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore

from headway.audit.queries import model_of
from headway.lib.problems import Refused
from headway.movement.actions import (
    change_own_details,
    choose_digest,
    clear_factors,
    end_sessions,
    follow_record,
    give_role,
    invite_person,
    renew_invitation,
    see_news,
    switch_person,
    take_back_comment,
    take_role,
    unfollow_record,
    withdraw_invitation,
    write_comment,
)
from headway.movement.models import Comment, Digest, Follow, Invitation, User
from headway.movement.rules import Every, Held, Role
from headway.movement.tests.door import ADMINS, PERSON, Door

WAITING, NEW = "waiting@movement.example", "new@movement.example"
READER = Held(Role.READER)
WHY = "They asked for it."
TALKS = PERSON - {"reader"}


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


def _outcome(campaign: Any) -> Any:
    return model_of("outcome").objects.filter(campaign=campaign, restricted=False).order_by("key")[0]


def _says(campaign: Any, user: Any) -> Any:
    return write_comment(_outcome(campaign), "They built it in time.", client=uuid4(), acting_user=user)


def _takes_back(campaign: Any, user: Any) -> Any:
    said, _missed = _says(campaign, user)
    return take_back_comment(said, _outcome(campaign), acting_user=user)


def _follows(campaign: Any, user: Any) -> Any:
    return follow_record(_outcome(campaign), acting_user=user)


def _lets_go(campaign: Any, user: Any) -> Any:
    if user is not None:
        with suppress(Refused):
            _follows(campaign, user)
    return unfollow_record("outcome", _outcome(campaign).pk, acting_user=user)


def _has_seen(campaign: Any, user: Any) -> Any:
    if user is not None:
        with suppress(Refused):
            _follows(campaign, user)
            Follow.objects.update(seen=0)
    return see_news(2**62, acting_user=user)


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
    "a comment": Door(
        write_comment, _says, TALKS, "comment", "outcome", "", lambda campaign: Comment.objects.count() == 1
    ),
    "a comment taken back": Door(
        take_back_comment, _takes_back, TALKS, "take_back_comment", "outcome", "",
        lambda campaign: not Comment.objects.exists(),
    ),
    "following": Door(
        follow_record, _follows, TALKS, "follow", "outcome", "", lambda campaign: Follow.objects.count() == 1
    ),
    "following no longer": Door(
        unfollow_record, _lets_go, TALKS, "unfollow", "outcome", "", lambda campaign: not Follow.objects.exists()
    ),
    "seeing what is new": Door(
        see_news, _has_seen, TALKS, "see_news", "user", "", lambda campaign: Follow.objects.filter(seen__gt=0).exists()
    ),
    "mail of what is new": Door(
        choose_digest, lambda campaign, user: choose_digest(Every.WEEK, acting_user=user), PERSON, "change_digest", "user",
        "", lambda campaign: Digest.objects.filter(every=Every.WEEK).exists(),
    ),
    "one's own sessions": Door(
        end_sessions, _ends, PERSON, "end_sessions", "user", "", lambda campaign: not UserSession.objects.exists()
    ),
}  # fmt: skip
