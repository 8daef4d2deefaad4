"""The doors by which what was heard is tied to a record, and taken off it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from headway.collect.actions import clip_heard, unclip_heard
from headway.collect.models import Activity, Clipping
from headway.lake.questions import Family
from headway.listen.queries.items import Heard
from headway.movement.actions import ensure_operator
from headway.movement.tests.cast import NORTH
from headway.movement.tests.door import OFFICE, Door

HEARD = Heard(
    Family.MEDIA, "m-1", "A dam breaks", "The Morning", date(2023, 3, 22), "http://a.example/1", False, {}
)


def _northern(campaign: Any) -> Activity:
    found = Activity.objects.select_related("office").filter(campaign=campaign, office__key=NORTH)
    return found.order_by("key")[0]


def _clip(campaign: Any, user: Any) -> None:
    clip_heard(_northern(campaign), HEARD, acting_user=user)


def _unclip(campaign: Any, user: Any) -> None:
    """What somebody else tied; where that is refused, nothing was tied either."""
    with transaction.atomic():
        kept = clip_heard(_northern(campaign), HEARD, acting_user=ensure_operator())
        unclip_heard(kept, acting_user=user)


CLIPPING_DOORS: Mapping[str, Door] = {
    "something heard tied": Door(
        clip_heard, _clip, OFFICE, "clip_heard", "clipping", "", lambda campaign: Clipping.objects.exists()
    ),
    "something heard taken off": Door(
        unclip_heard,
        _unclip,
        OFFICE,
        "unclip_heard",
        "clipping",
        "",
        lambda campaign: not Clipping.objects.exists(),
    ),
}
