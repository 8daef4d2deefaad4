"""What this room knows of records of earlier ones: what was learnt from them, and where their story is told."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.learn.queries import learnings_from, studies_of
from headway.pages.panels import Panel, few, panel_on

MOST = 5
# Under which name the list of learnings is narrowed to those of a record.
_FILTERS = {"outcome": "outcome", "office": "office", "case": "case", "focus-country": "country"}


@panel_on("outcome", "office", "case", "focus-country")
def learnt(record: Any, campaign: Any, user: Any) -> Panel | None:
    """Findings and key learnings that rest on the record; an office without a campaign has none here."""
    if campaign is None:
        return None
    records, number = few(learnings_from(record, campaign, user), MOST)
    if not records:
        return None
    href = f"{reverse('learnings', args=[campaign.key])}?{_FILTERS[record.row.kind]}={record.key}"
    context = {"records": records, "number": number, "list": href if number > len(records) else ""}
    return Panel(_("What was learnt from it"), "learn/panels/learnings.html", context, "learnt")


@panel_on("outcome", "office", "activity")
def studied(record: Any, campaign: Any, user: Any) -> Panel | None:
    """Case studies that tell of the record."""
    if campaign is None:
        return None
    records = list(studies_of(record, campaign, user)[:MOST])
    return (
        Panel(_("Told at length"), "learn/panels/studies.html", {"records": records}, "studies")
        if records
        else None
    )
