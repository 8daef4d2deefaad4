"""`require`, by which every action of every room asks the policy; and what follows from it for batches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from headway.audit.actions import UnitOfWork
from headway.lib.problems import Refused
from headway.lib.rows import Row
from headway.movement.queries import person_of
from headway.movement.rules import Subject, may


def require(user: Any, verb: str, *subjects: Subject) -> None:
    """Raise Refused unless the policy lets `user` do `verb` to every one of `subjects`."""
    person = person_of(user)
    for subject in subjects or (Subject(),):
        if not may(person, verb, subject):
            raise Refused(f"you may not {verb.replace('_', ' ')} here")


def oneself(user: Any) -> Subject:
    """The subject of what people do to their own account; of somebody signed out there is none."""
    return Subject(authors=frozenset({str(getattr(user, "pk", ""))}))


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
