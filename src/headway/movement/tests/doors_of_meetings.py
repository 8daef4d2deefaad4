"""The actions by which reflection meetings are prepared and held, each tried at the autumn meeting of the small campaign."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from headway.movement.actions import ensure_operator
from headway.movement.tests.door import CORE, Door
from headway.verify.actions import (
    add_point,
    agree_on,
    decide_in_meeting,
    draw_agenda,
    put_on_agenda,
    shift_on_agenda,
    take_off_agenda,
    tick_agreed,
    write_meeting,
)
from headway.verify.actions.meetings import NEW, Spoken
from headway.verify.models import AgendaItem, Agreed, Meeting, Outcome
from headway.verify.rows import MeetingRow, OutcomeState

JUDGES = frozenset({"core_team"})


def autumn() -> Meeting:
    return Meeting.objects.get(key="autumn-meeting")


def the_outcome() -> Outcome:
    return Outcome.objects.get(key="north-outcome")


def on_the_agenda(*outcomes: Outcome) -> None:
    for outcome in outcomes:
        put_on_agenda(autumn(), outcome, acting_user=ensure_operator())


def _write(campaign: Any, user: Any) -> Any:
    row = MeetingRow.model_validate({"key": NEW, "name": "Winter meeting", "standing": "entered"})
    return write_meeting(campaign, row, acting_user=user)


def _put(campaign: Any, user: Any) -> Any:
    return put_on_agenda(autumn(), the_outcome(), acting_user=user)


@transaction.atomic
def _off(campaign: Any, user: Any) -> Any:
    on_the_agenda(the_outcome())
    return take_off_agenda(autumn(), the_outcome(), acting_user=user)


@transaction.atomic
def _shift(campaign: Any, user: Any) -> Any:
    on_the_agenda(the_outcome())
    return shift_on_agenda(autumn(), the_outcome(), by=-1, acting_user=user)


def _decide(campaign: Any, user: Any) -> Any:
    spoken = Spoken(OutcomeState.NEEDS_EVIDENCE, "One source is not enough.", seen="proposed")
    return decide_in_meeting(autumn(), the_outcome(), spoken, acting_user=user)


@transaction.atomic
def _tick(campaign: Any, user: Any) -> Any:
    agreed = agree_on(autumn(), "Ask the works.", owner="Dolores", acting_user=ensure_operator())
    return tick_agreed(agreed, done=date(2024, 1, 2), acting_user=user)


def _on_agenda(campaign: Any) -> bool:
    return AgendaItem.objects.filter(meeting=autumn(), outcome=the_outcome()).exists()


def _agenda(action: Callable[..., Any], use: Callable[[Any, Any], Any], there: Callable[[Any], bool]) -> Door:
    return Door(action, use, CORE, "change_agenda", "meeting", "", there)


MEETING_DOORS: Mapping[str, Door] = {
    "planned meetings": Door(
        write_meeting, _write, CORE, "add_meeting", "meeting", "",
        lambda campaign: Meeting.objects.filter(key__startswith="winter-meeting-").exists(),
    ),
    "agendas drawn": _agenda(
        draw_agenda, lambda campaign, user: draw_agenda(autumn(), acting_user=user), _on_agenda
    ),
    "agendas added to": _agenda(put_on_agenda, _put, _on_agenda),
    "agendas cut": _agenda(take_off_agenda, _off, lambda campaign: not _on_agenda(campaign)),
    "agendas put in order": _agenda(shift_on_agenda, _shift, _on_agenda),
    "verdicts of meetings": Door(
        decide_in_meeting, _decide, JUDGES, "move_outcome", "outcome", "north-outcome",
        lambda campaign: the_outcome().state == "needs-evidence",
    ),
    "points learnt": Door(
        add_point, lambda campaign, user: add_point(autumn(), "Ask early.", acting_user=user), CORE, "change_meeting",
        "meeting", "autumn-meeting", lambda campaign: autumn().points == ["Ask early."],
    ),
    "what was agreed": Door(
        agree_on, lambda campaign, user: agree_on(autumn(), "Ask the works.", owner="Dolores", acting_user=user), CORE,
        "add_agreed", "agreed", "", lambda campaign: Agreed.objects.filter(owner="Dolores", done=None).exists(),
    ),
    "what was done": Door(
        tick_agreed, _tick, CORE, "change_agreed", "agreed", "",
        lambda campaign: Agreed.objects.filter(done=date(2024, 1, 2)).exists(),
    ),
}  # fmt: skip
__all__ = ["MEETING_DOORS", "autumn", "on_the_agenda", "the_outcome"]
