"""Reading the outline of the report."""

from __future__ import annotations

from typing import Any

from headway.audit.queries import rows_of
from headway.plan.models import Campaign
from headway.report.models import Chapter


def chapters_of(campaign: Campaign) -> list[Any]:
    """The chapters of the outline, in order, with their blocks."""
    return rows_of(Chapter.objects.filter(campaign=campaign))
