"""The part of a pack that tells whom the work is with and on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.audit.steps.keep import Tally
from headway.engage import rows
from headway.engage.actions import KINDS, keep_engagement, naming_engagement_kinds
from headway.engage.queries import engage_rows
from headway.engage.rows import FAMILIES
from headway.engage.rules import TOLD_TO_FEW, faults_of_grades
from headway.lib.kinds import FILE as KINDS_FILE
from headway.lib.kinds import kinds_in
from headway.lib.packfile import Pack, Section
from headway.lib.problems import Problem
from headway.lib.rows import Row
from headway.plan.queries import plan_rows

SECTIONS = (
    Section("partners.yaml", rows.PartnerRow),
    Section("cases.yaml", rows.CaseRow),
    Section("targets.yaml", rows.TargetRow),
    Section("relations.yaml", rows.RelationRow),
    Section("opportunities.yaml", rows.OpportunityRow),
    *(Section(KINDS_FILE, family, under=family.family) for family in FAMILIES),
)


def check(pack: Pack) -> Iterator[Problem]:
    """Only partners of a kind that is graded have a grade."""
    kinds = kinds_in(pack)(rows.PartnerKindRow)
    for partner, message in faults_of_grades(pack.of("partner"), kinds):
        yield pack.problem(partner, message, "grade")


def load(pack: Pack, campaign: Any, *, acting_user: Any) -> Tally:
    named = {family: pack.of(family.kind) for family in FAMILIES}
    with naming_engagement_kinds(campaign, named, acting_user=acting_user) as of_kinds:
        tally = of_kinds
        for kind in KINDS:
            tally += keep_engagement(campaign, pack.of(kind), notes_may_lack=True, acting_user=acting_user)
    return tally


def dump(campaign: Any, *, with_restricted: bool) -> Mapping[str, Sequence[Row]]:
    """All kinds; without restricted cases, protected names and what is told of a case to few, unless they were asked for."""
    found = {kind: engage_rows(campaign, kind, with_restricted=with_restricted) for kind in KINDS}
    if not with_restricted:
        without = dict.fromkeys(TOLD_TO_FEW, "")
        found["case"] = [case.model_copy(update=without) for case in found["case"]]
    return found | {family.kind: plan_rows(campaign, family.kind) for family in FAMILIES}
