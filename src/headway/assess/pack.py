"""The part of a pack that rates progress."""

from __future__ import annotations

from headway.assess import rows
from headway.lib.packfile import Section

SECTIONS = (Section("ratings.yaml", rows.RatingRow),)
