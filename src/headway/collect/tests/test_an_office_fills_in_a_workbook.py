"""The form of a period as a workbook: planned row by row, written at once, and the same file twice changes nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from headway.collect.actions import write_sheet
from headway.collect.forms.sheets.making import form_of_period, plan_of, read_sent
from headway.collect.models import Activity, Figure
from headway.collect.queries.returns import place_of_return
from headway.collect.tests.sheets import filled_in
from headway.movement.tests.cast import NORTH

pytestmark = pytest.mark.django_db
CLEAN_UP = {"no": 2, "activity_kind": "March", "name": "Clean-up", "first_day": date(2023, 7, 15), "last_day": date(2023, 7, 16)}  # fmt: skip
BAGS = {"no": 1, "activity": 2, "measure": "Bags of rubbish", "value": "1,234", "precision": "about"}


def form(world: Any, language: str = "en") -> bytes:
    return form_of_period(world.campaign, world.campaigner, place(world), language)


def place(world: Any) -> Any:
    return place_of_return(world.campaign, world.campaigner, NORTH, "y1")


def planned(world: Any, content: bytes) -> Any:
    return plan_of(read_sent(content, "form.xlsx", world.campaign, world.campaigner), world.campaigner)


def written(world: Any, content: bytes) -> Any:
    sent = read_sent(content, "form.xlsx", world.campaign, world.campaigner)
    plan, _tally = write_sheet(
        world.campaign, sent.place.office, sent.keys(), lambda: plan_of(sent, world.campaigner), acting_user=world.campaigner
    )  # fmt: skip
    return plan


def test_smoke(world: Any) -> None:
    content = form(world)
    plan = planned(world, content)
    assert (plan.is_empty, plan.wrong, plan.unchanged) == (True, [], 1)
    sent = filled_in(content, {"Activities": [CLEAN_UP], "Figures": [BAGS]})
    plan = planned(world, sent)
    assert [one.reason for one in plan.wrong] == []
    written(world, sent)
    assert Activity.objects.get(office__key=NORTH, name__en="Clean-up").when.edtf == "2023-07-15/2023-07-16"
    assert Figure.objects.get(activity__name__en="Clean-up").value == 1234
    again = planned(world, sent)
    assert (again.is_empty, again.unchanged) == (True, 3)
