"""What comes in about the movement itself: its offices."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from headway.lib.rows import CountryCode, Line, Named


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
    language: Line = ""
    time_zone: Line = ""
