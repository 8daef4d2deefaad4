"""The part of a pack that tells what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.audit.steps.keep import Tally
from headway.lib.packfile import Pack, Section
from headway.lib.problems import Problem
from headway.lib.rows import Row
from headway.lib.tongue import say
from headway.verify import rows
from headway.verify.actions import keep_meetings, keep_outcomes, keep_updates
from headway.verify.queries import verify_rows
from headway.verify.rules import faults_of_outcome

SECTIONS = (
    Section("meetings.yaml", rows.MeetingRow),
    Section("outcomes.yaml", rows.OutcomeRow),
    Section("updates.yaml", rows.UpdateRow),
)
KINDS = tuple(section.row.kind for section in SECTIONS)


def check(pack: Pack) -> Iterator[Problem]:
    """What a pack says was decided, somebody decided."""
    for row in pack.of("outcome"):
        for place, message in faults_of_outcome(row):
            yield pack.problem(row, message, *place)
    told: set[tuple[str, str]] = set()
    for row in pack.of("update"):
        at = row.focus_country, row.when.edtf
        if row.restricted or row.withdrawn:
            continue
        if at in told:
            yield pack.problem(row, say("another update tells of this country and month already"), "when")
        told.add(at)


def load(pack: Pack, campaign: Any, *, acting_user: Any) -> Tally:
    tally = keep_meetings(campaign, pack.of("meeting"), acting_user=acting_user)
    tally += keep_outcomes(campaign, pack.of("outcome"), acting_user=acting_user)
    return tally + keep_updates(campaign, pack.of("update"), acting_user=acting_user)


def dump(campaign: Any, *, with_restricted: bool) -> Mapping[str, Sequence[Row]]:
    return {kind: verify_rows(campaign, kind, with_restricted=with_restricted) for kind in KINDS}
