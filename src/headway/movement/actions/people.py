"""What people may do and who they are: roles given and taken, people switched off, one's own name and language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.lib.problems import Refused
from headway.movement.actions.policy import oneself, require
from headway.movement.actions.sign_ins import close_sessions
from headway.movement.models import Grant, User
from headway.movement.queries import checked_name, factors_of, office_by_key
from headway.movement.rules import Held, Role, Subject


def give_role(person: User, held: Held, *, acting_user: Any, reason: str) -> Grant:
    """Let somebody do more: for an office, for a country, or everywhere."""
    require(acting_user, "change_roles", _about(person))
    said = _reason(reason)
    _refuse_system(person)
    with unit_of_work() as unit:
        _lock(unit, person)
        if _grants(person, held).exists():
            raise Refused(_("{name} holds that role already").format(name=person.name))
        grant = add_grant(person, held)
        unit.record(
            "give_role", acting_user=acting_user, kind="user", subject=person.pk, changes=told(held) | said
        )
    return grant


def take_role(person: User, held: Held, *, acting_user: Any, reason: str) -> None:
    """Take a role back; the last administrator keeps theirs."""
    require(acting_user, "change_roles", _about(person))
    said = _reason(reason)
    with unit_of_work() as unit:
        _lock(unit, person)
        grants = _grants(person, held)
        if not grants.exists():
            raise Refused(_("{name} does not hold that role").format(name=person.name))
        if held.role is Role.ADMINISTRATOR:
            _keep_an_administrator(person)
        grants.delete()
        unit.record(
            "take_role", acting_user=acting_user, kind="user", subject=person.pk, changes=told(held) | said
        )


def switch_person(person: User, *, active: bool, acting_user: Any, reason: str) -> None:
    """Switch somebody off, who then can do nothing and is signed out everywhere; or on again, with the roles they had."""
    require(acting_user, "change_roles", _about(person))
    said = _reason(reason)
    _refuse_system(person)
    with unit_of_work() as unit:
        _lock(unit, person)
        person.refresh_from_db(fields=["is_active"])
        if person.is_active == active:
            return
        if not active:
            _keep_an_administrator(person)
        person.is_active = active
        person.save(update_fields=["is_active"])
        if not active:
            close_sessions(person)
        action = "switch_on" if active else "switch_off"
        unit.record(action, acting_user=acting_user, kind="user", subject=person.pk, changes=said)


def clear_factors(person: User, *, acting_user: Any, reason: str) -> None:
    """Take away every second factor of somebody who has lost theirs: from then on their password lets them in."""
    require(acting_user, "change_roles", _about(person))
    said = _reason(reason)
    with unit_of_work() as unit:
        factors = factors_of(person)
        if not factors:
            raise Refused(_("{name} has no second factor").format(name=person.name))
        kinds = sorted(factor.type for factor in factors)
        for factor in factors:
            factor.delete()
        close_sessions(person)
        unit.record(
            "clear_factors", acting_user=acting_user, kind="user", subject=person.pk,
            changes={"factors": kinds} | said,
        )  # fmt: skip


def change_own_details(*, name: str, language: str, acting_user: Any) -> None:
    """One's own name and the language in which pages and mail speak to one."""
    require(acting_user, "keep_own_account", oneself(acting_user))
    called = checked_name(name)
    if not called:
        raise Refused(_("a name is needed"))
    wanted = {"name": called, "language": language}
    with unit_of_work() as unit:
        changes = {
            field: {"from": getattr(acting_user, field), "to": value}
            for field, value in wanted.items()
            if getattr(acting_user, field) != value
        }
        if not changes:
            return
        for field in changes:
            setattr(acting_user, field, wanted[field])
        acting_user.save(update_fields=list(changes))
        unit.record(
            "change_user", acting_user=acting_user, kind="user", subject=acting_user.pk, changes=changes
        )


def add_grant(person: User, held: Held) -> Grant:
    """One row of a role, where it is for what it can be held for; raise Refused where it is not."""
    if not held.counts:
        raise Refused(_("a role is held for an office, for a country, or everywhere, as its kind asks"))
    office = office_by_key(held.office) if held.office else None
    if held.office and office is None:
        raise Refused(_('there is no office "{key}"').format(key=held.office))
    return Grant.objects.create(user=person, role=held.role, office=office, country=held.country)


def told(held: Held) -> dict[str, Any]:
    """A role as the log tells it."""
    return {
        name: value
        for name, value in (("role", held.role.value), ("office", held.office), ("country", held.country))
        if value
    }


def _about(person: User) -> Subject:
    return Subject(authors=frozenset({str(person.pk)}))


def _reason(reason: str) -> dict[str, str]:
    if not reason.strip():
        raise Refused(_("say why: what people may do is changed for a reason"))
    return {"reason": reason.strip()}


def _refuse_system(person: User) -> None:
    if person.is_system:
        raise Refused(_("{name} is no person").format(name=person.name))


def _grants(person: User, held: Held) -> Any:
    grants = Grant.objects.filter(user=person, role=held.role, country=held.country)
    return grants.filter(office__key=held.office) if held.office else grants.filter(office=None)


def _lock(unit: UnitOfWork, person: User) -> None:
    """Two administrators who change roles at once take turns, so that neither counts on the other staying."""
    administrators = Grant.objects.filter(role=Role.ADMINISTRATOR).values_list("user", flat=True)
    unit.lock(User, {person.pk, *administrators})


def _keep_an_administrator(person: User) -> None:
    others = Grant.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True, user__is_system=False)
    if others.filter(user=person).exists() and not others.exclude(user=person).exists():
        raise Refused(
            _("{name} is the last administrator: make somebody else one first").format(name=person.name)
        )
