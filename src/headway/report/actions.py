"""Writing the outline of the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.audit.steps.keep import Keeper, Tally
from headway.movement.actions import require
from headway.plan.models import Campaign
from headway.report.rows import ChapterRow


def keep_chapters(campaign: Campaign, rows: Sequence[ChapterRow], *, acting_user: Any) -> Tally:
    """Keep the chapters of the outline and their blocks."""
    require(acting_user, "write_report")
    return Keeper({"campaign": campaign}, acting_user).keep(rows)
