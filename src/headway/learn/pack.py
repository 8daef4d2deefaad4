"""The part of a pack that holds what was learnt."""

from __future__ import annotations

from headway.learn import rows
from headway.lib.packfile import Section

SECTIONS = (
    Section("themes.yaml", rows.ThemeRow),
    Section("learnings.yaml", rows.LearningRow),
    Section("recommendations.yaml", rows.RecommendationRow),
    Section("case-studies.yaml", rows.CaseStudyRow),
)
