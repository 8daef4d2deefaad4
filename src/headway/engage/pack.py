"""The part of a pack that tells whom the work is with and on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.audit.steps.keep import Tally
from headway.engage import rows
from headway.engage.actions import KINDS, keep_engagement
from headway.engage.queries import engage_rows
from headway.engage.rules import TOLD_TO_FEW
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


def check(pack: Pack) -> Iterator[Problem]:
    """Nothing beyond what the rows and references say already."""
    yield from ()


def load(pack: Pack, campaign: Any, *, acting_user: Any) -> Tally:
    tally = Tally()
    for kind in KINDS:
        tally += keep_engagement(campaign, pack.of(kind), notes_may_lack=True, acting_user=acting_user)
    return tally


def dump(campaign: Any, *, with_restricted: bool) -> Mapping[str, Sequence[Row]]:
    """All kinds; without restricted cases, protected names and what is told of a case to few, unless they were asked for."""
    rows = {kind: engage_rows(campaign, kind, with_restricted=with_restricted) for kind in KINDS}
    if not with_restricted:
        without = dict.fromkeys(TOLD_TO_FEW, "")
        rows["case"] = [case.model_copy(update=without) for case in rows["case"]]
    return rows
