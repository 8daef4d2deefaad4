"""What the worker does for this room: reminders by mail, in the language of whoever gets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from headway.audit.actions import unit_of_work
from headway.collect.actions.reminders import note_failed, note_sent, remind_of_due_returns, remind_offices
from headway.collect.queries.reminders import reminder_to_send
from headway.lib.problems import Refused
from headway.movement.actions import ensure_operator
from headway.movement.tasks import deliver
from headway.pages.speech import speech

# Nothing that is queued takes as long; whatever does has lost its worker.
LONGEST_TASK = timedelta(minutes=10)


@task()
def send_reminder(reminder: str, attempt: int = 1) -> str:
    """Send one reminder, where it is still wanted; where the mail server does not take it, try again later."""
    found = reminder_to_send(reminder)
    if found is None:
        return "not needed"
    fault = deliver(
        lambda: _mail(found), "a reminder", attempt,
        lambda then: send_reminder.using(run_after=then).enqueue(reminder, attempt + 1),
    )  # fmt: skip
    if fault:
        note_failed(reminder, fault)
        return fault
    note_sent(reminder)
    return "sent"


def remind_now(period: Any, offices: Iterable[Any], *, acting_user: Any) -> int:
    """Remind offices and queue their mail with it; how many people are reminded."""
    with unit_of_work():
        return _queue(remind_offices(period, offices, acting_user=acting_user))


def look_after_returns(today: date | None = None) -> int:
    """What the worker does once a minute: queue the reminders that are due; how many there were."""
    try:
        with unit_of_work():
            day = today or timezone.now().date()
            return _queue(remind_of_due_returns(day, acting_user=ensure_operator()))
    except Refused:
        # Another worker was quicker, and has made them.
        return 0


def take_up_again(now: Any = None) -> int:
    """Queue anew what a worker had begun and, having died, will never end; how many there were."""
    long_ago = (now or timezone.now()) - LONGEST_TASK
    left = DBTaskResult.objects.running().filter(started_at__lt=long_ago)
    return int(left.update(status="READY", started_at=None))


def _queue(reminders: Sequence[Any]) -> int:
    for one in reminders:
        send_reminder.enqueue(str(one.pk))
    return len(reminders)


def _mail(reminder: Any) -> EmailMessage:
    known = dict(settings.LANGUAGES)
    asked = (reminder.person.language, reminder.office.language, settings.LANGUAGE_CODE)
    language = next(code for code in asked if code in known)
    office, campaign, period = reminder.office, reminder.campaign, reminder.period
    with translation.override(language):
        here = speech()
        context = {
            "name": reminder.person.name, "office": here.say(office.name), "period": here.say(period.name),
            "campaign": here.say(campaign.name), "due": period.due, "is_late": _is_late(period.due),
            "link": settings.SITE_ADDRESS + reverse("return-of", args=[campaign.key, office.key, period.key]),
            "mute": settings.SITE_ADDRESS + reverse("reminders", args=[campaign.key]),
        }  # fmt: skip
        subject = render_to_string("collect/mail/reminder_subject.txt", context).strip()
        body = render_to_string("collect/mail/reminder.txt", context)
    # By its name a mail server knows a second copy, should one be sent because the first answer was lost.
    named = {"Message-ID": f"<reminder-{reminder.pk}@headway>", "Auto-Submitted": "auto-generated"}
    subject = f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}"
    return EmailMessage(subject, body, to=[reminder.person.email], headers=named)


def _is_late(due: date | None) -> bool:
    return due is not None and due < timezone.now().date()
