"""The fixed cast: who takes part in every test, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from headway.movement.actions import keep_offices
from headway.movement.models import Grant, Office, User
from headway.movement.rows import OfficeRow
from headway.movement.rules import Role


@dataclass(frozen=True)
class Cast:
    """Amina campaigns for the northern office, Bruno for the southern one; the others work across the movement."""

    campaigner: User
    other_section: User
    researcher: User
    core_team: User
    reader: User
    administrator: User
    nobody: None = None

    def everyone(self) -> dict[str, Any]:
        """Each role's name and the person (None: signed out)."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


NORTH, SOUTH = "cast-north", "cast-south"


def make_cast(operator: Any) -> Cast:
    """Two offices and six people; the researcher's country is Kenya."""
    keep_offices(
        [
            OfficeRow(key=NORTH, name={"*": "Northern office"}, country="SE"),
            OfficeRow(key=SOUTH, name={"*": "Southern office"}, country="UY"),
        ],
        acting_user=operator,
    )
    return Cast(
        campaigner=_person("Amina", Role.CONTRIBUTOR, office=NORTH),
        other_section=_person("Bruno", Role.CONTRIBUTOR, office=SOUTH),
        researcher=_person("Chen", Role.RESEARCHER, country="KE"),
        core_team=_person("Dolores", Role.CORE_TEAM),
        reader=_person("Emeka", Role.READER),
        administrator=_person("Farida", Role.ADMINISTRATOR),
    )


def _person(name: str, role: Role, *, office: str = "", country: str = "") -> User:
    user = User.objects.create(email=f"{name.lower()}@movement.example", name=name)
    Grant.objects.create(
        user=user, role=role, office=Office.objects.get(key=office) if office else None, country=country
    )
    return user
