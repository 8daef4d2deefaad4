"""What the worker does for this room: private links by mail, in the language of whoever is asked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from headway.movement.tasks import deliver
from headway.verify.actions.asking import note_asking_failed, note_asking_sent, renew_link
from headway.verify.queries.asking import asking_to_send


@task()
def send_asking(asking: str, attempt: int = 1) -> str:
    """Send one link, where it is still wanted; its word is made now, so that the queue never holds it."""
    found = asking_to_send(asking)
    token = renew_link(found) if found is not None and found.email else None
    if found is None or token is None:
        return "not needed"
    fault = deliver(
        lambda: _mail(found, token), "a private link", attempt,
        lambda then: send_asking.using(run_after=then).enqueue(asking, attempt + 1),
    )  # fmt: skip
    if fault:
        note_asking_failed(asking, fault)
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
