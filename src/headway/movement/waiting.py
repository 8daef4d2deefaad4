"""What waits for an administrator: invitations that nobody has taken up, and administrators whom a password alone lets in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from headway.movement.queries import administrators_without_factor, person_of, visible_invitations
from headway.movement.rules import Role
from headway.pages.waiting import Item, Waiting, waits_everywhere

SHOWN = 5


@waits_everywhere
def invitations_open(user: Any) -> Iterable[Waiting]:
    """Invitations that stand open, those that have run out first."""
    if not person_of(user).has(Role.ADMINISTRATOR):
        return
    held, now, href = visible_invitations(user), timezone.now(), reverse("invitations")
    items = []
    for one in held.order_by("expires_at")[:SHOWN]:
        is_over = one.expires_at <= now
        items.append(
            Item(
                one.name or one.email,
                href,
                _("has run out") if is_over else _("not taken up yet"),
                "warn" if is_over else "quiet",
            )
        )
    yield Waiting(_("Open invitations"), tuple(items), held.count(), href, _("All invitations"))


@waits_everywhere
def administrators_without_second_factor(user: Any) -> Iterable[Waiting]:
    if not person_of(user).has(Role.ADMINISTRATOR):
        return
    found, href = administrators_without_factor(), reverse("people")
    items = tuple(Item(address, href, _("password alone"), "warn") for address in found[:SHOWN])
    yield Waiting(_("Administrators without a second factor"), items, len(found), href, _("All people"))
