"""What stands in the calendar of a campaign: chances to move somebody, and what it publishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from headway.engage.models import CalendarLink
from headway.engage.queries import visible_opportunities
from headway.engage.rules import MANY_AT_ONCE, month_of
from headway.lib.edtf import ImpreciseDate
from headway.lib.folding import fold
from headway.movement.queries import digest_of, person_of
from headway.movement.rules import may
from headway.pages.speech import speech
from headway.plan.models import Campaign
from headway.plan.queries import outputs_of


@dataclass(frozen=True)
class Dated:
    """One thing in the calendar, and the offices whose work it is."""

    kind: str
    key: str
    name: dict[str, str]
    sort: Any
    when: ImpreciseDate
    offices: tuple[Any, ...]

    @property
    def month(self) -> tuple[int, int] | None:
        return month_of(self.when)

    def is_in(self, year: int) -> bool:
        first, last = self.when.earliest, self.when.latest
        return bool(first and last and first.year <= year <= last.year)


@dataclass(frozen=True)
class Load:
    """How much one office has in each month of a year: a number, and whether it is much at once."""

    office: Any
    months: tuple[tuple[int, bool], ...]

    @property
    def is_over(self) -> bool:
        return any(over for _, over in self.months)


def dated(campaign: Campaign, user: Any) -> list[Dated]:
    """All that has a day, a month or a year, by date. None of it can be restricted."""
    if not may(person_of(user), "see"):
        return []
    found = [
        Dated("opportunity", one.key, one.name, one, one.when, (one.owner,) if one.owner else ())
        for one in visible_opportunities(campaign, user).prefetch_related(None)
        if one.when
    ]
    found += [
        Dated("output", one.key, one.name, one, one.when, tuple(one.offices.all()))
        for one in outputs_of(campaign).prefetch_related(None).prefetch_related("offices")
        if one.when
    ]
    return sorted(found, key=lambda one: one.when.sort_key)


def years_of(found: Iterable[Dated]) -> list[int]:
    """Every year from the first in which there is something to the last."""
    days = [day for one in found for day in (one.when.earliest, one.when.latest) if day]
    return list(range(min(days).year, max(days).year + 1)) if days else []


def loads_in(found: Sequence[Dated], year: int) -> list[Load]:
    """What falls on each office, month by month; offices on which nothing falls are left out."""
    offices = {office.key: office for one in found for office in one.offices}
    counted = Counter(
        (office.key, one.month)
        for one in found
        for office in one.offices
        if one.month and one.month[0] == year
    )
    loads = [
        Load(
            office,
            tuple((number := counted[key, (year, month)], number >= MANY_AT_ONCE) for month in range(1, 13)),
        )
        for key, office in offices.items()
    ]
    here = speech()
    shown = [load for load in loads if any(number for number, _ in load.months)]
    return sorted(shown, key=lambda load: fold(here.say(load.office.name)))


def has_calendar_link(campaign: Campaign, user: Any) -> bool:
    return CalendarLink.objects.filter(campaign=campaign, person=user).exists()


def calendar_link(campaign: str, token: str) -> CalendarLink | None:
    """The link with this word, as long as its person may read the campaign."""
    found = CalendarLink.objects.filter(campaign__key=campaign, digest=digest_of(token))
    link = found.select_related("person", "campaign").first()
    return link if link and may(person_of(link.person), "see") else None
