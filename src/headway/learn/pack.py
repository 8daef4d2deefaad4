"""The part of a pack that holds what was learnt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.audit.steps.keep import Tally
from headway.learn import rows
from headway.learn.actions import KINDS, keep_learning
from headway.learn.queries import learn_rows
from headway.learn.rules import faults_of_themes
from headway.lib.packfile import Pack, Section
from headway.lib.problems import Problem
from headway.lib.rows import Row
from headway.verify.rules import rests_on_restricted

SECTIONS = (
    Section("themes.yaml", rows.ThemeRow),
    Section("learnings.yaml", rows.LearningRow),
    Section("recommendations.yaml", rows.RecommendationRow),
    Section("case-studies.yaml", rows.CaseStudyRow),
)


def check(pack: Pack) -> Iterator[Problem]:
    """No theme stands under itself; nothing that was learnt rests on what is restricted."""
    for theme, message in faults_of_themes({row.key: row for row in pack.of("theme")}):
        yield pack.problem(theme, message, "parent")
    restricted = {
        f"{kind}s": {row.key for row in pack.of(kind) if row.restricted} for kind in ("outcome", "case")
    }
    for record in (*pack.of("learning"), *pack.of("case-study")):
        for place, said in rests_on_restricted(record, **restricted):
            yield pack.problem(record, said, *place)


def load(pack: Pack, campaign: Any, *, acting_user: Any) -> Tally:
    tally = Tally()
    for kind in KINDS:
        tally += keep_learning(campaign, pack.of(kind), acting_user=acting_user)
    return tally


def dump(campaign: Any, *, with_restricted: bool) -> Mapping[str, Sequence[Row]]:
    return {kind: learn_rows(campaign, kind) for kind in KINDS}
