"""The movement's part of a pack."""

from __future__ import annotations

from headway.lib.packfile import Section
from headway.movement.rows import OfficeRow

SECTIONS = (Section("offices.csv", OfficeRow),)
