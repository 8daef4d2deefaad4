"""System actors: the operator of the installation, and packs that speak as published. None of them can sign in."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from headway.audit.actions import unit_of_work
from headway.lib.ids import uuid7
from headway.lib.problems import Refused
from headway.movement.actions.policy import require
from headway.movement.models import Grant, User
from headway.movement.queries import system_actor
from headway.movement.rules import OPERATOR, Role

__all__ = ["OPERATOR", "ensure_operator", "ensure_system_actor"]


def ensure_operator() -> User:
    """The system actor as which the command line acts: whoever can read the keys administers the installation."""
    found = system_actor(OPERATOR)
    if found is None:
        try:
            with unit_of_work() as unit, transaction.atomic():
                found = _make_system_actor(OPERATOR, "operator@system.invalid")
                Grant.objects.create(user=found, role=Role.ADMINISTRATOR)
                changes = {"name": OPERATOR}
                unit.record(
                    "add_system_actor", acting_user=found, kind="user", subject=found.pk, changes=changes
                )
        except (IntegrityError, Refused):
            # Another process made it in between.
            found = system_actor(OPERATOR)
            if found is None:
                raise
    return found


def ensure_system_actor(name: str, *, acting_user: Any) -> User:
    """A pack's own actor, as which past verdicts stand, so that no person seems to have given them. It has no role."""
    require(acting_user, "operate")
    if name == OPERATOR:
        raise Refused(
            _('"{name}" is the name of the operator; give the pack another actor').format(name=name)
        )
    found = system_actor(name)
    if found is None:
        with unit_of_work() as unit:
            found = _make_system_actor(name, f"pack-{uuid7()}@system.invalid")
            unit.record(
                "add_system_actor",
                acting_user=acting_user,
                kind="user",
                subject=found.pk,
                changes={"name": name},
            )
    return found


def _make_system_actor(name: str, email: str) -> User:
    actor = User(email=email, name=name, is_system=True)
    actor.set_unusable_password()
    actor.save()
    return actor
