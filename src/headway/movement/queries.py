"""Reading offices and people."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from headway.audit.queries import rows_of
from headway.movement.models import Office, User
from headway.movement.rules import Held, Person, Role, may


def person_of(user: Any) -> Person:
    """The user as the policy sees them; somebody signed out (or switched off) holds no role."""
    if user is None or not getattr(user, "is_authenticated", False) or not user.is_active:
        return Person("")
    if not hasattr(user, "_person"):
        grants = user.grants.select_related("office")
        held = frozenset(
            Held(Role(grant.role), grant.office.key if grant.office else "", grant.country)
            for grant in grants
        )
        user._person = Person(str(user.pk), held, user.is_system)
    person: Person = user._person
    return person


def visible_offices(user: Any) -> QuerySet[Office]:
    """Offices are no secret among those who hold a role; to anybody else there are none."""
    return Office.objects.all() if may(person_of(user), "see") else Office.objects.none()


def office_by_key(key: str) -> Office | None:
    return Office.objects.filter(key=key).first()


def system_actor(name: str) -> User | None:
    return User.objects.filter(is_system=True, name=name).first()


def office_rows(campaign: Any) -> list[Any]:
    """The offices that take part in a campaign, as a pack holds them."""
    return rows_of(Office.objects.filter(participations__campaign=campaign))
