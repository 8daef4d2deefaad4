"""Files that wait for their sender, and for nobody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from headway.collect.models import Upload
from headway.collect.queries.packs import collect_rows
from headway.lib.rows import Row
from headway.plan.models import Campaign

FORM, ACTIONS, ANALYTICS = "form", "actions", "analytics"


def upload_of(campaign: Campaign, user: Any, pk: UUID) -> Upload | None:
    found = Upload.objects.filter(campaign=campaign, person=user, expires_at__gt=timezone.now())
    return found.select_related("office", "period").filter(pk=pk).first()


def compared(campaign: Campaign, rows: list[Row]) -> dict[str, int]:
    """How many of these rows would be added, changed and left as they are."""
    counts = {"added": 0, "changed": 0, "left": 0}
    stored = {
        (kind, row.key): row
        for kind in {row.kind for row in rows}
        for row in collect_rows(campaign, kind, [one.key for one in rows if one.kind == kind])
    }
    for row in rows:
        before = stored.get((row.kind, row.key))
        counts["added" if before is None else "left" if before == row else "changed"] += 1
    return counts
