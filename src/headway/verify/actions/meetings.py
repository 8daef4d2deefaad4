"""Reflection meetings as they are prepared and held: what they are, what they speak about, what they decide and agree.

Two people may write for one meeting at once: each write locks the meeting, and adds to what stands there by then.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from pydantic import ValidationError

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.lib.labels import label_in
from headway.lib.merging import merge
from headway.lib.problems import Refused
from headway.lib.standing import Standing
from headway.movement.actions import require
from headway.plan.actions import keeper_of
from headway.plan.models import Campaign
from headway.verify.actions.outcomes import move_outcomes
from headway.verify.models import AgendaItem, Agreed, Meeting, Outcome
from headway.verify.queries.agenda import meeting_row, waiting_for
from headway.verify.queries.visible import visible_outcomes
from headway.verify.rows import AgreedRow, MeetingRow, OutcomeState
from headway.verify.rules import MOST_ON_AN_AGENDA, shifted, way_to

NEW = "new"


class MeetingClash(Refused):
    """Somebody else has changed the same fields meanwhile; `stands` holds what they wrote."""

    def __init__(self, fields: Sequence[str], stands: MeetingRow) -> None:
        super().__init__(
            _("Somebody else has changed the same here. What you typed is still there; look at both.")
        )
        self.fields, self.stands = fields, stands


class OvertakenVerdict(Refused):
    """The outcome no longer stands as it did when the verdict was thought of."""


@dataclass(frozen=True)
class Spoken:
    """A verdict as it is given in a meeting; `seen` is the state in which whoever gives it saw the outcome."""

    verdict: OutcomeState
    reason: str
    dissent: str = ""
    seen: str = ""


def write_meeting(
    campaign: Campaign, row: MeetingRow, *, base: Mapping[str, str] | None = None, acting_user: Any
) -> Meeting:
    """Add a meeting, with an agenda of what waits; or change one, field by field, so that nobody's change is lost.

    `base` holds the marks of the fields as they stood when the form was opened.
    """
    require(acting_user, "record_meeting")
    with unit_of_work() as unit:
        if row.key == NEW:
            stem = slugify(label_in(row.name, "en"))[:40].strip("-") or "meeting"
            key = f"{stem.replace('_', '-')}-{secrets.token_hex(4)}"
            keeper_of(campaign, acting_user).keep([row.model_copy(update={"key": key})], all_new=True)
            meeting = Meeting.objects.get(campaign=campaign, key=key)
            draw_agenda(meeting, acting_user=acting_user)
            return meeting
        meeting = _locked(Meeting.objects.get(campaign=campaign, key=row.key), unit)
        stands = meeting_row(meeting)
        names = ("name", "period", "when", "place", "attendees", "points")
        now, typed = ({name: one.model_dump(mode="json")[name] for name in names} for one in (stands, row))
        merged = merge(base or {}, now, typed)
        if base and merged.clashes:
            raise MeetingClash(sorted(merged.clashes), stands)
        chosen = {
            name: getattr(row if not base or merged.values[name] == typed[name] else stands, name)
            for name in names
        }
        keeper_of(campaign, acting_user).keep([stands.model_copy(update=chosen)])
        return Meeting.objects.get(pk=meeting.pk)


def draw_agenda(meeting: Meeting, *, acting_user: Any) -> int:
    """Put on the agenda what waits for a verdict, as far as the acting user may know of it; how many were put there."""
    require(acting_user, "record_meeting")
    with unit_of_work() as unit:
        _locked(meeting, unit)
        last = _last_place(meeting)
        room = max(0, MOST_ON_AN_AGENDA - AgendaItem.objects.filter(meeting=meeting).count())
        added = [
            AgendaItem(meeting=meeting, outcome=outcome, place=last + at)
            for at, outcome in enumerate(waiting_for(meeting, acting_user)[:room], start=1)
        ]
        AgendaItem.objects.bulk_create(added)
        if added:
            _tell(unit, "change_agenda", meeting, acting_user, {"added": len(added)})
        return len(added)


def put_on_agenda(meeting: Meeting, outcome: Outcome, *, acting_user: Any) -> None:
    """Put one more outcome at the end of the agenda; one that stands there already stays where it is."""
    require(acting_user, "record_meeting")
    with unit_of_work() as unit:
        _locked(meeting, unit)
        known = visible_outcomes(meeting.campaign, acting_user).filter(pk=outcome.pk).exists()
        if not known or outcome.campaign_id != meeting.campaign_id:
            raise Refused(_("there is no such outcome here"))
        if AgendaItem.objects.filter(meeting=meeting, outcome=outcome).exists():
            return
        AgendaItem.objects.create(meeting=meeting, outcome=outcome, place=_last_place(meeting) + 1)
        _tell(unit, "change_agenda", meeting, acting_user, {"added": 1})


def take_off_agenda(meeting: Meeting, outcome: Outcome, *, acting_user: Any) -> None:
    require(acting_user, "record_meeting")
    with unit_of_work() as unit:
        _locked(meeting, unit)
        seen = visible_outcomes(meeting.campaign, acting_user).order_by().values("pk")
        if AgendaItem.objects.filter(meeting=meeting, outcome=outcome, outcome__in=seen).delete()[0]:
            _tell(unit, "change_agenda", meeting, acting_user, {"removed": 1})


def shift_on_agenda(meeting: Meeting, outcome: Outcome, *, by: int, acting_user: Any) -> None:
    """Move an outcome up (-1) or down (1) among those that the acting user sees on the agenda."""
    require(acting_user, "record_meeting")
    with unit_of_work() as unit:
        _locked(meeting, unit)
        seen = visible_outcomes(meeting.campaign, acting_user).order_by().values("pk")
        items = list(AgendaItem.objects.filter(meeting=meeting, outcome__in=seen))
        places = [item.place for item in items]
        moved = shifted(items, next((item for item in items if item.outcome_id == outcome.pk), None), by)
        for item, place in zip(moved, places, strict=True):
            item.place = place
        AgendaItem.objects.bulk_update(items, ["place"])
        _tell(unit, "change_agenda", meeting, acting_user, {"moved": 1})


def decide_in_meeting(meeting: Meeting, outcome: Outcome, spoken: Spoken, *, acting_user: Any) -> Outcome:
    """Give the meeting's verdict on an outcome, by the one door to its state; what was only proposed is taken up first."""
    require(acting_user, "record_meeting")
    with unit_of_work() as unit:
        (now,) = unit.lock(Outcome, [outcome.pk])
        if spoken.seen and spoken.seen != now.state:
            raise OvertakenVerdict(
                _(
                    "Somebody else has moved this outcome meanwhile. What you typed is still there; look at both."
                )
            )
        steps = way_to(OutcomeState(now.state), spoken.verdict)
        for step in steps[:-1]:
            move_outcomes([now], step, acting_user=acting_user, reason=_("taken up in a reflection meeting"))
        (moved,) = move_outcomes(
            [now], steps[-1], acting_user=acting_user, reason=spoken.reason, dissent=spoken.dissent, meeting=meeting,
        )  # fmt: skip
        return moved


