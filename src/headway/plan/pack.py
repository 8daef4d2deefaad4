"""The plan's part of a pack."""

from __future__ import annotations

from headway.lib.packfile import Section
from headway.plan import rows

SECTIONS = (
    Section("pack.yaml", rows.CampaignRow, single=True),
    Section("periods.yaml", rows.PeriodRow),
    Section("participation.csv", rows.ParticipationRow),
    Section("areas.yaml", rows.AreaRow),
    Section("measures.yaml", rows.MeasureRow),
    Section("focus-countries.yaml", rows.FocusCountryRow),
    Section("objectives.yaml", rows.ObjectiveRow),
    Section("theory-of-change.yaml", rows.TheoryNodeRow),
    Section("framework.yaml", rows.DimensionRow),
    Section("rating-scale.yaml", rows.ScaleStepRow),
    Section("outputs.yaml", rows.OutputRow),
    Section("risks.yaml", rows.RiskRow),
    Section("exit-plan.yaml", rows.ExitItemRow),
)
