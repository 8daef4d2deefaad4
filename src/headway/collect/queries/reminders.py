"""Who is reminded of which return, and who does not want to be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from headway.collect.models import Reminder, ReminderChoice, Return
from headway.collect.queries.returns import offices_asked
from headway.collect.rules import GRACE_DAYS, HANDED_IN, STAGES
from headway.movement.models import Office, User
from headway.movement.rules import Role
from headway.plan.models import Campaign, Period


def periods_with_a_day(today: date) -> QuerySet[Period]:
    """Periods of which a reminder may be due about now."""
    first, last = min(STAGES.values()), max(STAGES.values()) + GRACE_DAYS
    between = (today - timedelta(days=last + 1), today - timedelta(days=first - 1))
    return Period.objects.filter(due__range=between).select_related("campaign")


def offices_without_return(period: Period) -> list[Office]:
    """Offices that are asked for a return and have not handed it in."""
    handed_in = Return.objects.filter(period=period, state__in=[state.value for state in HANDED_IN])
    return list(
        Office.objects.filter(pk__in=offices_asked(period.campaign)).exclude(
            pk__in=handed_in.values("office")
        )
    )


def whom_to_remind(campaign: Campaign, offices: Iterable[Office]) -> list[tuple[Office, User]]:
    """Those who contribute for these offices, can sign in, and have not muted the reminders."""
    muted = ReminderChoice.objects.filter(campaign=campaign, muted=True).values("person")
    known = {office.pk: office for office in offices}
    people = User.objects.filter(is_active=True, is_system=False).exclude(pk__in=muted)
    found = people.filter(grants__office__in=known, grants__role=Role.CONTRIBUTOR)
    pairs = found.values_list("pk", "grants__office").distinct()
    users = {user.pk: user for user in found}
    return [(known[office], users[pk]) for pk, office in sorted(pairs, key=str) if office in known]


def told_already(period: Period, why: str, day: date) -> set[tuple[Any, Any]]:
    """Ids of office and person of those who were reminded of it for this reason."""
    return set(Reminder.objects.filter(period=period, why=why, day=day).values_list("office_id", "person_id"))


def reminder_to_send(pk: Any) -> Reminder | None:
    """The reminder, where there still is something to remind of and somebody who wants to be."""
    found = Reminder.objects.select_related("campaign", "office", "period", "person").filter(
        pk=pk, sent_at=None
    )
    one = found.first()
    if one is None or not one.person.is_active or is_muted(one.campaign, one.person):
        return None
    states = [state.value for state in HANDED_IN]
    handed_in = Return.objects.filter(office=one.office, period=one.period, state__in=states)
    return None if handed_in.exists() else one


def is_muted(campaign: Campaign, person: Any) -> bool:
    return ReminderChoice.objects.filter(campaign=campaign, person=person, muted=True).exists()


def last_reminded(period: Period) -> dict[Any, date]:
    """The latest day on which each office was reminded, by its id."""
    found = Reminder.objects.filter(period=period).order_by("queued_at").values_list("office_id", "queued_at")
    return {office: timezone.localtime(at).date() for office, at in found}
