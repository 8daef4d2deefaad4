"""Reading activities. They cannot be restricted, but what they are about can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from headway.collect.models import Activity, Clipping, Figure
from headway.collect.queries.figures import visible_figures
from headway.engage.models import Case
from headway.engage.queries import visible_cases
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.linked import Links, linked
from headway.plan.models import Campaign

# By which of its fields an activity is tied to a record of another kind.
TIES = {
    "case": "cases",
    "focus-country": "focus_countries",
    "office": "office",
    "opportunity": "opportunities",
    "output": "outputs",
    "partner": "partners",
    "target": "targets",
}


def visible_activities(campaign: Campaign, user: Any) -> QuerySet[Activity]:
    seen = may(person_of(user), "see")
    return Activity.objects.filter(campaign=campaign) if seen else Activity.objects.none()


def activities_in_list(campaign: Campaign, user: Any) -> QuerySet[Activity]:
    """With all that a row of a list says of each."""
    return visible_activities(campaign, user).select_related("office", "activity_kind__area")


def activities_about(campaign: Campaign, user: Any, kind: str, record: Any) -> QuerySet[Activity]:
    """Activities tied to this record, newest first."""
    found = activities_in_list(campaign, user).filter(**{TIES[kind]: record})
    return found.order_by("-when_latest", "-when_earliest", "position", "key")


def activities_of_enquiries(campaign: Campaign, user: Any) -> QuerySet[Activity]:
    """Activities of the kinds that the pack marks as enquiries of media, newest first."""
    found = activities_in_list(campaign, user).filter(activity_kind__enquiries=True)
    return found.order_by("-when_latest", "-when_earliest", "position", "key")


def activity_by_key(campaign: Campaign, user: Any, key: str) -> Activity | None:
    """One activity; `is_heard_of` says whether anything that was heard is tied to it, so that nobody asks in vain."""
    found = activities_in_list(campaign, user).select_related("period").filter(key=key)
    return found.annotate(is_heard_of=Exists(Clipping.objects.filter(activity=OuterRef("pk")))).first()


def ties_of(activity: Activity, campaign: Campaign, user: Any) -> tuple[list[Case], Links]:
    """Cases of an activity that the reader may know of, and what else it is tied to, by field."""
    cases = visible_cases(campaign, user).filter(
        pk__in=activity.cases.through.objects.filter(activity=activity).values("case")
    )
    names = ("focus_countries", "partners", "targets", "opportunities", "outputs")
    return list(cases), linked(Activity, [activity.pk], *names).get(activity.pk, {})


def figures_of_activity(activity: Activity, campaign: Campaign, user: Any) -> list[Figure]:
    return list(visible_figures(campaign, user).filter(activity=activity))


def figures_by_activity(
    activities: Sequence[Activity], campaign: Campaign, user: Any
) -> dict[Any, list[Figure]]:
    """The figures of these activities, by the activity's id, in one query."""
    found: dict[Any, list[Figure]] = defaultdict(list)
    if activities:
        for figure in visible_figures(campaign, user).filter(activity__in=[one.pk for one in activities]):
            found[figure.activity_id].append(figure)
    return dict(found)
