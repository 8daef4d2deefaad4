"""The actions by which somebody types whom the work is with and on, and decides who may know of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from headway.engage.actions import (
    end_calendar_link,
    keep_engagement,
    make_calendar_link,
    name_person_on_case,
    open_case,
    record_engagement,
    restrict_case,
    take_person_off_case,
)
from headway.engage.models import CalendarLink, Case
from headway.engage.rows import CaseRow
from headway.movement.actions import ensure_operator
from headway.movement.models import User
from headway.movement.tests.door import COUNTRY, PERSON, Door


def _row(**fields: Any) -> CaseRow:
    given = {"key": "ford-case", "name": "The ferryman", "country": "KE", "summary": "He was taken."}
    return CaseRow.model_validate(given | fields)


def _held(campaign: Any, **fields: Any) -> Case:
    keep_engagement(campaign, [_row(**fields)], acting_user=ensure_operator())
    return Case.objects.get(campaign=campaign, key="ford-case")


def _on_case(act: Callable[[Case, Any], Any], **fields: Any) -> Callable[[Any, Any], Any]:
    """Do something to a case that the operator has written and on which the person is named."""

    def use(campaign: Any, user: Any) -> Any:
        with transaction.atomic():
            case = _held(campaign, **fields)
            case.named.add(user)
            return act(case, user)

    return use


def _reader() -> User:
    return User.objects.filter(is_system=False, grants__role="reader").order_by("pk")[0]


def _take_off(case: Case, user: Any) -> None:
    case.named.add(_reader())
    take_person_off_case(case, _reader(), acting_user=user)


def _end_link(campaign: Any, user: Any) -> None:
    with transaction.atomic():
        make_calendar_link(campaign, acting_user=user)
        end_calendar_link(campaign, acting_user=user)


def _is(restricted: bool) -> Callable[[Any], bool]:
    return lambda campaign: Case.objects.filter(key="ford-case", restricted=restricted).exists()


ENGAGEMENT_DOORS: Mapping[str, Door] = {
    "cases entered": Door(
        record_engagement, lambda campaign, user: record_engagement(campaign, _row(), acting_user=user),
        COUNTRY, "add_case", "case", "ford-case", _is(restricted=False),
    ),
    "cases restricted": Door(
        restrict_case, _on_case(lambda case, user: restrict_case(case, acting_user=user)),
        COUNTRY, "change_case", "case", "", _is(restricted=True),
    ),
    "cases opened": Door(
        open_case, _on_case(lambda case, user: open_case(case, acting_user=user), restricted=True),
        COUNTRY, "change_case", "case", "", _is(restricted=False),
    ),
    "people named on cases": Door(
        name_person_on_case,
        _on_case(lambda case, user: name_person_on_case(case, _reader().email, acting_user=user)),
        COUNTRY, "name_on_case", "case", "",
        lambda campaign: Case.objects.filter(key="ford-case", named=_reader()).exists(),
    ),
    "people taken off cases": Door(
        take_person_off_case, _on_case(_take_off), COUNTRY, "take_off_case", "case", "",
        lambda campaign: Case.objects.filter(key="ford-case").exclude(named=_reader()).exists(),
    ),
    "calendar links": Door(
        make_calendar_link, lambda campaign, user: make_calendar_link(campaign, acting_user=user),
        PERSON | {"operator"}, "make_calendar_link", "campaign", "",
        lambda campaign: CalendarLink.objects.exists(),
    ),
    "calendar links ended": Door(
        end_calendar_link, _end_link, PERSON | {"operator"}, "end_calendar_link", "campaign", "",
        lambda campaign: not CalendarLink.objects.exists(),
    ),
}  # fmt: skip
