"""The plan's part of a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.audit.steps.keep import Tally
from headway.lib.additivity import Additivity
from headway.lib.kinds import FILE as KINDS_FILE
from headway.lib.kinds import kinds_in, own_faults_of_kinds
from headway.lib.packfile import Pack, Section
from headway.lib.problems import Problem
from headway.lib.rows import Row
from headway.plan import rows
from headway.plan.actions import KINDS, Named, keep_campaign, keep_plan, naming_kinds
from headway.plan.queries import campaign_row, plan_rows
from headway.plan.rules import (
    faults_of_campaign,
    faults_of_scale,
    faults_of_sources,
    faults_of_terms,
    sections_of,
)

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
    Section("terms.yaml", rows.TermRow),
    Section(KINDS_FILE, rows.OutputKindRow, under=rows.OutputKindRow.family),
)
# A sum over these would count people twice, add rates, or add what was never reached.
NEVER_SUMMED = frozenset({Additivity.UNIQUE, Additivity.RATIO, Additivity.POTENTIAL})


def check(pack: Pack) -> Iterator[Problem]:
    """An indicator may not sum what its measures forbid to be summed; an office takes part once; see the rules too."""
    yield from _parts(pack)
    yield from _ruled(pack)
    additivity = {row.key: row.additivity for row in pack.of("measure")}
    for row in pack.of("indicator"):
        if row.indicator_kind is rows.IndicatorKind.SUM:
            for at, key in enumerate(row.measures):
                if additivity.get(key) in NEVER_SUMMED:
                    message = (
                        f'an indicator of kind sum may not use "{key}", whose additivity is {additivity[key]}'
                    )
                    yield pack.problem(row, message, "measures", at)


def _ruled(pack: Pack) -> Iterator[Problem]:
    campaign = pack.of("campaign")[0]
    for field, message in faults_of_campaign(campaign):
        yield pack.problem(campaign, message, field)
    for step, message in faults_of_scale(pack.of("scale-step")):
        yield pack.problem(step, message, "value")
    for term, message in faults_of_terms(pack.of("term"), campaign.language):
        yield pack.problem(term, message, "name")
    yield from _named_kinds(pack)
    every = (row for found in pack.rows.values() for row in found)
    for row, message in faults_of_sources(every, sections_of(campaign)):
        yield pack.problem(row, message, "source")


def _named_kinds(pack: Pack) -> Iterator[Problem]:
    """Rows of every room: each names a kind that the pack says, or a default one where it says none of the family."""
    kinds = kinds_in(pack)
    for row in (row for found in pack.rows.values() for row in found):
        for field, message in own_faults_of_kinds(row, kinds):
            yield pack.problem(row, message, field)


def _parts(pack: Pack) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for row in pack.of("participation"):
        if (other := first.setdefault(row.office, row.key)) != row.key:
            yield pack.problem(row, f'the office "{row.office}" takes part already: "{other}"', "office")


def load(pack: Pack, campaign: Any, *, acting_user: Any) -> Tally:
    """Keep the plan of a campaign that `load_campaign` has kept before."""
    named: Named = {rows.OutputKindRow: pack.of(rows.OutputKindRow.kind)}
    with naming_kinds(campaign, named, acting_user=acting_user) as of_kinds:
        tally = of_kinds
        for kind in KINDS:
            tally += keep_plan(campaign, pack.of(kind), acting_user=acting_user)
    return tally


def load_campaign(pack: Pack, *, acting_user: Any) -> tuple[Any, Tally]:
    """Keep the campaign itself, which everything else carries."""
    return keep_campaign(pack.of("campaign")[0], acting_user=acting_user)


def dump(campaign: Any, *, with_restricted: bool) -> Mapping[str, Sequence[Row]]:
    kinds = (*KINDS, rows.OutputKindRow.kind)
    return {"campaign": [campaign_row(campaign)], **{kind: plan_rows(campaign, kind) for kind in kinds}}
