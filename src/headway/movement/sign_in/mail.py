"""Mail that invites somebody, in their language where it is known."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from headway.movement.rules import INVITATION_LASTS_DAYS


def is_mail_sent() -> bool:
    """False where mail is only printed where the site runs."""
    return "console" not in str(settings.EMAIL_BACKEND)


def address_of_site(request: HttpRequest) -> str:
    """Where links in mail lead: as the settings say, or where the page was asked for, by HTTPS where that is served."""
    if settings.SITE_ADDRESS_GIVEN:
        return str(settings.SITE_ADDRESS)
    scheme = "https" if settings.SESSION_COOKIE_SECURE else request.scheme
    return f"{scheme}://{request.get_host()}"


def link_of(invited: Any, address: str) -> str:
    """The link as whoever is invited follows it; it speaks their language from the first page on."""
    language = invited.invitation.language
    return address + reverse("join", args=[invited.token]) + (f"?language={language}" if language else "")


def send_invitation(invited: Any, address: str) -> None:
    """Raises what the mail server says where it does not take the mail."""
    invitation = invited.invitation
    language = invitation.language or translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        context = {
            "invitation": invitation,
            "link": link_of(invited, address),
            "address": address,
            "days": INVITATION_LASTS_DAYS,
        }
        subject = render_to_string("movement/mail/invitation_subject.txt", context).strip()
        body = render_to_string("movement/mail/invitation.txt", context)
    send_mail(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", body, None, [invitation.email])
