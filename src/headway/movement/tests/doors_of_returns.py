"""The actions about returns, each tried with that of the northern office for the only period of the small campaign.

Where one is refused, what was made for it to be tried on is undone as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from headway.collect.actions import (
    Assessment,
    OfReturn,
    accept_returns,
    choose_reminders,
    keep_reported,
    remind_of_due_returns,
    remind_offices,
    reopen_returns,
    report_nothing,
    send_back_returns,
    sign_up_office,
    submit_return,
    take_back_return,
    write_return,
)
from headway.collect.models import Activity, Reminder, ReminderChoice, Return, SignUp
from headway.collect.queries.checks import check_return
from headway.collect.rows import ReturnRow, SignUpRow
from headway.movement.actions import ensure_operator
from headway.movement.models import Office
from headway.movement.tests.cast import NORTH, SOUTH
from headway.movement.tests.door import ADMINS, OFFICE, PERSON, Door
from headway.plan.models import Period

ANSWERS = frozenset({"core_team"})
TOLD = Assessment(worked="The march drew many.")


def of_return(campaign: Any, office: str = NORTH) -> OfReturn:
    period = Period.objects.get(campaign=campaign, key="y1")
    return OfReturn(campaign, Office.objects.get(key=office), period)


def given(campaign: Any, state: str, office: str = NORTH) -> Return:
    """The return as it stands in a pack that an administrator loads."""
    row = ReturnRow.model_validate({"key": f"{office}-y1", "office": office, "period": "y1", "state": state})
    keep_reported(campaign, [row], acting_user=ensure_operator())
    return Return.objects.get(campaign=campaign, key=row.key)


def mark_of(campaign: Any, user: Any) -> str:
    """What somebody confirms who has looked at all that is odd about the return."""
    which = of_return(campaign)
    return check_return(campaign, user, which.office, which.period).mark if user else ""


def _write(campaign: Any, user: Any) -> Any:
    return write_return(of_return(campaign), TOLD, acting_user=user)


def _submit(campaign: Any, user: Any) -> Any:
    return submit_return(of_return(campaign), TOLD, confirmed=mark_of(campaign, user), acting_user=user)


@transaction.atomic
def _nothing(campaign: Any, user: Any) -> Any:
    """The northern office has marched: that it did not has to be undone first, as a migration would."""
    Activity.objects.filter(campaign=campaign, office__key=NORTH).update(period=None)
    return report_nothing(of_return(campaign), acting_user=user)


@transaction.atomic
def _take_back(campaign: Any, user: Any) -> Any:
    given(campaign, "submitted")
    return take_back_return(of_return(campaign), acting_user=user)


@transaction.atomic
def _accept(campaign: Any, user: Any) -> Any:
    return accept_returns(campaign, [given(campaign, "submitted")], acting_user=user)


@transaction.atomic
def _send_back(campaign: Any, user: Any) -> Any:
    return send_back_returns(
        campaign, [given(campaign, "submitted")], reason="Where was it?", acting_user=user
    )


@transaction.atomic
def _reopen(campaign: Any, user: Any) -> Any:
    return reopen_returns(
        campaign, [given(campaign, "accepted")], reason="A figure is wrong.", acting_user=user
    )


def _sign_up(campaign: Any, user: Any) -> Any:
    row = SignUpRow.model_validate({"key": NORTH, "office": NORTH, "national_objective": "Clean by May."})
    return sign_up_office(campaign, Office.objects.get(key=NORTH), row, acting_user=user)


def _signed_up(campaign: Any) -> bool:
    return SignUp.objects.filter(campaign=campaign, office__key=NORTH).exists()


def _remind(campaign: Any, user: Any) -> Any:
    which = of_return(campaign)
    return remind_offices(which.period, [which.office], acting_user=user)


@transaction.atomic
def _remind_of_due(campaign: Any, user: Any) -> Any:
    today = date(2024, 2, 1)
    Period.objects.filter(campaign=campaign).update(due=today)
    return remind_of_due_returns(today, acting_user=user)


def _reminded(campaign: Any) -> bool:
    return Reminder.objects.filter(campaign=campaign, office__key=NORTH).exists()


def _mute(campaign: Any, user: Any) -> Any:
    return choose_reminders(campaign, muted=True, acting_user=user)


def _muted(campaign: Any) -> bool:
    return ReminderChoice.objects.filter(campaign=campaign, muted=True).exists()


def _in(state: str) -> Callable[[Any], bool]:
    return lambda campaign: Return.objects.filter(campaign=campaign, office__key=NORTH, state=state).exists()


def _door(
    action: Callable[..., Any],
    use: Callable[[Any, Any], Any],
    may: frozenset[str],
    state: str,
    *,
    new: bool = False,
) -> Door:
    return Door(action, use, may, "add_return" if new else "change_return", "return", "", _in(state))


RETURN_DOORS: Mapping[str, Door] = {
    "begun returns": _door(write_return, _write, OFFICE, "in-progress", new=True),
    "submitted returns": _door(submit_return, _submit, OFFICE, "submitted", new=True),
    "empty returns": _door(report_nothing, _nothing, OFFICE, "nothing-to-report", new=True),
    "returns taken back": _door(take_back_return, _take_back, OFFICE, "in-progress"),
    "returns answered": _door(accept_returns, _accept, ANSWERS, "accepted"),
    "returns sent back": _door(send_back_returns, _send_back, ANSWERS, "returned"),
    "plans of offices": Door(
        sign_up_office, _sign_up, OFFICE, "add_sign-up", "sign-up", NORTH, _signed_up
    ),
    "reminders by hand": Door(
        remind_offices, _remind, ANSWERS, "remind_office", "office", "", _reminded
    ),
    "reminders by the day": Door(
        remind_of_due_returns, _remind_of_due, ADMINS, "remind_office", "office", "", _reminded
    ),
    "one's own reminders": Door(choose_reminders, _mute, PERSON, "mute_reminders", "user", "", _muted),
    "returns opened": _door(reopen_returns, _reopen, ANSWERS, "returned"),
}  # fmt: skip
__all__ = ["RETURN_DOORS", "SOUTH", "given", "mark_of", "of_return"]
