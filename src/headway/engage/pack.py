"""The part of a pack that tells whom the work is with and on."""

from __future__ import annotations

from headway.engage import rows
from headway.lib.packfile import Section

SECTIONS = (
    Section("partners.yaml", rows.PartnerRow),
    Section("cases.yaml", rows.CaseRow),
    Section("targets.yaml", rows.TargetRow),
    Section("relations.yaml", rows.RelationRow),
    Section("opportunities.yaml", rows.OpportunityRow),
)
