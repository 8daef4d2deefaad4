"""Writing ratings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.assess.queries import ratings_of
from headway.assess.rows import RatingRow
from headway.assess.rules import doubled_ratings
from headway.audit.actions import unit_of_work
from headway.audit.steps.keep import Tally
from headway.lib.problems import Refused
from headway.lib.tongue import say
from headway.movement.actions import require, require_kind
from headway.plan.actions import keeper_of
from headway.plan.models import Campaign


def keep_ratings(campaign: Campaign, rows: Sequence[RatingRow], *, acting_user: Any) -> Tally:
    """Keep the core team's ratings, each with its reasons and what it rests on."""
    require(acting_user, "rate_progress")
    require_kind(rows, {RatingRow.kind})
    with unit_of_work():
        stored = {row.key: row for row in ratings_of(campaign)}
        for row, first in doubled_ratings({**stored, **{row.key: row for row in rows}}.values()):
            raise Refused(
                say('the rating "{key}" rates what "{other}" rates already', key=row.key, other=first.key)
            )
        return keeper_of(campaign, acting_user).keep(rows)
