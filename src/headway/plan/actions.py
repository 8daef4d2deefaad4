"""Writing campaigns and their plans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.audit.steps.keep import Keeper, Tally
from headway.lib.rows import Row
from headway.movement.actions import require
from headway.plan.models import Campaign
from headway.plan.rows import CampaignRow


def keep_campaign(row: CampaignRow, *, acting_user: Any) -> tuple[Campaign, Tally]:
    """Add the campaign, or bring it up to date, with the documents that its facts come from."""
    require(acting_user, "set_up_plan")
    keeper = Keeper({}, acting_user)
    tally = keeper.keep([row.model_copy(update={"sources": ()})])
    campaign = Campaign.objects.get(key=row.key)
    tally += Keeper({"campaign": campaign}, acting_user).keep_inside(row, campaign.pk)
    campaign.refresh_from_db()
    return campaign, tally


def keep_plan(campaign: Campaign, rows: Sequence[Row], *, acting_user: Any) -> Tally:
    """Keep rows of one kind of the plan: periods, areas, measures, framework and the rest."""
    require(acting_user, "set_up_plan")
    return Keeper({"campaign": campaign}, acting_user).keep(rows)
