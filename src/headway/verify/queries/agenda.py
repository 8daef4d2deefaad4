"""What a meeting has before it: the outcomes on its agenda, those that wait, and what earlier ones left to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from headway.audit.queries import rows_of
from headway.plan.models import Campaign
from headway.verify.models import AgendaItem, Agreed, Meeting, Outcome, Verdict
from headway.verify.queries.visible import visible_outcomes
from headway.verify.rows import MeetingRow, OutcomeState

# In the order in which they come up.
WAITS = (OutcomeState.UNDER_REVIEW, OutcomeState.PROPOSED)


@dataclass(frozen=True)
class AgendaLine:
    """An outcome on the agenda, the verdict that this meeting gave on it, and what was said of it otherwise."""

    outcome: Outcome
    verdict: Verdict | None

    @property
    def is_decided(self) -> bool:
        return self.verdict is not None


def agenda_of(meeting: Meeting, user: Any) -> tuple[AgendaLine, ...]:
    """The agenda as far as the reader may know of its outcomes; what was decided without having stood on it follows."""
    seen = visible_outcomes(meeting.campaign, user)
    given = Verdict.objects.filter(meeting=meeting, outcome__in=seen.order_by().values("pk"))
    last = {
        one.outcome_id: one for one in given.select_related("given_by", "meeting").order_by("position", "key")
    }
    places = dict(AgendaItem.objects.filter(meeting=meeting).values_list("outcome_id", "place"))
    found = seen.filter(pk__in={*places, *last}).select_related("focus_country", "campaign")
    after = len(places) + max(places.values(), default=0)
    ordered = sorted(found, key=lambda one: (places.get(one.pk, after), one.position, one.key))
    return tuple(AgendaLine(outcome, last.get(outcome.pk)) for outcome in ordered)


def waiting_for(meeting: Meeting, user: Any) -> QuerySet[Outcome]:
    """Outcomes that wait for a verdict and are on no agenda of this meeting: under review first, then by age."""
    order = Case(
        *(When(state=state, then=Value(at)) for at, state in enumerate(WAITS)), output_field=IntegerField()
    )
    placed = AgendaItem.objects.filter(meeting=meeting).values("outcome")
    found = (
        visible_outcomes(meeting.campaign, user)
        .filter(state__in=WAITS, merged_into=None)
        .exclude(pk__in=placed)
    )
    return found.select_related("focus_country").order_by(order, "position", "key")


def carried_to(meeting: Meeting) -> list[Agreed]:
    """What earlier meetings agreed and nobody has done yet, the most urgent first."""
    others = Agreed.objects.filter(campaign=meeting.campaign_id, done=None).exclude(meeting=meeting)
    if meeting.when_earliest is not None:
        others = others.exclude(meeting__when_earliest__gt=meeting.when_earliest)
    found = others.select_related("meeting")
    return sorted(found, key=lambda one: (one.due or date.max, str(one.meeting.when_earliest), one.position))


def agreed_in(meeting: Meeting) -> list[Agreed]:
    return list(Agreed.objects.filter(meeting=meeting).order_by("position", "key"))


def agreed_by_key(campaign: Campaign, key: str) -> Agreed | None:
    return Agreed.objects.filter(campaign=campaign, key=key).select_related("meeting").first()


def meeting_row(meeting: Meeting) -> MeetingRow:
    """The meeting as a row, so that a form changes what it shows and keeps the rest."""
    row: MeetingRow = rows_of(Meeting.objects.filter(pk=meeting.pk))[0]
    return row
