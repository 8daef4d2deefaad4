"""What comes in about the movement itself: its offices."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from babel.core import get_global
from pydantic import AfterValidator, StringConstraints

from headway.lib.rows import CountryCode, LanguageCode, Named
from headway.lib.tongue import say


def _check_zone(name: str) -> str:
    """As the CLDR knows them: a bare machine may have no zone files of its own."""
    if name not in get_global("zone_territories") and name not in get_global("zone_aliases"):
        raise ValueError(say('"{name}" is not a time zone such as Europe/Vienna', name=name))
    return name


TimeZone = Annotated[str, StringConstraints(max_length=60), AfterValidator(_check_zone)]


class OfficeKind(StrEnum):
    SECTION = "section"
    STRUCTURE = "structure"
    SECRETARIAT = "secretariat"
    REGIONAL = "regional-office"


class OfficeRow(Named):
    """An office is not a country: a country may have two, and a secretariat works for all."""

    kind: ClassVar[str] = "office"

    country: CountryCode
    office_kind: OfficeKind = OfficeKind.SECTION
    language: LanguageCode = ""
    time_zone: TimeZone = ""
