"""Reading who has reported for which period, and what each office means to do."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from headway.collect.models import Return, SignUp, SignUpTarget
from headway.collect.rows import ReturnState
from headway.collect.rules import HANDED_IN
from headway.movement.models import Office
from headway.movement.queries import person_of, visible_offices
from headway.movement.rules import may
from headway.plan.models import Campaign, Participation, Period
from headway.plan.rows import ReportsThrough


def offices_reporting(campaign: Campaign, user: Any) -> QuerySet[Office]:
    """Offices that take part, whether they have reported or not."""
    taking_part = Participation.objects.filter(campaign=campaign).values("office")
    return visible_offices(user).filter(pk__in=taking_part)


def offices_asked(campaign: Campaign) -> set[Any]:
    """Ids of the offices that report by returns: those that report through the projects database are not asked."""
    found = Participation.objects.filter(campaign=campaign)
    return set(
        found.exclude(reports_through=ReportsThrough.PROJECTS_DATABASE).values_list("office_id", flat=True)
    )


def visible_returns(campaign: Campaign, user: Any) -> QuerySet[Return]:
    seen = may(person_of(user), "see")
    found = Return.objects.filter(campaign=campaign) if seen else Return.objects.none()
    return found.select_related("office", "period")


def in_state(offices: QuerySet[Office], campaign: Campaign, states: Sequence[str]) -> QuerySet[Office]:
    """Those of which the return for some period is in one of these states; where there is none, it is not started."""
    given = Return.objects.filter(campaign=campaign, state__in=states).values("office")
    found = Q(pk__in=given)
    if ReturnState.NOT_STARTED in states:
        returned = Return.objects.filter(office=OuterRef(OuterRef("pk")), period=OuterRef("pk"))
        waits = Period.objects.filter(~Exists(returned), campaign=campaign)
        found |= Q(Exists(waits), pk__in=offices_asked(campaign))
    return offices.filter(found)


def returns_of(campaign: Campaign, user: Any, offices: Sequence[Office]) -> dict[tuple[Any, Any], Return]:
    """The returns of these offices, by the ids of office and period."""
    found = visible_returns(campaign, user).filter(office__in=[office.pk for office in offices])
    return {(one.office_id, one.period_id): one for one in found}


def returns_for_a_file(
    campaign: Campaign, user: Any, offices: QuerySet[Office], states: Sequence[str]
) -> QuerySet[Return]:
    """The returns of these offices; what is not handed in is in no file but that of those who answer returns."""
    found = visible_returns(campaign, user).filter(office__in=offices.order_by().values("pk"))
    if states:
        found = found.filter(state__in=states)
    if not may(person_of(user), "follow_returns"):
        found = found.filter(state__in=[state.value for state in HANDED_IN])
    return found.order_by("office__key", "period__begins", "pk")


@dataclass(frozen=True)
class Standings:
    """How far one period is reported: how many offices have handed in, of how many that are asked to."""

    period: Period
    handed_in: int
    offices: int


def standings(campaign: Campaign, user: Any) -> list[Standings]:
    """How far each period is reported, the latest first."""
    offices = offices_reporting(campaign, user)
    of_all = offices.filter(pk__in=offices_asked(campaign)).count()
    given = (
        visible_returns(campaign, user)
        .filter(office__in=offices_asked(campaign), state__in=[state.value for state in HANDED_IN])
        .filter(office__in=offices.values("pk"))
    )
    counted = Counter(given.values_list("period_id", flat=True))
    periods = Period.objects.filter(campaign=campaign).order_by("-begins", "position")
    return [Standings(period, counted[period.pk], of_all) for period in periods]


def return_by_key(campaign: Campaign, user: Any, key: str) -> Return | None:
    return visible_returns(campaign, user).prefetch_related("areas").filter(key=key).first()


def visible_sign_ups(campaign: Campaign, user: Any) -> QuerySet[SignUp]:
    seen = may(person_of(user), "see")
    found = SignUp.objects.filter(campaign=campaign) if seen else SignUp.objects.none()
    return found.select_related("office").prefetch_related("focus_countries")


def returns_and_plan(campaign: Campaign, user: Any, office: Office) -> tuple[list[Return], list[SignUp]]:
    """What one office has reported, the latest period first, and what it signed up for."""
    returns = visible_returns(campaign, user).filter(office=office).order_by("-period__begins", "position")
    plans = visible_sign_ups(campaign, user).filter(office=office).prefetch_related(None)
    return list(returns), list(plans)


def targets_of_office(campaign: Campaign, user: Any, office: Office) -> list[SignUpTarget]:
    """What the office means to reach, by its sign-up."""
    seen = may(person_of(user), "see")
    found = SignUpTarget.objects.filter(campaign=campaign, sign_up__office=office).select_related(
        "measure", "period"
    )
    return list(found) if seen else []


def sign_up_by_key(campaign: Campaign, user: Any, key: str) -> SignUp | None:
    return visible_sign_ups(campaign, user).filter(key=key).first()


def state_of(given: Return | None) -> ReturnState:
    """Where no return is there yet, it is not started."""
    return ReturnState(given.state) if given else ReturnState.NOT_STARTED


@dataclass(frozen=True)
class Place:
    """An office that takes part, a period, and the return of the one for the other, where it was begun."""

    office: Office
    period: Period
    record: Return | None


def place_of_return(campaign: Campaign, user: Any, office: str, period: str) -> Place | None:
    """None where the office does not take part, or there is no such period."""
    who = offices_reporting(campaign, user).filter(key=office).first()
    when = Period.objects.filter(campaign=campaign, key=period).first()
    if who is None or when is None:
        return None
    given = visible_returns(campaign, user).prefetch_related("areas").filter(office=who, period=when).first()
    return Place(who, when, given)


def version_of(record: Return | None) -> str:
    """Names a return as it stands now."""
    if record is None:
        return "new"
    told = (record.state, record.answer, record.worked, record.not_worked, record.learnt, record.targets_met)
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]
