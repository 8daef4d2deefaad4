"""The part of a pack that tells whom the work is with and on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.audit.steps.keep import Tally
from headway.engage import rows
from headway.engage.actions import keep_engagement
from headway.engage.queries import engage_rows
from headway.lib.packfile import Pack, Section
from headway.lib.problems import Problem
from headway.lib.rows import Row

SECTIONS = (
    Section("partners.yaml", rows.PartnerRow),
    Section("cases.yaml", rows.CaseRow),
    Section("targets.yaml", rows.TargetRow),
    Section("relations.yaml", rows.RelationRow),
    Section("opportunities.yaml", rows.OpportunityRow),
)
KINDS = tuple(section.row.kind for section in SECTIONS)


def check(pack: Pack) -> Iterator[Problem]:
    """Nothing beyond what the rows and references say already."""
    yield from ()


def load(pack: Pack, campaign: Any, *, acting_user: Any) -> Tally:
    tally = Tally()
    for kind in KINDS:
        tally += keep_engagement(campaign, pack.of(kind), acting_user=acting_user)
    return tally


def dump(campaign: Any, *, with_restricted: bool) -> Mapping[str, Sequence[Row]]:
    return {kind: engage_rows(campaign, kind, with_restricted=with_restricted) for kind in KINDS}
