"""What waits of outcomes: to be finished, to be proved, to be decided; and for readers, what was verified last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.audit.actions import record_reads
from headway.movement.queries import person_of
from headway.movement.rules import Role
from headway.pages.panels import few
from headway.pages.places import address_of
from headway.pages.speech import speech
from headway.pages.waiting import Item, Tone, Waiting, waits_in_campaign
from headway.pages.wording import wording
from headway.plan.queries import countries_of_focus
from headway.verify.queries import visible_outcomes
from headway.verify.queries.updates import countries_to_tell_of, missing_of, recent_months
from headway.verify.rows import OutcomeState

SHOWN = 5
_UNFINISHED = (OutcomeState.NEEDS_EVIDENCE, OutcomeState.DRAFT)
_TO_DECIDE = (OutcomeState.UNDER_REVIEW, OutcomeState.PROPOSED)
_TONES: dict[OutcomeState, Tone] = {
    OutcomeState.NEEDS_EVIDENCE: "warn",
    OutcomeState.UNDER_REVIEW: "accent",
    OutcomeState.VERIFIED: "good",
}


@waits_in_campaign
def outcomes_to_finish(campaign: Any, user: Any) -> Iterable[Waiting]:
    """Drafts and outcomes that need evidence: of a researcher's countries, and those that the person wrote."""
    person = person_of(user)
    countries = {held.country for held in person.roles if held.role is Role.RESEARCHER and held.counts}
    if not countries and not person.has(Role.CONTRIBUTOR):
        return
    here = Q(country__in=countries) | Q(focus_country__key__in=_of_focus(campaign, countries))
    seen = visible_outcomes(campaign, user)
    yield _waiting(
        campaign, user, seen.filter(here | Q(author=user.pk)), _UNFINISHED, _("Outcomes to finish")
    )
    if countries:
        newest = _("Newest outcomes in your countries")
        yield _waiting(campaign, user, seen.filter(here), (OutcomeState.VERIFIED,), newest, is_news=True)


def _of_focus(campaign: Any, countries: set[str]) -> list[str]:
    """The countries of focus that hold any of these."""
    return [key for key, codes in countries_of_focus(campaign).items() if codes & countries]


@waits_in_campaign
def updates_to_write(campaign: Any, user: Any) -> Iterable[Waiting]:
    """Months that are over and of which nothing was told: of a researcher's countries, and for the core team of all."""
    person = person_of(user)
    recent = recent_months(campaign)
    if not recent or not (person.has(Role.RESEARCHER) or person.has(Role.CORE_TEAM)):
        return
    countries = countries_to_tell_of(campaign, user)
    missing = missing_of(campaign, user, countries, recent)
    here = speech(campaign.language)
    items = tuple(_update_item(campaign, here, *one) for one in missing[:SHOWN])
    href = reverse("updates", args=[campaign.key])
    yield Waiting(_("Monthly updates that wait"), items, len(missing), href, _("All months"))


def _update_item(campaign: Any, here: Any, country: Any, month: Any) -> Item:
    text = f"{here.say(country.name)} · {here.when(month)}"
    href = f"{reverse('update-new', args=[campaign.key])}?country={country.key}&month={month.edtf}"
    return Item(text, href, _("five minutes"), "warn")


@waits_in_campaign
def outcomes_to_decide(campaign: Any, user: Any) -> Iterable[Waiting]:
    if person_of(user).has(Role.CORE_TEAM):
        yield _waiting(
            campaign, user, visible_outcomes(campaign, user), _TO_DECIDE, _("Outcomes to decide about")
        )


@waits_in_campaign
def outcomes_verified_last(campaign: Any, user: Any) -> Iterable[Waiting]:
    if person_of(user).has(Role.READER):
        verified = visible_outcomes(campaign, user).filter(restricted=False)
        newest = _("Newest verified outcomes")
        yield _waiting(campaign, user, verified, (OutcomeState.VERIFIED,), newest, is_news=True)


def _waiting(
    campaign: Any, user: Any, outcomes: QuerySet[Any], states: Sequence[OutcomeState], heading: str,
    *, is_news: bool = False,
) -> Waiting:  # fmt: skip
    held = outcomes.filter(state__in=states)
    newest = held.select_related("focus_country").order_by(
        "-when_latest", "-when_earliest", "position", "key"
    )
    first, number = few(newest, SHOWN)
    shown = sorted(first, key=lambda one: states.index(OutcomeState(one.state)))
    record_reads("outcome", shown, acting_user=user, listed=True)
    query = "&".join(f"state={state}" for state in states)
    href = f"{reverse('outcomes', args=[campaign.key])}?{query}"
    items = tuple(_item(campaign, one) for one in shown)
    return Waiting(heading, items, number, href, _("All of them"), is_news)


def _item(campaign: Any, outcome: Any) -> Item:
    here, state = speech(campaign.language), OutcomeState(outcome.state)
    where = here.say(outcome.focus_country.name) if outcome.focus_country else ""
    note = here.listed([wording(state), where])
    href = address_of("outcome", campaign.key, outcome.key)
    return Item(here.say(outcome.name), href, note, _TONES.get(state, "quiet"), here.lang_of(outcome.name))
