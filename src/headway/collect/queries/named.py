"""What a figure counts for where it does not say so itself: the period, the one case, the one target and the country of its activity.

A restricted case is passed over as if it were not there, so that the groups of totals are the same for every reader and
tell nothing of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet

from headway.collect.models import Activity, Figure
from headway.collect.rules import By
from headway.plan.models import Campaign

_OPEN = Q(cases__restricted=False)


def named_by_activities(campaign: Campaign, by: Sequence[By]) -> dict[By, Mapping[str, str]]:
    """For each group that is asked for, what each activity names of it, by the activity's key."""
    activities = Activity.objects.filter(campaign=campaign).order_by()
    found: dict[By, Mapping[str, str]] = {}
    for one in by:
        if one is By.PERIOD:
            pairs = activities.exclude(period=None).values_list("key", "period__key")
        elif one is By.COUNTRY:
            pairs = activities.exclude(country="").values_list("key", "country")
        elif one is By.CASE:
            pairs = _alone(activities, "cases").values_list("key", "cases__key")
        elif one is By.TARGET:
            pairs = _alone(activities, "targets").values_list("key", "targets__key")
        else:
            continue
        found[one] = dict(pairs)
    return found


def figures_counted_for(records: QuerySet[Figure], by: By, values: Collection[Any]) -> QuerySet[Figure]:
    """Those that stand in one of these groups of totals: `values` are ids of records, or codes of countries."""
    activities = Activity.objects.order_by()
    if by is By.PERIOD:
        return records.filter(Q(period__in=values) | Q(period=None, activity__period__in=values))
    if by is By.COUNTRY:
        told_apart = Figure.objects.exclude(country="").exclude(part_of=None).values("part_of")
        where = Q(country="", activity__country__in=values) & ~Q(pk__in=told_apart)
        return records.filter(Q(country__in=values) | where)
    if by is By.CASE:
        alone = _alone(activities, "cases").filter(cases__in=values).values("pk")
        return records.filter(Q(case__in=values) | Q(case=None, activity__in=alone))
    return records.filter(activity__in=_alone(activities, "targets").filter(targets__in=values).values("pk"))


def _alone(activities: QuerySet[Activity], name: str) -> QuerySet[Activity]:
    """Activities that name exactly one case (of those that are open to all), or one target."""
    if name == "cases":
        one = Activity.objects.order_by().annotate(number=Count("cases", filter=_OPEN)).filter(number=1)
        return activities.filter(_OPEN, pk__in=one.values("pk"))
    one = Activity.objects.order_by().annotate(number=Count(name)).filter(number=1)
    return activities.filter(pk__in=one.values("pk"))
