"""Writing what was learnt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.audit.actions import unit_of_work
from headway.audit.steps.keep import Tally
from headway.learn.queries import learn_rows
from headway.learn.rows import ThemeRow
from headway.learn.rules import faults_of_themes
from headway.lib.problems import Refused
from headway.lib.rows import Row
from headway.movement.actions import require, require_kind
from headway.plan.actions import keeper_of
from headway.plan.models import Campaign

KINDS = ("theme", "learning", "recommendation", "case-study")


def keep_learning(campaign: Campaign, rows: Sequence[Row], *, acting_user: Any) -> Tally:
    """Keep themes, learnings, recommendations or case studies."""
    require(acting_user, "record_learning")
    require_kind(rows, KINDS)
    with unit_of_work():
        themes = {row.key: row for row in rows if isinstance(row, ThemeRow)}
        if themes:
            stored = {row.key: row for row in learn_rows(campaign, ThemeRow.kind)}
            for _, message in faults_of_themes({**stored, **themes}):
                raise Refused(message)
        return keeper_of(campaign, acting_user).keep(rows)
