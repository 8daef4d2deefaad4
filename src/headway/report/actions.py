"""Writing the outline of the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.audit.actions import unit_of_work
from headway.audit.steps.keep import Tally
from headway.lib.problems import Refused
from headway.movement.actions import require, require_kind
from headway.plan.actions import keeper_of
from headway.plan.models import Campaign
from headway.report.queries import chapters_of
from headway.report.rows import ChapterRow
from headway.report.rules import faults_of_chapters


def keep_chapters(campaign: Campaign, rows: Sequence[ChapterRow], *, acting_user: Any) -> Tally:
    """Keep the chapters of the outline and their blocks."""
    require(acting_user, "write_report")
    require_kind(rows, {ChapterRow.kind})
    with unit_of_work():
        stored = {row.key: row for row in chapters_of(campaign)}
        for _, message in faults_of_chapters({**stored, **{row.key: row for row in rows}}):
            raise Refused(message)
        return keeper_of(campaign, acting_user).keep(rows)
