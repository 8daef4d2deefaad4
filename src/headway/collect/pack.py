"""The part of a pack that offices report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.audit.steps.keep import Tally
from headway.collect import rows
from headway.collect.actions import PUBLISHED, keep_published, keep_reported
from headway.collect.queries import collect_rows
from headway.collect.rules import (
    faults_of_activity,
    faults_of_figures,
    faults_of_parts,
    faults_of_published,
    faults_of_ratios,
    faults_of_returns,
)
from headway.lib.packfile import Pack, Section
from headway.lib.problems import Problem
from headway.lib.rows import Row

SECTIONS = (
    Section("activities.yaml", rows.ActivityRow),
    Section("figures.csv", rows.FigureRow),
    Section("published.yaml", rows.PublishedRow),
    Section("returns.csv", rows.ReturnRow),
    Section("sign-ups.yaml", rows.SignUpRow),
    Section("testimonies.yaml", rows.TestimonyRow),
)
KINDS = tuple(section.row.kind for section in SECTIONS)
KEPT_BY = {kind: keep_published if kind in PUBLISHED else keep_reported for kind in KINDS}


def check(pack: Pack) -> Iterator[Problem]:
    """Dates lie in the periods they are reported for; figures are part of figures of their own measure."""
    periods = {row.key: row for row in pack.of("period")}
    cutoff = pack.of("campaign")[0].cutoff
    for row in (*pack.of("activity"), *pack.of("figure")):
        for field, message in faults_of_activity(row, periods, cutoff):
            yield pack.problem(row, message, field)
    additivity = {row.key: row.additivity for row in pack.of("measure")}
    offices = {row.key: row.office for row in pack.of("activity")}
    for figure, field, message in faults_of_figures(pack.of("figure"), additivity, offices):
        yield pack.problem(figure, message, field)
    for figure, message in faults_of_parts({row.key: row for row in pack.of("figure")}):
        yield pack.problem(figure, message, "part_of")
    for published, message in faults_of_published({row.key: row for row in pack.of("published")}):
        yield pack.problem(published, message, "part_of")
    for published, message in faults_of_ratios(pack.of("published")):
        yield pack.problem(published, message, "value")
    for given, message in faults_of_returns(pack.of("return")):
        yield pack.problem(given, message, "period")


def load(pack: Pack, campaign: Any, *, acting_user: Any) -> Tally:
    tally = Tally()
    for kind in KINDS:
        tally += KEPT_BY[kind](campaign, pack.of(kind), acting_user=acting_user)
    return tally


def dump(campaign: Any, *, with_restricted: bool) -> Mapping[str, Sequence[Row]]:
    return {kind: collect_rows(campaign, kind) for kind in KINDS}
