"""What waits: for an administrator open invitations and administrators whom a password alone lets in; for all, what is new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.actions import record_reads
from headway.movement.queries import administrators_without_factor, person_of, visible_invitations
from headway.movement.queries.talk import news_for
from headway.movement.rules import Role
from headway.pages.speech import speech
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
def new_in_what_one_follows(user: Any) -> Iterable[Waiting]:
    found, here = news_for(user), speech()
    items = []
    for one in found[:SHOWN]:
        called = any(new.told for new in one.news)
        note = _("you are called") if called else here.number(len(one.news))
        href = f"{reverse('news')}#record-{one.pk}"
        items.append(
            Item(here.say(one.title), href, note, "accent" if called else "quiet", here.lang_of(one.title))
        )
    for kind in {one.kind for one in found if one.restricted}:
        record_reads(kind, [one for one in found if one.kind == kind], acting_user=user, listed=True)
    yield Waiting(
        _("New in what you follow"),
        tuple(items),
        len(found),
        reverse("news"),
        _("All that is new"),
        is_news=True,
    )


@waits_everywhere
def administrators_without_second_factor(user: Any) -> Iterable[Waiting]:
    if not person_of(user).has(Role.ADMINISTRATOR):
        return
    found, href = administrators_without_factor(), reverse("people")
    items = tuple(Item(address, href, _("password alone"), "warn") for address in found[:SHOWN])
    yield Waiting(_("Administrators without a second factor"), items, len(found), href, _("All people"))
