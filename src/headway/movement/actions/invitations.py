"""Invitations: the only way in. A link is sent, works once and not for long, and of it only a digest is kept."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.lib.problems import Refused
from headway.lib.signs import shows, without_bad_signs
from headway.movement.actions.people import add_grant, told
from headway.movement.actions.policy import require
from headway.movement.models import Invitation, User
from headway.movement.queries import (
    checked_address,
    checked_name,
    digest_of,
    held_by,
    office_by_key,
    open_invitation,
    open_invitation_to,
    user_by_email,
)
from headway.movement.rules import INVITATION_LASTS_DAYS, Held


@dataclass(frozen=True)
class Invited:
    """An invitation, and the word in its link, which is known now and never again."""

    invitation: Invitation
    token: str = field(repr=False)


def invite_person(
    email: str, *, roles: Sequence[Held], acting_user: Any, name: str = "", language: str = ""
) -> Invited:
    """Ask somebody to join in these roles; raise Refused where they are here, or asked already."""
    require(acting_user, "manage_people")
    address, called = checked_address(email), checked_name(name)
    if not roles:
        raise Refused(_("say in which role they are invited"))
    for held in roles:
        _refuse_empty(held)
    with unit_of_work() as unit:
        if user_by_email(address):
            raise Refused(_("{email} is here already: give roles on the person's page").format(email=address))
        if open_invitation_to(address):
            raise Refused(
                _("{email} is invited already: send that invitation again, or withdraw it").format(
                    email=address
                )
            )
        # One that ran out makes room for the next.
        Invitation.objects.filter(email=address, closed_at=None).update(closed_at=timezone.now())
        invitation = Invitation(
            email=address, name=called, language=language,
            roles=[[held.role.value, held.office, held.country] for held in roles],
        )  # fmt: skip
        token = _send(invitation)
        _tell(unit, "invite_person", invitation, acting_user, {"roles": [told(held) for held in roles]})
    return Invited(invitation, token)


def renew_invitation(invitation: Invitation, *, acting_user: Any) -> Invited:
    """Send again: a new link, from now on; the old one works no more."""
    require(acting_user, "manage_people")
    with unit_of_work() as unit:
        (fresh,) = unit.lock(Invitation, [invitation.pk])
        _refuse_closed(fresh)
        token = _send(fresh)
        _tell(unit, "renew_invitation", fresh, acting_user, {})
    return Invited(fresh, token)


def withdraw_invitation(invitation: Invitation, *, acting_user: Any) -> None:
    """The link works no more."""
    require(acting_user, "manage_people")
    with unit_of_work() as unit:
        (fresh,) = unit.lock(Invitation, [invitation.pk])
        _refuse_closed(fresh)
        fresh.closed_at = timezone.now()
        fresh.save(update_fields=["closed_at"])
        _tell(unit, "withdraw_invitation", fresh, acting_user, {})


def accept_invitation(token: str, *, name: str, language: str, password: str) -> User:
    """Join by a link; whoever holds it acts, as the person that they become. Raise Refused where it works no more."""
    with unit_of_work() as unit:
        return _join(unit, open_invitation(token), name, language, password)


def accept_invitation_by_provider(email: str, *, name: str) -> User:
    """Join by single sign-on: the provider vouches for the address, so that no link and no password are needed."""
    with unit_of_work() as unit:
        # Nobody can be asked to mend a name that the provider gives.
        called = without_bad_signs(name, in_line=True)
        return _join(unit, open_invitation_to(email), called if shows(called) else "", "", None)


def _join(
    unit: UnitOfWork, invitation: Invitation | None, name: str, language: str, password: str | None
) -> User:
    # Read again under a lock: of two that use one link at once, one joins.
    held = unit.lock(Invitation, [invitation.pk]) if invitation else []
    if not held or held[0].closed_at:
        raise Refused(_("this invitation has been used, withdrawn, or has run out: ask for a new one"))
    invitation = held[0]
    user = User(
        email=invitation.email, name=checked_name(name) or invitation.name or invitation.email,
        language=language or invitation.language,
    )  # fmt: skip
    user.set_password(password)
    user.save()
    for role in held_by(invitation):
        add_grant(user, role)
    invitation.closed_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["closed_at", "accepted_by"])
    changes = {
        "name": user.name,
        "invitation": str(invitation.pk),
        "roles": [told(role) for role in held_by(invitation)],
    }
    unit.record("accept_invitation", acting_user=user, kind="user", subject=user.pk, changes=changes)
    return user


def _send(invitation: Invitation) -> str:
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    invitation.digest, invitation.sent_at = digest_of(token), now
    invitation.expires_at = now + timedelta(days=INVITATION_LASTS_DAYS)
    invitation.save()
    return token


def _tell(
    unit: UnitOfWork, action: str, invitation: Invitation, acting_user: Any, changes: dict[str, Any]
) -> None:
    unit.record(
        action, acting_user=acting_user, kind="invitation", subject=invitation.pk,
        changes={"email": invitation.email} | changes,
    )  # fmt: skip


def _refuse_empty(held: Held) -> None:
    if not held.counts:
        raise Refused(_("a role is held for an office, for a country, or everywhere, as its kind asks"))
    if held.office and office_by_key(held.office) is None:
        raise Refused(_('there is no office "{key}"').format(key=held.office))


def _refuse_closed(invitation: Invitation) -> None:
    if invitation.closed_at:
        raise Refused(_("this invitation has been used or withdrawn already"))
