"""The part of a pack that tells what changed."""

from __future__ import annotations

from headway.lib.packfile import Section
from headway.verify import rows

SECTIONS = (
    Section("meetings.yaml", rows.MeetingRow),
    Section("outcomes.yaml", rows.OutcomeRow),
)
