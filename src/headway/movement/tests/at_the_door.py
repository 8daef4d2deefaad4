"""People as they come to the door: with a browser, a password, a phone that shows codes, a mailbox."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time
from collections.abc import Iterator
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

from headway.audit.models import Entry
from headway.audit.queries import payload_text

PASSWORD = "a river under nine lanterns"
ANOTHER = "seven kettles on a quiet hill"


def with_password(user: Any, password: str = PASSWORD) -> Any:
    user.set_password(password)
    user.save()
    return user


def enter(client: Client, user: Any, password: str = PASSWORD, **more: str) -> Any:
    """Sign in as a person does, by the form."""
    return client.post(reverse("account_login"), {"login": user.email, "password": password, **more})


def signed_in(user: Any, password: str = PASSWORD) -> Client:
    client = Client()
    assert enter(client, with_password(user, password), password).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def confirm(client: Client, password: str = PASSWORD) -> None:
    """Show once more that it is oneself, before something is changed that one signs in by."""
    answer = client.post(
        reverse("account_reauthenticate"), {"password": password, "next": reverse("account")}
    )
    assert answer.status_code == 302


def code_of(secret: str, step: int = 0) -> str:
    """What an authenticator app shows now, or `step` half minutes later (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    at = digest[-1] & 15
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def wrong_codes(secret: str) -> Iterator[str]:
    """Codes that this app shows neither now nor in the minutes in which a test runs, however it came by its secret."""
    right = {code_of(secret, step) for step in range(-2, 40)}
    return (code for code in map("{:06}".format, range(1_000_000)) if code not in right)


def add_app(client: Client) -> str:
    """Add an authenticator app; returns its secret."""
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret: str = page.context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    return secret


def codes_of(client: Client) -> list[str]:
    found: list[str] = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    return found


def links_sent() -> list[str]:
    """Addresses in the mail that went out, oldest first, as paths."""
    return [
        link for letter in mail.outbox for link in re.findall(r"https?://testserver(/\S+)", str(letter.body))
    ]


def told(user: Any = None) -> list[str]:
    """What the log tells of somebody, or of everybody, oldest first."""
    entries = Entry.objects.order_by("seq")
    return list((entries.filter(subject=str(user.pk)) if user else entries).values_list("action", flat=True))


def last_told(action: str) -> str:
    """The payload of the last entry of this name."""
    entry = Entry.objects.filter(action=action).select_related("payload").order_by("-seq")[0]
    return payload_text(entry.payload)
