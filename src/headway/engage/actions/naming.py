"""Who may know of a case: it is restricted to the people named on it or opened, and people are named on it or taken off."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.audit.queries import rows_of
from headway.engage.actions.keeping import keep_engagement
from headway.engage.models import Case
from headway.engage.queries.entering import subject_of
from headway.lib.problems import Refused
from headway.movement.actions import require
from headway.movement.models import User
from headway.movement.queries import person_of, user_by_email
from headway.movement.rules import may


def restrict_case(case: Case, *, acting_user: Any) -> None:
    """From now on the case exists for the people named on it alone; whoever restricts it is one of them."""
    _turn(case, restricted=True, acting_user=acting_user)


def open_case(case: Case, *, acting_user: Any) -> None:
    """From now on everybody with a role sees the case, but for its protected name and what only few may read."""
    _turn(case, restricted=False, acting_user=acting_user)


def _turn(case: Case, *, restricted: bool, acting_user: Any) -> None:
    with unit_of_work() as unit:
        held = _held(case, unit, acting_user)
        row = rows_of(Case.objects.filter(pk=held.pk))[0].model_copy(update={"restricted": restricted})
        keep_engagement(held.campaign, [row], acting_user=acting_user)


def name_person_on_case(case: Case, email: str, *, acting_user: Any) -> User:
    """Name somebody who uses Headway on the case; where it is restricted, they are told of it from then on."""
    with unit_of_work() as unit:
        held = _held(case, unit, acting_user)
        person = user_by_email(email)
        if person is None or person.is_system or not may(person_of(person), "see"):
            raise Refused(_("Nobody who uses Headway has this address."))
        if not held.named.filter(pk=person.pk).exists():
            held.named.add(person)
            _log(unit, "name_on_case", held, person, acting_user)
        return person


def take_person_off_case(case: Case, person: User, *, acting_user: Any) -> None:
    """The person is not named on the case any more; somebody stays named on a restricted one, or it would be lost to all."""
    with unit_of_work() as unit:
        held = _held(case, unit, acting_user)
        named = list(held.named.all())
        if person not in named:
            return
        others = [one for one in named if one != person and may(person_of(one), "see")]
        if held.restricted and not others:
            raise Refused(
                _("Name somebody else first: a restricted case on which nobody is named is lost to all.")
            )
        held.named.remove(person)
        _log(unit, "take_off_case", held, person, acting_user)


def _held(case: Case, unit: UnitOfWork, acting_user: Any) -> Case:
    """The case as it stands now, locked, for somebody who may decide who knows of it."""
    held: Case
    (held,) = unit.lock(Case, [case.pk])
    require(acting_user, "restrict_record", subject_of(held))
    return held


def _log(unit: UnitOfWork, action: str, case: Case, person: User, acting_user: Any) -> None:
    unit.record(
        action, acting_user=acting_user, kind="case", subject=case.pk, campaign=case.campaign_id,
        changes={"named": str(person.pk)}, sealed=True,
    )  # fmt: skip
