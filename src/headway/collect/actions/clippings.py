"""Tying what was heard to an activity or a case, with a copy of what it said; and taking it off again."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.collect.models import Activity, Clipping
from headway.engage.models import Case
from headway.engage.queries.entering import subject_of
from headway.lib.sealed import Secret
from headway.listen.queries.items import Heard
from headway.movement.actions import require
from headway.movement.rules import Subject


def clip_heard(record: Activity | Case, heard: Heard, *, acting_user: Any) -> Clipping:
    """Keep a copy of a mention or post with a record; one that is tied already stays as it is."""
    with unit_of_work() as unit:
        unit.lock(type(record), [record.pk])
        _require(record, acting_user)
        name = _field(record)
        held = Clipping.objects.filter(**{name: record}, family=heard.family, item=heard.key).first()
        if held is not None:
            return held
        kept = Clipping.objects.create(
            campaign_id=record.campaign_id, **{name: record}, family=heard.family, item=heard.key,
            says=Secret(heard.says), where=Secret(heard.where), address=Secret(heard.address), day=heard.day,
            made_up=heard.made_up, tied_by=acting_user, tied_at=timezone.now(),
        )  # fmt: skip
        _record(unit, "clip_heard", kept, record, acting_user)
        return kept


def unclip_heard(clipping: Clipping, *, acting_user: Any) -> None:
    with unit_of_work() as unit:
        (kept,) = unit.lock(Clipping, [clipping.pk])
        record = kept.activity or kept.case
        _require(record, acting_user)
        _record(unit, "unclip_heard", kept, record, acting_user)
        kept.delete()


def _require(record: Any, acting_user: Any) -> None:
    if isinstance(record, Activity):
        require(acting_user, "record_activity", Subject(offices=frozenset({record.office.key})))
    else:
        require(acting_user, "record_engagement", subject_of(record))


def _field(record: Any) -> str:
    return "activity" if isinstance(record, Activity) else "case"


def _record(unit: UnitOfWork, action: str, kept: Clipping, record: Any, acting_user: Any) -> None:
    # Sealed: whom a case is about may stand in a headline.
    told = {_field(record): record.key, "family": kept.family, "item": kept.item, "says": str(kept.says)}
    unit.record(
        action, acting_user=acting_user, kind="clipping", subject=kept.pk, changes=told, sealed=True,
        campaign=kept.campaign_id,
    )  # fmt: skip
