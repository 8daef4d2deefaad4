"""Reminding offices of their returns: by one click, or because the day comes near; and not those who do not want it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.collect.models import Reminder, ReminderChoice
from headway.collect.queries.reminders import (
    is_muted,
    offices_without_return,
    periods_with_a_day,
    told_already,
    whom_to_remind,
)
from headway.collect.rules import Why, stage_on
from headway.lib.problems import Refused
from headway.movement.actions import require
from headway.movement.actions.policy import oneself
from headway.movement.models import Office
from headway.plan.models import Campaign, Period


def remind_offices(period: Period, offices: Iterable[Office], *, acting_user: Any) -> list[Reminder]:
    """Make a reminder for everybody of these offices who has none of today; raise Refused where there is nobody."""
    require(acting_user, "follow_returns")
    chosen = {office.pk for office in offices}
    with unit_of_work() as unit:
        late = [office for office in offices_without_return(period) if office.pk in chosen]
        if not late:
            raise Refused(_("choose offices that have not handed in yet"))
        made = _remind(unit, period, late, Why.ASKED, timezone.now().date(), acting_user)
        if not made:
            raise Refused(
                _("nobody is left to remind: they were reminded today, want no reminders, or have no sign-in")
            )
        return made


def remind_of_due_returns(today: date, *, acting_user: Any) -> list[Reminder]:
    """Make the reminders that are due today, each once, however often this is done."""
    require(acting_user, "operate")
    made: list[Reminder] = []
    with unit_of_work() as unit:
        for period in periods_with_a_day(today):
            stage = stage_on(period.due, today) if period.due else None
            if stage is not None:
                why, day = stage
                made += _remind(unit, period, offices_without_return(period), why, day, acting_user)
    return made


def choose_reminders(campaign: Campaign, *, muted: bool, acting_user: Any) -> None:
    """A person wants no reminders of a campaign, or wants them again."""
    require(acting_user, "keep_own_account", oneself(acting_user))
    with unit_of_work() as unit:
        if is_muted(campaign, acting_user) == muted:
            return
        ReminderChoice.objects.update_or_create(
            campaign=campaign, person=acting_user, defaults={"muted": muted}
        )
        action = "mute_reminders" if muted else "hear_reminders"
        changes = {"campaign": campaign.key}
        unit.record(action, acting_user=acting_user, kind="user", subject=acting_user.pk, changes=changes)


def note_sent(pk: Any) -> None:
    Reminder.objects.filter(pk=pk).update(sent_at=timezone.now(), failed="")


def note_failed(pk: Any, why: str) -> None:
    """Only what sort of fault it was: what a mail server says may hold an address."""
    Reminder.objects.filter(pk=pk).update(failed=why[:500])


def _remind(
    unit: UnitOfWork, period: Period, offices: Iterable[Office], why: Why, day: date, acting_user: Any
) -> list[Reminder]:
    known, now = told_already(period, why, day), timezone.now()
    made = [
        Reminder(
            campaign=period.campaign, office=office, period=period, person=person, why=why, day=day, queued_at=now
        )
        for office, person in whom_to_remind(period.campaign, offices)
        if (office.pk, person.pk) not in known
    ]  # fmt: skip
    Reminder.objects.bulk_create(made)
    for office in {one.office_id for one in made}:
        people = sum(one.office_id == office for one in made)
        changes = {"period": period.key, "why": why.value, "people": people}
        unit.record("remind_office", acting_user=acting_user, kind="office", subject=office, changes=changes)
    return made
