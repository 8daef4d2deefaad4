"""What waits of returns: an office's own to give, and for the core team those that were handed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from babel.dates import format_date
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from headway.collect.queries import offices_reporting, returns_of, state_of, visible_returns
from headway.collect.queries.drafts import drafts_of
from headway.collect.queries.entering import may_record_any
from headway.collect.queries.returns import offices_asked
from headway.collect.rows import ReturnState
from headway.movement.queries import person_of
from headway.movement.rules import Role
from headway.pages.panels import few
from headway.pages.places import address_of
from headway.pages.speech import speech
from headway.pages.waiting import Item, Tone, Waiting, waits_in_campaign
from headway.pages.wording import wording
from headway.plan.queries import all_of_plan

SHOWN = 6
# What an office still has to do something about comes first.
_OPEN = (ReturnState.RETURNED, ReturnState.IN_PROGRESS, ReturnState.NOT_STARTED)
_TONES: dict[ReturnState, Tone] = {
    ReturnState.RETURNED: "bad",
    ReturnState.IN_PROGRESS: "accent",
    ReturnState.NOT_STARTED: "warn",
    ReturnState.ACCEPTED: "good",
}


@waits_in_campaign
def returns_to_give(campaign: Any, user: Any) -> Iterable[Waiting]:
    """For each office that the person works for, its returns of the periods that have begun, the open ones first."""
    if not person_of(user).has(Role.CONTRIBUTOR):
        return
    offices = list(offices_reporting(campaign, user).filter(key__in=person_of(user).offices))
    today = timezone.now().date()
    periods = [row for row in all_of_plan(campaign, "period") if row.begins <= today]
    given = returns_of(campaign, user, offices) if offices else {}
    asked = offices_asked(campaign) if offices else set()
    open_ones: list[tuple[ReturnState, Item]] = []
    others: list[tuple[ReturnState, Item]] = []
    for period in sorted(periods, key=lambda row: row.ends, reverse=True):
        for office in offices:
            own = given.get((office.pk, period.pk))
            state = state_of(own)
            if own is None and office.pk not in asked:
                continue
            kept = open_ones if state in _OPEN else others
            kept.append((state, _item(campaign, office, period, own, state)))
    open_ones.sort(key=lambda pair: _OPEN.index(pair[0]))
    items = tuple(item for _state, item in (*open_ones, *others))
    href = reverse("returns", args=[campaign.key])
    heading = _("Your office’s returns")
    yield Waiting(heading, items[:SHOWN], len(items), href, _("All returns"), is_news=not open_ones)
    own_pages = [item for office in offices for item in _of_office(campaign, office)]
    if offices:
        own_pages.append(
            Item(_("Bring in petitions and actions"), reverse("import-actions", args=[campaign.key]))
        )
    yield Waiting(_("Your office"), tuple(own_pages), len(own_pages), is_news=True)


def _of_office(campaign: Any, office: Any) -> Iterable[Item]:
    named = {"office": speech().say(office.name)}
    yield Item(_("What %(office)s did, and what it led to") % named, address_of("office", "", office.key))
    yield Item(
        _("Figures of %(office)s over time, beside the whole movement") % named,
        reverse("office-figures", args=[campaign.key, office.key]),
    )


def _item(campaign: Any, office: Any, period: Any, own: Any, state: ReturnState) -> Item:
    here = speech()
    text = f"{here.say(office.name)} · {here.say(period.name)}"
    due = ""
    if period.due:
        day = here.digits(format_date(period.due, "long", locale=here.locale))
        due = _("due %(day)s") % {"day": day}
    note = here.listed([wording(state), due])
    href = reverse("return-of", args=[campaign.key, office.key, period.key])
    return Item(text, href, note, _TONES.get(state, "quiet"))


@waits_in_campaign
def drafts_to_finish(campaign: Any, user: Any) -> Iterable[Waiting]:
    """What the person has begun to write: activities, and outcomes with their claims and evidence."""
    if not may_record_any(user) and not person_of(user).has(Role.RESEARCHER):
        return
    drafts, number = few(drafts_of(campaign, user), SHOWN)
    if drafts:
        href = reverse("drafts", args=[campaign.key])
        items = tuple(Item(_title(one) or _("Without a title yet"), _draft(campaign, one)) for one in drafts)
        yield Waiting(_("Your drafts"), items, number, href, _("All drafts"))


def _title(draft: Any) -> str:
    said = (draft.content.get(name) or [""] for name in ("name", "how", "text", "happened"))
    return next((str(one[0])[:90] for one in said if one[0]), "")


def _draft(campaign: Any, draft: Any) -> str:
    if at := draft.content.get("at"):
        return f"{at[0]}?draft={draft.client_id}"
    name, args = ("activity-change", [draft.subject]) if draft.subject else ("record-activity", [])
    return f"{reverse(name, args=[campaign.key, *args])}?draft={draft.client_id}"


@waits_in_campaign
def returns_to_answer(campaign: Any, user: Any) -> Iterable[Waiting]:
    """Returns that were handed in and have no answer yet."""
    if not person_of(user).has(Role.CORE_TEAM):
        return
    waiting = visible_returns(campaign, user).filter(
        state__in=[ReturnState.SUBMITTED, ReturnState.NOTHING_TO_REPORT]
    )
    here = speech()
    shown, number = few(waiting.order_by("period__ends", "office__position"), SHOWN)
    periods = {one.period_id for one in shown}
    if number > len(shown):
        periods |= set(waiting.order_by("period").values_list("period", flat=True).distinct()[:2])
    about = here.say(shown[0].period.name) if len(periods) == 1 else ""
    items = tuple(
        Item(
            here.say(one.office.name),
            address_of("return", campaign.key, one.key),
            "" if about else here.say(one.period.name),
        )
        for one in shown
    )
    href = reverse("reporting", args=[campaign.key])
    yield Waiting(
        _("Returns handed in, not yet answered"), items, number, href, _("All returns"), about=about
    )
