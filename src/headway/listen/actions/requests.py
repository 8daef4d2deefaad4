"""Requests for comment: what a journalist asked about a mention, noted, brought up to date, and taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.lake.questions import Family
from headway.lib.problems import Refused
from headway.lib.sealed import Secret
from headway.listen.models import MediaRequest
from headway.listen.queries.items import Heard
from headway.listen.rules import Answered, fault_of_request
from headway.listen.steps.changes import may_import_for
from headway.movement.actions import require
from headway.movement.models import Office
from headway.plan.models import Campaign


@dataclass(frozen=True)
class Request:
    """What is told of a request. Who asked is not among it."""

    asked_on: date
    asked: str
    answered: Answered = Answered.WAITING
    office: Office | None = None


def note_request(campaign: Campaign, heard: Heard, told: Request, *, acting_user: Any) -> MediaRequest:
    """Note at a mention that its outlet asked for comment; the same noted twice stands once."""
    require(acting_user, "bring_in_listening", may_import_for(told.office))
    _check(told, heard)
    with unit_of_work() as unit:
        unit.lock(Campaign, [campaign.pk])
        there = MediaRequest.objects.filter(campaign=campaign, item=heard.key, asked_on=told.asked_on)
        for held in there:
            if str(held.asked) == told.asked and held.office == told.office:
                return held
        kept = MediaRequest.objects.create(
            campaign=campaign, office=told.office, item=heard.key, search=str(heard.row.get("search_name") or "")[:200],
            says=Secret(heard.says), outlet=heard.where[:500], asked_on=told.asked_on, asked=Secret(told.asked),
            answered=told.answered, made_up=heard.made_up, noted_by=acting_user, noted_at=timezone.now(),
        )  # fmt: skip
        _record(unit, "note_request", kept, acting_user)
        return kept


def change_request(request: MediaRequest, told: Request, *, acting_user: Any) -> MediaRequest:
    """Say what became of it, or put right what was noted."""
    _check(told, None)
    with unit_of_work() as unit:
        (kept,) = unit.lock(MediaRequest, [request.pk])
        for office in (kept.office, told.office):
            require(acting_user, "bring_in_listening", may_import_for(office))
        stands = Request(kept.asked_on, str(kept.asked), Answered(kept.answered), kept.office)
        if stands == told:
            return kept  # type: ignore[no-any-return]
        kept.asked_on, kept.asked, kept.answered = told.asked_on, Secret(told.asked), told.answered
        kept.office = told.office
        kept.save(update_fields=["asked_on", "asked", "answered", "office"])
        _record(unit, "change_request", kept, acting_user)
        return kept  # type: ignore[no-any-return]


def remove_request(request: MediaRequest, *, acting_user: Any) -> None:
    """Take away what was noted by mistake. What it said stays in the log, sealed."""
    with unit_of_work() as unit:
        (kept,) = unit.lock(MediaRequest, [request.pk])
        require(acting_user, "bring_in_listening", may_import_for(kept.office))
        _record(unit, "remove_request", kept, acting_user)
        kept.delete()


def _check(told: Request, heard: Heard | None) -> None:
    if heard is not None and heard.family is not Family.MEDIA:
        raise Refused(_("Only a mention in the media can be asked about by a journalist."))
    if not told.asked.strip():
        raise Refused(_("Say in words what was asked."))
    fault = fault_of_request(told.asked_on, heard.day if heard else None, timezone.localdate())
    if fault:
        raise Refused(
            _("The day on which it was asked lies in the future.")
            if fault == "future"
            else _("The day on which it was asked lies more than two years before the text was published.")
        )


def _record(unit: UnitOfWork, action: str, kept: MediaRequest, acting_user: Any) -> None:
    # Sealed: somebody may have written a name into what was asked.
    told = {
        "item": kept.item, "outlet": kept.outlet, "asked_on": kept.asked_on.isoformat(), "asked": str(kept.asked),
        "answered": str(kept.answered), "office": kept.office.key if kept.office else "",
    }  # fmt: skip
    unit.record(
        action, acting_user=acting_user, kind="media-request", subject=kept.pk, changes=told, sealed=True,
        campaign=kept.campaign_id,
    )  # fmt: skip
