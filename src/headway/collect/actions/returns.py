"""What becomes of an office's return: written, handed in, taken back; sent back, accepted, opened again."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.collect.models import Return
from headway.collect.queries import collect_rows, state_of
from headway.collect.queries.checks import Checked, check_return, states_of_returns
from headway.collect.queries.returns import version_of
from headway.collect.rows import ActivityRow, ReturnRow, ReturnState
from headway.collect.rules import Step, next_state
from headway.lib.problems import Refused
from headway.lib.standing import Standing
from headway.movement.actions import require
from headway.movement.models import Office
from headway.movement.rules import Subject
from headway.plan.actions import keeper_of
from headway.plan.models import Campaign, Participation, Period
from headway.plan.rows import ReportsThrough


class Stale(Refused):
    """Somebody has changed the return since the form was opened."""


class Unfinished(Refused):
    """The return cannot be handed in like this: something is missing, or is odd and not confirmed."""

    def __init__(self, text: str, checked: Checked) -> None:
        super().__init__(text)
        self.checked = checked


@dataclass(frozen=True)
class Assessment:
    """An office's own judgement of a period."""

    worked: str = ""
    not_worked: str = ""
    learnt: str = ""
    targets_met: str = ""

    @property
    def is_empty(self) -> bool:
        return not any((self.worked, self.not_worked, self.learnt, self.targets_met))


@dataclass(frozen=True)
class OfReturn:
    """Which return is meant, whether it was begun or not, and how it stood when the form was opened ("": whatever)."""

    campaign: Campaign
    office: Office
    period: Period
    seen: str = ""


def write_return(which: OfReturn, assessment: Assessment, *, acting_user: Any) -> Return:
    """Begin a return, or save what the office says of its period; nothing is handed in by that."""
    return _move_own(which, Step.WRITE, acting_user, assessment)


def begin_returns(
    campaign: Campaign,
    activities: Iterable[ActivityRow],
    *,
    acting_user: Any,
    known: Mapping[tuple[str, str], str] | None = None,
) -> None:
    """An office's first activity of a period begins its return; not of an office that reports in another way.

    `known` are the states of returns, where they were read already.
    """
    named = {(row.office, row.period) for row in activities if row.period}
    if not named:
        return
    states = states_of_returns(campaign) if known is None else known
    for office, period in sorted(named):
        if states.get((office, period), ReturnState.NOT_STARTED) == ReturnState.NOT_STARTED:
            _begin(campaign, office, period, acting_user)


def _begin(campaign: Campaign, office: str, period: str, acting_user: Any) -> None:
    with unit_of_work() as unit:
        # Of two people who save an office's first activities at once, one begins the return and the other finds it begun.
        parts = Participation.objects.select_for_update(of=("self",)).select_related("office")
        part = parts.filter(campaign=campaign, office__key=office).first()
        if part is None or part.reports_through == ReportsThrough.PROJECTS_DATABASE:
            return
        which = OfReturn(campaign, part.office, Period.objects.get(campaign=campaign, key=period))
        _require_own(which, acting_user)
        record, row = _held(which, unit)
        if state_of(record) is ReturnState.NOT_STARTED:
            after = next_state(ReturnState.NOT_STARTED, Step.WRITE)
            keeper_of(campaign, acting_user).keep([_changed(row, {"state": after})])


def submit_return(
    which: OfReturn, assessment: Assessment, *, confirmed: str = "", acting_user: Any
) -> Return:
    """Hand the return in. What is missing stops it; what is odd has to be confirmed: `confirmed` is its mark."""
    _require_own(which, acting_user)
    with unit_of_work():
        checked = check_return(which.campaign, acting_user, which.office, which.period)
        if checked.is_empty:
            said = _("No activities or figures are recorded: say that there is nothing to report instead.")
            raise Unfinished(said, checked)
        if assessment.is_empty:
            raise Unfinished(_("Say in your own words how the period went, in at least one field."), checked)
        if checked.faults:
            raise Unfinished(_("Some things have to be mended first."), checked)
        if checked.mark != confirmed:
            raise Unfinished(_("Please look at what is listed below, and confirm that it is right."), checked)
        areas = tuple(sorted(one.area.key for one in checked.areas if one.activities or one.figures))
        return _move_own(which, Step.SUBMIT, acting_user, assessment, areas=areas)


def report_nothing(which: OfReturn, *, acting_user: Any) -> Return:
    """Say that the office did nothing for the campaign in this period; that is a report too."""
    _require_own(which, acting_user)
    with unit_of_work():
        checked = check_return(which.campaign, acting_user, which.office, which.period)
        if not checked.is_empty:
            raise Unfinished(
                _("Activities or figures are recorded for this period: hand the return in."), checked
            )
        return _move_own(which, Step.NOTHING, acting_user)


def take_back_return(which: OfReturn, *, acting_user: Any) -> Return:
    """Take back what was handed in and has no answer yet."""
    return _move_own(which, Step.TAKE_BACK, acting_user)


