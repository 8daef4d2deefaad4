"""What the worker does for this room: private links by mail, in the language of whoever is asked."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from headway.lib.retries import retry_after
from headway.verify.actions.asking import note_asking_failed, note_asking_sent, renew_link
from headway.verify.queries.asking import asking_to_send

log = logging.getLogger(__name__)


@task()
def send_asking(asking: str, attempt: int = 1) -> str:
    """Send one link, where it is still wanted; its word is made now, so that the queue never holds it."""
    found = asking_to_send(asking)
    token = renew_link(found) if found is not None and found.email else None
    if found is None or token is None:
        return "not needed"
    try:
        _mail(found, token).send()
    except Exception as error:  # whatever the mail server and the way to it come up with
        fault = type(error).__name__
        note_asking_failed(asking, fault)
        wait = retry_after(attempt)
        log.warning("a private link could not be sent (%s), try %d", fault, attempt)
        if wait is not None:
            later = timezone.now() + timedelta(seconds=wait)
            send_asking.using(run_after=later).enqueue(asking, attempt + 1)
        return fault
    note_asking_sent(asking)
    return "sent"


def _mail(asking: Any, token: str) -> EmailMessage:
    """Nothing of the record stands in it: mail is read by others on its way."""
    with translation.override(asking.language):
        link = f"{settings.SITE_ADDRESS}{reverse('say', args=[token])}?language={asking.language}"
        context = {"name": asking.name, "by": asking.asked_by.name, "link": link, "until": asking.expires_at}
        subject = render_to_string("verify/mail/asking_subject.txt", context).strip()
        body = render_to_string("verify/mail/asking.txt", context)
    named = {
        "Message-ID": f"<asking-{asking.pk}-{int(timezone.now().timestamp())}@headway>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject, body, to=[str(asking.email)], headers=named)
