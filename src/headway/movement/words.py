"""What the movement's values are called on a page."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from headway.movement.rows import OfficeKind
from headway.movement.rules import Role
from headway.pages.wording import says


@says(Role)
def roles() -> Mapping[StrEnum, str]:
    return {
        Role.CONTRIBUTOR: _("Contributor of an office"),
        Role.RESEARCHER: _("Researcher of a country"),
        Role.CORE_TEAM: _("Core team"),
        Role.READER: _("Reader"),
        Role.ADMINISTRATOR: _("Administrator"),
    }


@says(OfficeKind)
def office_kinds() -> Mapping[StrEnum, str]:
    return {
        OfficeKind.SECTION: _("section"),
        OfficeKind.STRUCTURE: _("structure"),
        OfficeKind.SECRETARIAT: _("secretariat"),
        OfficeKind.REGIONAL: _("regional office"),
    }
