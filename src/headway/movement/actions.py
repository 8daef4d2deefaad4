"""Writing offices and people; and `require`, by which every action of every room asks the policy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, erase_payload, unit_of_work
from headway.audit.steps.keep import Keeper, Tally
from headway.lib.ids import uuid7
from headway.lib.problems import Refused
from headway.lib.rows import Row
from headway.movement.models import Grant, User
from headway.movement.queries import person_of, system_actor
from headway.movement.rows import OfficeRow
from headway.movement.rules import Role, Subject, may


def require(user: Any, verb: str, *subjects: Subject) -> None:
    """Raise Refused unless the policy lets `user` do `verb` to every one of `subjects`."""
    person = person_of(user)
    for subject in subjects or (Subject(),):
        if not may(person, verb, subject):
            raise Refused(f"you may not {verb.replace('_', ' ')} here")


def require_kind(rows: Sequence[Row], kinds: Collection[str]) -> None:
    """Raise Refused where a row is of a kind that the action does not write: each kind has its own door."""
    for row in rows:
        if row.kind not in kinds:
            raise Refused(f"a {row.kind} is not written by this action")


def name_on(records: Iterable[Any], *, acting_user: Any, unit: UnitOfWork) -> None:
    """Name the acting user on records that they restricted, so that none is lost to everybody."""
    for record in records:
        record.named.add(acting_user)
        unit.record(
            f"name_on_{record.row.kind}", acting_user=acting_user, kind=record.row.kind, subject=record.pk,
            changes={"named": str(acting_user.pk)}, sealed=True,
        )  # fmt: skip


def keep_offices(rows: Sequence[OfficeRow], *, acting_user: Any) -> Tally:
    """Add offices, or bring those known by their key up to date."""
    require(acting_user, "set_up_movement")
    require_kind(rows, {OfficeRow.kind})
    return Keeper({}, acting_user).keep(rows)


def erase_log_entry(seq: int, *, acting_user: Any, reason: str) -> None:
    """Erase what an entry of the log tells (the chain still holds); somebody asked for it, and `reason` says who."""
    require(acting_user, "operate")
    erase_payload(seq, acting_user=acting_user, reason=reason)


OPERATOR = "Operator of this installation"


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