def accept_returns(
    campaign: Campaign, returns: Iterable[Return], *, seen: Mapping[str, str] | None = None, acting_user: Any
) -> list[Return]:
    """Accept returns: from then on their activities and figures are closed to the offices."""
    return _answer(campaign, returns, Step.ACCEPT, "", seen or {}, acting_user)


def send_back_returns(
    campaign: Campaign,
    returns: Iterable[Return],
    *,
    reason: str,
    seen: Mapping[str, str] | None = None,
    acting_user: Any,
) -> list[Return]:
    """Ask offices to mend their returns, and say what."""
    return _answer(campaign, returns, Step.SEND_BACK, reason, seen or {}, acting_user)


def reopen_returns(
    campaign: Campaign,
    returns: Iterable[Return],
    *,
    reason: str,
    seen: Mapping[str, str] | None = None,
    acting_user: Any,
) -> list[Return]:
    """Open accepted returns again, so that their offices can mend what was closed."""
    return _answer(campaign, returns, Step.REOPEN, reason, seen or {}, acting_user)


def _require_own(which: OfReturn, acting_user: Any) -> None:
    require(acting_user, "record_activity", Subject(offices=frozenset({which.office.key})))


def _move_own(
    which: OfReturn,
    step: Step,
    acting_user: Any,
    assessment: Assessment | None = None,
    areas: Sequence[str] | None = None,
) -> Return:
    """One step of the office itself, with what it says of the period."""
    _require_own(which, acting_user)
    with unit_of_work() as unit:
        record, row = _held(which, unit)
        after = next_state(state_of(record), step)
        if which.seen and which.seen != version_of(record):
            raise Stale(
                _("Somebody has changed this return since you opened it. What you wrote is still here.")
            )
        changes: dict[str, Any] = {"state": after}
        if assessment is not None:
            changes |= vars(assessment)
        if areas is not None:
            changes["areas"] = areas
        if step in (Step.SUBMIT, Step.NOTHING) and row.handed_in is None:
            changes["handed_in"] = today_at(which.office)
        keeper_of(which.campaign, acting_user).keep([_changed(row, changes)])
        return Return.objects.get(campaign=which.campaign, office=which.office, period=which.period)


def _changed(row: ReturnRow, changes: Mapping[str, Any]) -> ReturnRow:
    """The row with these changes, as it would come in; raise Refused where a text holds what none may hold."""
    given = {**row.model_dump(exclude_defaults=True), **changes}
    try:
        return ReturnRow.model_validate(
            {name: value for name, value in given.items() if value not in ("", None, ())}
        )
    except ValidationError as error:
        raise Refused(error.errors()[0]["msg"].removeprefix("Value error, ")) from error


def _held(which: OfReturn, unit: UnitOfWork) -> tuple[Return | None, ReturnRow]:
    """The return, locked, and its row; a new row where it was not begun."""
    found = Return.objects.filter(campaign=which.campaign, office=which.office, period=which.period)
    locked = unit.lock(Return, found.values_list("pk", flat=True))
    if locked:
        return locked[0], collect_rows(which.campaign, "return", [locked[0].key])[0]
    key = f"{which.office.key}-{which.period.key}"[:60]
    if Return.objects.filter(campaign=which.campaign, key=key).exists():
        key = f"{key}-{secrets.token_hex(4)}"
    given = {"key": key, "office": which.office.key, "period": which.period.key}
    row = ReturnRow(**given, state=ReturnState.NOT_STARTED, standing=Standing.ENTERED)
    return None, row


def _answer(
    campaign: Campaign,
    returns: Iterable[Return],
    step: Step,
    reason: str,
    seen: Mapping[str, str],
    acting_user: Any,
) -> list[Return]:
    """One step of the core team with a batch of returns: all of them or none."""
    with unit_of_work() as unit:
        ids = [one.pk for one in returns]
        locked = unit.lock(
            Return, Return.objects.filter(campaign=campaign, pk__in=ids).values_list("pk", flat=True)
        )
        rows = {row.key: row for row in collect_rows(campaign, "return", [one.key for one in locked])}
        require(
            acting_user, "answer_return", *(Subject(offices=frozenset({row.office})) for row in rows.values())
        )
        kept = []
        for record in locked:
            after = next_state(ReturnState(record.state), step, reason)
            if seen.get(record.key, version_of(record)) != version_of(record):
                raise Stale(_("Somebody has changed a return since you opened the page: look at it again."))
            kept.append(_changed(rows[record.key], {"state": after, "answer": reason.strip()}))
        keeper_of(campaign, acting_user).keep(kept)
        return list(Return.objects.filter(pk__in=ids))


def today_at(office: Office) -> date:
    """Which day it is where the office is."""
    try:
        zone = ZoneInfo(office.time_zone or "UTC")
    except (KeyError, ValueError):
        zone = ZoneInfo("UTC")
    return timezone.now().astimezone(zone).date()
