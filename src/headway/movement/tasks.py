"""What the worker does for this room: mail of what is new in what somebody follows, in their language.

Mail is read by others than it is for. So it names ordinary records and what was done, and says of restricted ones, and
of what anybody wrote, nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from headway.audit.actions import unit_of_work
from headway.audit.queries import head
from headway.lib.retries import retry_after
from headway.movement.actions import look_at_digests, note_digest
from headway.movement.queries.talk import NewIn, digest_by_person, news_for, people_due
from headway.movement.words import deed_name, deed_of
from headway.pages.kinds import kind_name
from headway.pages.speech import speech

log = logging.getLogger(__name__)
# So many records are named in one mail; the page has them all.
MOST_NAMED = 20


def look_after_digests(now: datetime | None = None) -> int:
    """What the worker does once in a while: queue the mail that is due; for how many people."""
    moment = now or timezone.now()
    due = people_due(moment)
    with unit_of_work():
        for one in look_at_digests(due, moment):
            send_digest.enqueue(str(one))
    return len(due)


def deliver(
    mail: Callable[[], EmailMessage], what: str, attempt: int, again: Callable[[datetime], Any]
) -> str:
    """Send what `mail` makes; "" where it went, else the sort of fault. Only that: what a mail server says may hold an address.

    `again` is told when to try next, unless this was the last time. `what` is how the log calls it.
    """
    try:
        mail().send()
    except Exception as error:  # whatever the mail server and the way to it come up with
        fault, wait = type(error).__name__, retry_after(attempt)
        log.warning("%s could not be sent (%s), try %d", what, fault, attempt)
        if wait is not None:
            again(timezone.now() + timedelta(seconds=wait))
        return fault
    return ""


@task()
def send_digest(person: str, attempt: int = 1) -> str:
    """Tell one person what is new since mail told them last; where the server does not take it, try again later."""
    digest = digest_by_person(person)
    if digest is None or not digest.person.is_active:
        return "not needed"
    until, news = head()[0], news_for(digest.person, digest.told)
    if not news:
        note_digest(digest.person, until)
        return "nothing new"
    fault = deliver(
        lambda: _mail(digest.person, news, digest.told), "mail of what is new", attempt,
        lambda then: send_digest.using(run_after=then).enqueue(person, attempt + 1),
    )  # fmt: skip
    if not fault:
        note_digest(digest.person, until)
    return fault or "sent"


def _mail(person: Any, news: Sequence[NewIn], told: int) -> EmailMessage:
    known = dict(settings.LANGUAGES)
    with translation.override(person.language if person.language in known else settings.LANGUAGE_CODE):
        named = [one for one in news if not one.restricted]
        context = {
            "name": person.name, "records": [_in_mail(one) for one in named[:MOST_NAMED]],
            "further": len(named[MOST_NAMED:]), "restricted": len(news) - len(named),
            "link": settings.SITE_ADDRESS + reverse("news"), "called": any(new.told for one in news for new in one.news),
        }  # fmt: skip
        subject = render_to_string("movement/mail/digest_subject.txt", context).strip()
        body = render_to_string("movement/mail/digest.txt", context)
    # By its name a mail server knows a second copy, should one be sent because the first answer was lost.
    headers = {"Message-ID": f"<digest-{person.pk}-{told}@headway>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(
        f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", body, to=[person.email], headers=headers
    )


def _in_mail(one: NewIn) -> dict[str, Any]:
    deeds = dict.fromkeys((new.who, deed_name(deed_of(new.action))) for new in one.news)
    return {
        "title": speech().say(one.title), "kind": kind_name(one.kind), "link": settings.SITE_ADDRESS + one.href,
        "lines": [f"{who} {deed}" for who, deed in deeds],
    }  # fmt: skip
