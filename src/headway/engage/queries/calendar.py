"""What stands in the calendar of a campaign: chances to move somebody, and what it publishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from headway.engage.models import CalendarLink
from headway.engage.queries import visible_opportunities
from headway.engage.rules import MANY_AT_ONCE, month_of, start_by
from headway.lib.edtf import ImpreciseDate
from headway.lib.folding import fold
from headway.lib.months import months_from
from headway.movement.queries import digest_of, person_of
from headway.movement.rules import may
from headway.pages.speech import speech
from headway.plan.models import Campaign
from headway.plan.queries import outputs_of


@dataclass(frozen=True)
class Dated:
    """One thing in the calendar, and the offices whose work it is; `is_start`: the last day on which work for it may begin."""

    kind: str
    key: str
    name: dict[str, str]
    sort: Any
    when: ImpreciseDate
    offices: tuple[Any, ...]
    starts: date | None = None
    is_start: bool = False

    @property
    def busy(self) -> list[tuple[int, int]]:
        """The months in which there is work for it: from its start on, or its own."""
        if self.month is None or self.is_start:
            return []
        first = self.starts or date(*self.month, 1)
        return [(month.year, month.month) for month in months_from(first, date(*self.month, 1))]

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
        entry
        for one in visible_opportunities(campaign, user).prefetch_related(None)
        if one.when
        for entry in _of_opportunity(one)
    ]
    found += [
        Dated("output", one.key, one.name, one, one.when, tuple(one.offices.all()))
        for one in outputs_of(campaign).prefetch_related(None).prefetch_related("offices")
        if one.when
    ]
    return sorted(found, key=lambda one: one.when.sort_key)


def _of_opportunity(one: Any) -> Iterator[Dated]:
    offices = (one.owner,) if one.owner else ()
    starts = start_by(one.when, one.lead_weeks)
    yield Dated("opportunity", one.key, one.name, one, one.when, offices, starts)
    if starts:
        day = ImpreciseDate.on(starts)
        yield Dated("opportunity", one.key, one.name, one, day, offices, is_start=True)


def years_of(found: Iterable[Dated]) -> list[int]:
    """Every year from the first in which there is something to the last."""
    days = [day for one in found for day in (one.when.earliest, one.when.latest) if day]
    return list(range(min(days).year, max(days).year + 1)) if days else []


def loads_in(found: Sequence[Dated], year: int) -> list[Load]:
    """What falls on each office, month by month: what has its day there, and what is prepared there by then.

    Offices on which nothing falls are left out.
    """
    offices = {office.key: office for one in found for office in one.offices}
    counted = Counter(
        (office.key, month)
        for one in found
        for office in one.offices
        for month in one.busy
        if month[0] == year
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
