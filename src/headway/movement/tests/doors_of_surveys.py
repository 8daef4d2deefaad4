"""The doors by which results of surveys are brought in, written, let go and undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from headway.lib.polls import Answered, Found, Layout, Poll
from headway.listen.actions import cancel_surveys, receive_surveys, undo_surveys, write_surveys
from headway.listen.models import SurveyImport
from headway.listen.rules import SurveyState
from headway.movement.actions import ensure_operator
from headway.movement.models import Office
from headway.movement.tests.cast import NORTH
from headway.movement.tests.door import OFFICE, Door

SHARES = (Answered("Yes", Decimal("0.6")), Answered("No", Decimal("0.4")))
FOUND = Found(
    "survey.csv",
    Layout.RESULTS,
    [Poll("Is it clean?", "KE", 1000, date(2023, 3, 1), date(2023, 3, 9), SHARES)],
)


def _receive(campaign: Any, user: Any) -> SurveyImport:
    return receive_surveys(campaign, [FOUND], Office.objects.get(key=NORTH), acting_user=user)


def _after(act: Callable[..., Any], *before: Callable[..., Any]) -> Callable[[Any, Any], None]:
    """At what somebody else brought in; where the action is refused, that is not there either."""

    def use(campaign: Any, user: Any) -> None:
        with transaction.atomic():
            made = _receive(campaign, ensure_operator())
            for one in before:
                made = one(made, acting_user=ensure_operator())
            act(made, acting_user=user)

    return use


def _door(action: Any, use: Any, state: SurveyState) -> Door:
    def is_there(campaign: Any) -> bool:
        return SurveyImport.objects.filter(campaign=campaign, state=state).exists()

    return Door(action, use, OFFICE, action.__name__, "survey-import", "", is_there)


SURVEY_DOORS: Mapping[str, Door] = {
    "a survey": _door(receive_surveys, _receive, SurveyState.PLANNED),
    "a survey that is written": _door(write_surveys, _after(write_surveys), SurveyState.WRITTEN),
    "a survey that is cancelled": _door(cancel_surveys, _after(cancel_surveys), SurveyState.CANCELLED),
    "a survey that is undone": _door(undo_surveys, _after(undo_surveys, write_surveys), SurveyState.UNDONE),
}
