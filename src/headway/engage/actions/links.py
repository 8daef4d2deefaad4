"""The private link by which somebody's own program reads the calendar of a campaign: made, and taken back."""

from __future__ import annotations

import secrets
from typing import Any

from django.utils import timezone

from headway.audit.actions import unit_of_work
from headway.engage.models import CalendarLink
from headway.movement.actions import require
from headway.movement.queries import digest_of
from headway.plan.models import Campaign


def make_calendar_link(campaign: Campaign, *, acting_user: Any) -> str:
    """A new link for the acting person, which takes the place of the one that they had; return the word in it, once."""
    require(acting_user, "see")
    token = secrets.token_urlsafe(32)
    with unit_of_work() as unit:
        CalendarLink.objects.filter(person=acting_user, campaign=campaign).delete()
        CalendarLink.objects.create(
            person=acting_user, campaign=campaign, digest=digest_of(token), made_at=timezone.now()
        )
        unit.record(
            "make_calendar_link", acting_user=acting_user, kind="campaign", subject=campaign.pk, changes={}
        )
    return token


def end_calendar_link(campaign: Campaign, *, acting_user: Any) -> None:
    """The person's link leads to nothing from now on."""
    require(acting_user, "see")
    with unit_of_work() as unit:
        ended, _kinds = CalendarLink.objects.filter(person=acting_user, campaign=campaign).delete()
        if ended:
            unit.record(
                "end_calendar_link", acting_user=acting_user, kind="campaign", subject=campaign.pk, changes={}
            )
