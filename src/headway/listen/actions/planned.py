"""What is planned to be heard of in the media: a target typed into a form, and one taken away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from headway.audit.actions import unit_of_work
from headway.audit.queries import rows_of
from headway.audit.steps.differ import own_fields
from headway.lib.problems import Refused
from headway.lib.rowmerging import merged_row
from headway.listen.actions.moments import keep_listening
from headway.listen.models import MediaTarget
from headway.listen.rows import MediaTargetRow
from headway.movement.actions import require
from headway.plan.models import Campaign


def plan_media(
    campaign: Campaign,
    row: MediaTargetRow,
    names: Collection[str] = (),
    base: Mapping[str, str] | None = None,
    *,
    acting_user: Any,
) -> MediaTarget:
    """Keep one media target: a new one once however often it is sent (`base` None), or one that stands.

    `base` marks what the fields `names` held when the form was opened; where two changed the same one, `RowClash` is
    raised.
    """
    require(acting_user, "set_up_listening")
    with unit_of_work() as unit:
        found = MediaTarget.objects.filter(campaign=campaign, key=row.key)
        if unit.lock(MediaTarget, found.values_list("pk", flat=True)):
            (stored,) = rows_of(found)
            if base is None:
                if stored != row:
                    raise Refused(
                        _("This was saved before, with other content. Open what was saved to change it.")
                    )
                return found.get()
            row = merged_row(row, stored, base, names)
        keep_listening(campaign, [row], acting_user=acting_user)
        return found.get()


def drop_media_target(target: MediaTarget, *, acting_user: Any) -> None:
    """Plan it no more. What it said stays in the log."""
    require(acting_user, "set_up_listening")
    with unit_of_work() as unit:
        (held,) = unit.lock(MediaTarget, [target.pk])
        (row,) = rows_of(MediaTarget.objects.filter(pk=held.pk))
        held.delete()
        unit.record(
            "remove_media-target", acting_user=acting_user, kind="media-target", subject=target.pk,
            changes=own_fields(row), campaign=held.campaign_id,
        )  # fmt: skip
