"""What waits of returns: an office's own to give, and for the core team those that were handed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from babel.dates import format_date
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.collect.queries import offices_reporting, returns_of, state_of, visible_returns
from headway.collect.rows import ReturnState
from headway.movement.queries import person_of
from headway.movement.rules import Role
from headway.pages.places import address_of
from headway.pages.speech import speech
from headway.pages.waiting import Item, Tone, Waiting, waits_in_campaign
from headway.pages.wording import wording
from headway.plan.queries import all_of_plan

SHOWN = 6
# What an office still has to do something about.
_OPEN = (ReturnState.RETURNED, ReturnState.IN_PROGRESS, ReturnState.NOT_STARTED)
_TONES: dict[ReturnState, Tone] = {ReturnState.RETURNED: "bad", ReturnState.IN_PROGRESS: "accent"}


@waits_in_campaign
def returns_to_give(campaign: Any, user: Any) -> Iterable[Waiting]:
    """For each office that the person works for, its returns of the periods that have begun, sent back ones first."""
    mine = person_of(user).offices
    if not person_of(user).has(Role.CONTRIBUTOR):
        return
    offices = list(offices_reporting(campaign, user).filter(key__in=mine))
    periods = [row for row in all_of_plan(campaign, "period") if row.begins <= campaign.cutoff]
    given = returns_of(campaign, user, offices) if offices else {}
    found = []
    for period in sorted(periods, key=lambda row: row.ends, reverse=True):
        for office in offices:
            own = given.get((office.pk, period.pk))
            state = state_of(own)
            if state in _OPEN:
                found.append((_OPEN.index(state), _item(campaign, office, period, own, state)))
    found.sort(key=lambda pair: pair[0])
    items = tuple(item for _at, item in found[:SHOWN])
    href = reverse("returns", args=[campaign.key])
    yield Waiting(_("Your office’s returns"), items, len(found), href, _("All returns"))


def _item(campaign: Any, office: Any, period: Any, own: Any, state: ReturnState) -> Item:
    here = speech()
    text = f"{here.say(office.name)} · {here.say(period.name)}"
    due = ""
    if period.due:
        day = here.digits(format_date(period.due, "long", locale=here.locale))
        due = _("due %(day)s") % {"day": day}
    note = here.listed([wording(state), due])
    href = address_of("return", campaign.key, own.key) if own else reverse("returns", args=[campaign.key])
    return Item(text, href, note, _TONES.get(state, "warn"))


@waits_in_campaign
def returns_to_answer(campaign: Any, user: Any) -> Iterable[Waiting]:
    """Returns that were handed in and have no answer yet."""
    if not person_of(user).has(Role.CORE_TEAM):
        return
    waiting = visible_returns(campaign, user).filter(state=ReturnState.SUBMITTED)
    here = speech()
    shown = waiting.order_by("period__ends", "office__position")[:SHOWN]
    items = tuple(
        Item(
            here.say(one.office.name), address_of("return", campaign.key, one.key), here.say(one.period.name)
        )
        for one in shown
    )
    href = f"{reverse('returns', args=[campaign.key])}?state={ReturnState.SUBMITTED}"
    yield Waiting(_("Returns handed in, not yet answered"), items, waiting.count(), href, _("All of them"))
