"""Reading activities. They cannot be restricted, but what they are about can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from headway.collect.models import Activity, Clipping, Figure
from headway.collect.queries.figures import visible_figures
from headway.engage.models import Case
from headway.engage.queries import visible_cases
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.linked import Links, linked
from headway.pages.listing import latest_first
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
    return found.order_by(*latest_first("when"))


def links_to(kind: str, record: Any) -> QuerySet[Any] | None:
    """Rows that tie activities to a record of a campaign, one an activity; None where they point at it themselves."""
    field: Any = Activity._meta.get_field(TIES[kind])
    if not field.many_to_many:
        return None
    ties: QuerySet[Any] = field.remote_field.through._default_manager.filter(
        **{field.m2m_reverse_field_name(): record}
    )
    return ties


def activities_of_enquiries(campaign: Campaign, user: Any) -> QuerySet[Activity]:
    """Activities of the kinds that the pack marks as enquiries of media, newest first."""
    found = activities_in_list(campaign, user).filter(activity_kind__enquiries=True)
    return found.order_by("-when_latest", "-when_earliest", "position", "key")


def activity_by_key(campaign: Campaign, user: Any, key: str) -> Activity | None:
    """One activity; `is_heard_of` says whether anything that was heard is tied to it, and `is_named` whether another activity
    hands it over, so that nobody asks in vain.
    """
    found = activities_in_list(campaign, user).select_related("period", "delivers", "follows").filter(key=key)
    named = Activity.objects.filter(delivers=OuterRef("pk"))
    heard = Clipping.objects.filter(activity=OuterRef("pk"))
    return found.annotate(is_heard_of=Exists(heard), is_named=Exists(named)).first()


def ties_of(activity: Activity, campaign: Campaign, user: Any) -> tuple[list[Case], Links]:
    """Cases of an activity that the reader may know of, and what else it is tied to, by field."""
    cases = visible_cases(campaign, user).filter(
        pk__in=activity.cases.through.objects.filter(activity=activity).values("case")
    )
    names = ("focus_countries", "partners", "targets", "opportunities", "outputs")
    return list(cases), linked(Activity, [activity.pk], *names).get(activity.pk, {})


@dataclass
class Near:
    """Activities that one names, or that name it: what it hands over and came out of, and what handed it over."""

    hands_over: Activity | None = None
    came_out_of: Activity | None = None
    handed_over: list[Activity] = field(default_factory=list)


def near_of(activity: Activity, campaign: Campaign, user: Any) -> Near:
    """Of an activity that was read by `activity_by_key`."""
    near = Near(activity.delivers, activity.follows)
    if not activity.is_named:  # type: ignore[attr-defined]
        return near
    near.handed_over += deliveries_of([activity], campaign, user).get(activity.pk, [])
    return near


def deliveries_of(
    activities: Collection[Activity], campaign: Campaign, user: Any
) -> dict[Any, list[Activity]]:
    """Where and when each of these was handed over, by its id."""
    found: dict[Any, list[Activity]] = defaultdict(list)
    known = visible_activities(campaign, user).filter(delivers__in=[one.pk for one in activities])
    for one in known.order_by("when_earliest", "position", "key"):
        found[one.delivers_id].append(one)
    return dict(found)


def handed_over(records: QuerySet[Activity], *, yes: bool) -> QuerySet[Activity]:
    """Those of which a delivery is recorded; or those of which none is, of the kinds that ever were handed over."""
    delivered = Activity.objects.exclude(delivers=None).order_by().values("delivers")
    if yes:
        return records.filter(pk__in=delivered)
    kinds = Activity.objects.filter(pk__in=delivered).order_by().values("activity_kind")
    return records.filter(activity_kind__in=kinds).exclude(pk__in=delivered)


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
