"""Who has reported for a period, when, and in which areas: what the core team follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.utils import timezone

from headway.collect.models import Activity, Return
from headway.collect.queries.activities import activities_in_list
from headway.collect.queries.returns import state_of, version_of
from headway.collect.rows import ReturnState
from headway.collect.rules import HANDED_IN, Timing, timing
from headway.movement.models import Office
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.plan.models import Area, Campaign, Participation, Period
from headway.plan.rows import ReportsThrough


@dataclass(frozen=True)
class Line:
    """One office: how its return stands, and how many activities it told of in each area."""

    office: Office
    record: Return | None
    state: ReturnState
    timing: Timing
    counts: tuple[int, ...]

    @property
    def waits_for_answer(self) -> bool:
        return self.state in (ReturnState.SUBMITTED, ReturnState.NOTHING_TO_REPORT)

    @property
    def can_be_reminded(self) -> bool:
        return self.timing in (Timing.DUE, Timing.OVERDUE)

    @property
    def version(self) -> str:
        return version_of(self.record)


@dataclass(frozen=True)
class Reporting:
    """One period, office by office."""

    period: Period
    periods: tuple[Period, ...]
    areas: tuple[Area, ...]
    lines: tuple[Line, ...]

    @cached_property
    def tally(self) -> Mapping[str, int]:
        counted = Counter(one.timing.value.replace("-", "_") for one in self.lines)
        handed = sum(one.state in HANDED_IN for one in self.lines)
        waiting = sum(one.waits_for_answer for one in self.lines)
        return counted | {
            "handed": handed,
            "asked": len(self.lines) - counted["not_asked"],
            "waiting": waiting,
        }

    @cached_property
    def reported_in(self) -> tuple[tuple[Area, int], ...]:
        """For each area, how many offices told of it."""
        return tuple(
            (area, sum(one.counts[at] > 0 for one in self.lines)) for at, area in enumerate(self.areas)
        )

    @cached_property
    def days(self) -> list[date]:
        """When returns were handed in, as far as it is known, earliest first."""
        given = (one.record.handed_in for one in self.lines if one.record and one.state in HANDED_IN)
        return sorted(day for day in given if day is not None)


def reporting(campaign: Campaign, user: Any, key: str = "") -> Reporting | None:
    """The period of that key, or else the latest that has begun; None where there is none, or for others to follow."""
    if not may(person_of(user), "follow_returns"):
        return None
    periods = tuple(Period.objects.filter(campaign=campaign).order_by("-begins", "position"))
    today = timezone.now().date()
    begun = [one for one in periods if one.begins <= today] or list(periods)
    period = next((one for one in periods if one.key == key), None) if key else next(iter(begun), None)
    if period is None:
        return None
    areas = tuple(Area.objects.filter(campaign=campaign))
    given = {one.office_id: one for one in Return.objects.filter(campaign=campaign, period=period)}
    done = _counted(campaign, period)
    lines = []
    for part in Participation.objects.filter(campaign=campaign).select_related("office"):
        record = given.get(part.office_id)
        state, asked = state_of(record), part.reports_through != ReportsThrough.PROJECTS_DATABASE
        when = timing(state, record.handed_in if record else None, period.due, today, asked=asked)
        counts = tuple(done.get((part.office_id, area.pk), 0) for area in areas)
        lines.append(Line(part.office, record, state, when, counts))
    return Reporting(period, periods, areas, tuple(lines))


def _counted(campaign: Campaign, period: Period) -> dict[tuple[Any, Any], int]:
    found = Activity.objects.filter(campaign=campaign, period=period).order_by()
    counted = found.values_list("office_id", "activity_kind__area_id").annotate(Count("pk"))
    return {(office, area): number for office, area, number in counted}


def latest_activities(campaign: Campaign, user: Any, period: Period, most: int = 5) -> list[Activity]:
    """What offices recorded last for a period; ids are in the order of time."""
    return list(activities_in_list(campaign, user).filter(period=period).order_by("-pk")[:most])


def returns_by_keys(campaign: Campaign, period: Period, keys: Collection[str]) -> list[Return]:
    """For the core team, which chooses some of a list."""
    return list(Return.objects.filter(campaign=campaign, period=period, key__in=list(keys)))
