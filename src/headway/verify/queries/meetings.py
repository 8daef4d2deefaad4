"""Reading reflection meetings, with what was decided in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.plan.models import Campaign
from headway.verify.models import Meeting, Verdict
from headway.verify.queries.visible import visible_outcomes


@dataclass(frozen=True)
class MeetingTold:
    """A meeting and the verdicts that it gave on outcomes of which the reader may know."""

    record: Meeting
    verdicts: tuple[Verdict, ...]


def visible_meetings(campaign: Campaign, user: Any) -> QuerySet[Meeting]:
    """Meetings are seen by whoever sees the campaign."""
    found = Meeting.objects.filter(campaign=campaign)
    return found if may(person_of(user), "see") else found.none()


def meetings_of(campaign: Campaign, user: Any) -> QuerySet[Meeting]:
    """Meetings with how many outcomes each decided about, as far as the reader may know of them."""
    seen = visible_outcomes(campaign, user).order_by().values("pk")
    given = Verdict.objects.filter(meeting=OuterRef("pk"), outcome__in=seen).order_by().values("meeting")
    decided = Subquery(given.annotate(of_it=Count("outcome", distinct=True)).values("of_it"))
    found = visible_meetings(campaign, user).select_related("period")
    return found.annotate(decided=Coalesce(decided, 0, output_field=IntegerField()))


def meeting_told(campaign: Campaign, key: str, user: Any) -> MeetingTold | None:
    found = visible_meetings(campaign, user).select_related("period").filter(key=key).first()
    if found is None:
        return None
    given = Verdict.objects.filter(meeting=found, outcome__in=visible_outcomes(campaign, user))
    ordered = given.select_related("outcome__focus_country").order_by("outcome__position", "position", "key")
    return MeetingTold(found, tuple(ordered))
