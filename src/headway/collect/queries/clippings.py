"""Reading what was tied to activities and cases of what was heard."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from headway.collect.models import Activity, Clipping
from headway.collect.queries.activities import visible_activities
from headway.engage.models import Case
from headway.engage.queries import visible_cases
from headway.engage.queries.entering import may_change
from headway.movement.queries import person_of
from headway.movement.rules import Subject, may
from headway.pages.places import address_of
from headway.plan.models import Campaign

MOST = 300
# The pages of what can be tied.
HEARD = {"media": "mention", "social": "post"}


def visible_clippings(campaign: Campaign, user: Any) -> QuerySet[Clipping]:
    """Those of records that the reader may know of."""
    activities, cases = visible_activities(campaign, user), visible_cases(campaign, user)
    found = Clipping.objects.filter(campaign=campaign).select_related("activity__office", "case")
    return found.filter(Q(activity__in=activities.values("pk")) | Q(case__in=cases.values("pk")))


def clippings_of(record: Any, campaign: Campaign, user: Any) -> list[Clipping]:
    return list(visible_clippings(campaign, user).filter(**{record.row.kind: record}))


def clippings_of_item(family: str, key: str, campaign: Campaign, user: Any) -> list[Clipping]:
    return list(visible_clippings(campaign, user).filter(family=family, item=key))


def clipping_by_id(pk: UUID, campaign: Campaign, user: Any) -> Clipping | None:
    return visible_clippings(campaign, user).filter(pk=pk).first()


def may_clip(record: Any, user: Any) -> bool:
    """Whoever may change a record may tie to it what was heard."""
    if isinstance(record, Activity):
        return may(person_of(user), "record_activity", Subject(offices=frozenset({record.office.key})))
    return may_change(user, record)


def can_be_clipped_to(campaign: Campaign, user: Any) -> tuple[list[Activity], list[Case]]:
    """The activities and cases that this person may change, to choose from; names of restricted cases are no choices."""
    activities = (
        visible_activities(campaign, user).select_related("office").order_by("-when_latest", "key")[:MOST]
    )
    cases = visible_cases(campaign, user).filter(restricted=False).select_related("focus_country")[:MOST]
    return [one for one in activities if may_clip(one, user)], [one for one in cases if may_clip(one, user)]


def record_to_clip_to(campaign: Campaign, user: Any, said: str) -> Any:
    """The record that a choice such as `activity/KEY` names, as far as the person may know of it."""
    kind, _, key = said.partition("/")
    if kind == "activity":
        return visible_activities(campaign, user).select_related("office").filter(key=key).first()
    return visible_cases(campaign, user).filter(key=key).first() if kind == "case" else None


def lines_of_clippings(record: Any, campaign: Any, user: Any) -> list[tuple[Any, str, bool]]:
    """Each with the page of the item, and whether the person may take it off."""
    clippings = clippings_of(record, campaign, user)
    takes_off = bool(clippings) and may_clip(record, user)
    return [(one, address_of(HEARD[one.family], campaign.key, one.item), takes_off) for one in clippings]
