"""The part of a pack that lays out its report."""

from __future__ import annotations

from headway.lib.packfile import Section
from headway.report.rows import ChapterRow

SECTIONS = (Section("report.yaml", ChapterRow),)
