"""The part of a pack that tells what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.audit.steps.keep import Tally
from headway.lib.packfile import Pack, Section
from headway.lib.problems import Problem
from headway.lib.rows import Row
from headway.verify import rows
from headway.verify.actions import keep_meetings, keep_outcomes
from headway.verify.queries import verify_rows
from headway.verify.rules import faults_of_outcome

SECTIONS = (
    Section("meetings.yaml", rows.MeetingRow),
    Section("outcomes.yaml", rows.OutcomeRow),
)
KINDS = tuple(section.row.kind for section in SECTIONS)


def check(pack: Pack) -> Iterator[Problem]:
    """What a pack says was decided, somebody decided."""
    for row in pack.of("outcome"):
        for place, message in faults_of_outcome(row):
            yield pack.problem(row, message, *place)


def load(pack: Pack, campaign: Any, *, acting_user: Any) -> Tally:
    tally = keep_meetings(campaign, pack.of("meeting"), acting_user=acting_user)
    return tally + keep_outcomes(campaign, pack.of("outcome"), acting_user=acting_user)


def dump(campaign: Any, *, with_restricted: bool) -> Mapping[str, Sequence[Row]]:
    return {kind: verify_rows(campaign, kind, with_restricted=with_restricted) for kind in KINDS}