def add_point(meeting: Meeting, text: str, *, acting_user: Any) -> None:
    """Add what was learnt or said, after what stands there."""
    require(acting_user, "record_meeting")
    with unit_of_work() as unit:
        row = meeting_row(_locked(meeting, unit))
        given = row.model_dump(exclude_defaults=True) | {"points": (*row.points, _in_line(text))}
        keeper_of(meeting.campaign, acting_user).keep([checked_row(MeetingRow, given)])


def agree_on(
    meeting: Meeting, text: str, *, owner: str = "", due: date | None = None, acting_user: Any
) -> Agreed:
    """Add what somebody is to do; it is carried to the meetings that follow until it is done."""
    require(acting_user, "record_meeting")
    given = {
        "key": f"agreed-{secrets.token_hex(6)}",
        "text": text.strip(),
        "owner": owner.strip(),
        "due": due,
    }
    with unit_of_work() as unit:
        return _keep_agreed(meeting, {**given, "standing": Standing.ENTERED}, unit, acting_user)


def tick_agreed(agreed: Agreed, *, done: date | None, acting_user: Any) -> Agreed:
    """Say that it was done, and on which day; without a day, that it was not done after all."""
    require(acting_user, "record_meeting")
    with unit_of_work() as unit:
        meeting = _locked(agreed.meeting, unit)
        row = next(one for one in meeting_row(meeting).agreed if one.key == agreed.key)
        given = row.model_dump(exclude_defaults=True) | {"done": done}
        return _keep_agreed(meeting, given, unit, acting_user)


def _keep_agreed(meeting: Meeting, given: Mapping[str, Any], unit: UnitOfWork, acting_user: Any) -> Agreed:
    row = meeting_row(_locked(meeting, unit))
    agreed = checked_row(AgreedRow, given)
    inside = row.model_copy(update={"agreed": (agreed,)})
    keeper_of(meeting.campaign, acting_user).keep_inside([inside], {meeting.key: meeting.pk})
    return Agreed.objects.get(campaign=meeting.campaign_id, key=agreed.key)


def checked_row(row: type[Any], given: Mapping[str, Any]) -> Any:
    """The row of what was typed; raise Refused where a text is missing or holds what none may hold."""
    try:
        return row.model_validate(
            {name: value for name, value in given.items() if value not in ("", None, ())}
        )
    except ValidationError as error:
        raise Refused(error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")) from None


def _in_line(text: str) -> str:
    return " ".join(text.split())


def _locked(meeting: Meeting, unit: UnitOfWork) -> Meeting:
    (held,) = unit.lock(Meeting, [meeting.pk])
    return held  # type: ignore[no-any-return]


def _last_place(meeting: Meeting) -> int:
    last = (
        AgendaItem.objects.filter(meeting=meeting).order_by("-place").values_list("place", flat=True).first()
    )
    return int(last or 0)


def _tell(unit: UnitOfWork, action: str, meeting: Meeting, acting_user: Any, changes: dict[str, Any]) -> None:
    """How many, and never which: an outcome on the agenda may be restricted, and the meeting is not."""
    unit.record(
        action, acting_user=acting_user, kind="meeting", subject=meeting.pk, changes=changes,
        campaign=meeting.campaign_id,
    )  # fmt: skip
