"""What the log tells of signing in, and the end of sessions.

That somebody has signed in is found out by allauth, which asks no policy of ours: `note_sign_in` only tells of it. What
is told names no network address and nothing that was typed, so that the log is no list of where people were.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from headway.audit.actions import unit_of_work
from headway.movement.actions.policy import oneself, require
from headway.movement.models import User
from headway.movement.queries import every_session_of, sessions_of
from headway.movement.rules import SignIn


class _Nobody:
    """Whoever tried to sign in and could not: the log has no name for them."""

    pk = ""


def note_sign_in(person: User | None, event: SignIn, **details: Any) -> None:
    """Tell of a step that somebody took at the door; `person` is whose account it was, if it is anybody's."""
    actor = _Nobody() if event in _BY_NOBODY or person is None else person
    subject = str(person.pk) if person is not None else ""
    with unit_of_work() as unit:
        unit.record(event.value, acting_user=actor, kind="user", subject=subject, changes=details)


_BY_NOBODY = frozenset({SignIn.FAILED, SignIn.FACTOR_FAILED})


def end_sessions(keys: Collection[str], *, acting_user: Any) -> int:
    """Sign oneself out elsewhere: the sessions with these keys, where they are one's own; returns how many ended."""
    require(acting_user, "keep_own_account", oneself(acting_user))
    with unit_of_work() as unit:
        ended = [session for session in sessions_of(acting_user) if session.session_key in keys]
        for session in ended:
            session.end()
        if ended:
            unit.record(
                "end_sessions", acting_user=acting_user, kind="user", subject=acting_user.pk,
                changes={"number": len(ended)},
            )  # fmt: skip
    return len(ended)


def close_sessions(person: User) -> None:
    """A step of actions that shut somebody out: whatever is open in their name ends."""
    for session in every_session_of(person):
        session.end()
