"""Reading ratings, and what each rests on."""

from __future__ import annotations

from typing import Any

from headway.assess import rules
from headway.assess.models import Rating
from headway.audit.queries import rows_of
from headway.plan.models import Campaign
from headway.plan.queries import plan_rows


def ratings_of(campaign: Campaign) -> list[Any]:
    """Every rating, as a pack holds it."""
    return rows_of(Rating.objects.filter(campaign=campaign))


def progress_of(campaign: Campaign, period: str = "") -> rules.ProgressMatrix:
    """The progress matrix of one period; without one, of the last period for which anything was rated."""
    ratings = ratings_of(campaign)
    period = period or rules.latest_rated(ratings, plan_rows(campaign, "period"))
    countries = [row.key for row in plan_rows(campaign, "focus-country")]
    return rules.progress_matrix(ratings, countries, plan_rows(campaign, "dimension"), period)
