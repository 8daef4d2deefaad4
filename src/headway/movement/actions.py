"""Writing offices and people; and `require`, by which every action of every room asks the policy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.audit.actions import unit_of_work
from headway.audit.steps.keep import Keeper, Tally
from headway.lib.problems import Refused
from headway.movement.models import Grant, User
from headway.movement.queries import person_of
from headway.movement.rows import OfficeRow
from headway.movement.rules import Role, Subject, may


def require(user: Any, verb: str, *subjects: Subject) -> None:
    """Raise Refused unless the policy lets `user` do `verb` to every one of `subjects`."""
    person = person_of(user)
    for subject in subjects or (Subject(),):
        if not may(person, verb, subject):
            raise Refused(f"you may not {verb.replace('_', ' ')} here")


def keep_offices(rows: Sequence[OfficeRow], *, acting_user: Any) -> Tally:
    """Add offices, or bring those known by their key up to date."""
    require(acting_user, "set_up_movement")
    return Keeper({}, acting_user).keep(rows)


OPERATOR = "Operator of this installation"


def ensure_operator() -> User:
    """The system actor as which the command line acts: whoever can read the keys administers the installation."""
    found = User.objects.filter(is_system=True, name=OPERATOR).first()
    if found is None:
        with unit_of_work() as unit:
            found = _make_system_actor(OPERATOR, "operator@system.invalid")
            Grant.objects.create(user=found, role=Role.ADMINISTRATOR)
            changes = {"name": OPERATOR}
            unit.record("add_system_actor", acting_user=found, kind="user", subject=found.pk, changes=changes)
    return found


def ensure_system_actor(name: str, *, acting_user: Any) -> User:
    """A pack's own actor, as which past verdicts stand, so that no person seems to have given them. It has no role."""
    require(acting_user, "operate")
    found = User.objects.filter(is_system=True, name=name).first()
    if found is None:
        with unit_of_work() as unit:
            count = User.objects.filter(is_system=True).count()
            found = _make_system_actor(name, f"pack-{count}@system.invalid")
            unit.record(
                "add_system_actor", acting_user=acting_user, kind="user", subject=found.pk, changes={"name": name}
            )
    return found


def _make_system_actor(name: str, email: str) -> User:
    actor = User(email=email, name=name, is_system=True)
    actor.set_unusable_password()
    actor.save()
    return actor
