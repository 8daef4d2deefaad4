"""What an office reports is its own: no other takes it, joins it or accepts it; dates and parts hold whoever writes."""

from __future__ import annotations

from typing import Any

import pytest

from headway.collect.actions import keep_published, keep_reported
from headway.collect.models import Activity
from headway.collect.queries import collect_rows
from headway.collect.rows import FigureRow, ReturnRow
from headway.collect.rules import after_cutoff, outside_period
from headway.lib.edtf import ImpreciseDate
from headway.lib.problems import Refused
from headway.movement.actions import keep_offices
from headway.movement.models import Grant, Office, User
from headway.movement.rows import OfficeRow
from headway.movement.rules import Role
from headway.movement.tests.cast import NORTH, SOUTH
from headway.movement.tests.doors import activity_row
from headway.movement.tests.everything import everything
from headway.plan.queries import plan_rows

pytestmark = pytest.mark.django_db


def _figure(key: str = "f", **fields: Any) -> FigureRow:
    return FigureRow.model_validate({"key": key, "measure": "bags", "value": "3"} | fields)


def _return(state: str, **fields: Any) -> ReturnRow:
    return ReturnRow.model_validate({"key": "n-y1", "office": NORTH, "period": "y1", "state": state} | fields)


@pytest.mark.parametrize(
    "row",
    [
        activity_row("danube-clean-up"),
        activity_row("fine", office=SOUTH),
        _figure(office=NORTH, activity="danube-clean-up"),
        _figure(activity="danube-clean-up"),
        _figure(),
        _figure("bags-danube", office=NORTH),
        ReturnRow.model_validate({"key": "danube-y1", "office": NORTH, "period": "y1", "state": "submitted"}),
    ],
    ids=[
        "another's activity",
        "for another",
        "to another's activity",
        "by its activity",
        "nobody's",
        "another's",
        "return",
    ],
)
def test_an_office_writes_nothing_that_is_anothers(row: Any, world: Any) -> None:
    before = everything()
    with pytest.raises(Refused, match="you may not record activity"):
        keep_reported(world.campaign, [row], acting_user=world.campaigner)
    assert everything() == before


def test_an_office_that_takes_no_part_reports_nothing(world: Any) -> None:
    keep_offices([OfficeRow(key="east", name={"*": "East"}, country="FR")], acting_user=world.operator)
    person = User.objects.create(email="east@movement.example", name="Ea")
    Grant.objects.create(user=person, role=Role.CONTRIBUTOR, office=Office.objects.get(key="east"))
    with pytest.raises(Refused, match='there is no office "east" here'):
        keep_reported(world.campaign, [activity_row("east", office="east")], acting_user=person)
    assert not Activity.objects.filter(key="east").exists()


@pytest.mark.parametrize("state", ["accepted", "returned"])
def test_no_office_answers_its_own_return(state: str, world: Any) -> None:
    keep_reported(world.campaign, [_return("submitted")], acting_user=world.campaigner)
    with pytest.raises(Refused, match="you may not accept return"):
        keep_reported(world.campaign, [_return(state)], acting_user=world.campaigner)
    Grant.objects.create(
        user=world.core_colleague, role=Role.CONTRIBUTOR, office=Office.objects.get(key=NORTH)
    )
    with pytest.raises(Refused, match="you may not accept return"):
        keep_reported(world.campaign, [_return(state)], acting_user=world.core_colleague)
    keep_reported(world.campaign, [_return(state)], acting_user=world.core_team)


def test_an_accepted_return_is_locked_for_its_office_and_one_sent_back_is_not(world: Any) -> None:
    keep_reported(world.campaign, [_return("accepted")], acting_user=world.core_team)
    keep_reported(world.campaign, [_return("accepted")], acting_user=world.campaigner)
    for changed in (_return("in-progress"), _return("accepted", assessment="We did more.")):
        with pytest.raises(Refused, match="you may not accept return"):
            keep_reported(world.campaign, [changed], acting_user=world.campaigner)
    keep_reported(world.campaign, [_return("returned")], acting_user=world.core_team)
    keep_reported(
        world.campaign, [_return("submitted", assessment="We did more.")], acting_user=world.campaigner
    )


def test_an_office_gives_one_return_a_period(world: Any) -> None:
    keep_reported(world.campaign, [_return("submitted")], acting_user=world.campaigner)
    with pytest.raises(Refused, match=f'{NORTH} has given a return for y1 already: "n-y1"'):
        keep_reported(world.campaign, [_return("submitted", key="again")], acting_user=world.campaigner)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (activity_row("late", when="2024-03").model_copy(update={"period": ""}), "lies after the data cut-off"),
        (activity_row("early", when="2022"), "lies outside the period y1"),
        (_figure(office=NORTH, part_of="volunteers-danube"), 'counts volunteers, not bags'),
        (_figure(office=NORTH, part_of="no-such"), 'there is no figure "no-such" here'),
        (activity_row("odd", activity_kind="flight"), 'there is no kind of activity "flight" here'),
    ],
)  # fmt: skip
def test_what_a_pack_may_not_say_no_form_says_either(row: Any, said: str, world: Any) -> None:
    with pytest.raises(Refused, match=said):
        keep_reported(world.campaign, [row], acting_user=world.campaigner)


def test_figures_that_become_part_of_each_other_in_two_steps_are_refused(world: Any) -> None:
    keep_reported(
        world.campaign,
        [_figure("a", office=NORTH), _figure("b", office=NORTH, part_of="a")],
        acting_user=world.campaigner,
    )
    with pytest.raises(Refused, match="part of itself by way of others"):
        keep_reported(world.campaign, [_figure("a", office=NORTH, part_of="b")], acting_user=world.campaigner)


def test_published_facts_that_become_part_of_each_other_are_refused(world: Any) -> None:
    rows = {row.key: row for row in collect_rows(world.campaign, "published")}
    first, second = rows["sites-passing"], rows["big-story"]
    keep_published(
        world.campaign, [first.model_copy(update={"part_of": second.key})], acting_user=world.core_team
    )
    with pytest.raises(Refused, match="part of itself"):
        keep_published(
            world.campaign, [second.model_copy(update={"part_of": first.key})], acting_user=world.core_team
        )


def test_a_batch_of_two_records_with_one_key_is_refused(world: Any) -> None:
    with pytest.raises(Refused, match="two of the activity records have the same key"):
        keep_reported(
            world.campaign, [activity_row("one"), activity_row("one")], acting_user=world.campaigner
        )


@pytest.mark.parametrize(
    ("when", "outside", "after"),
    [
        ("2023-03-22", False, False), ("2023-12-31", False, False), ("2023-03-21", True, False),
        ("2024-01-01", True, False), ("2023", False, False), ("2022/2024", False, False), ("2022", True, False),
        ("2024-02", True, False), ("2024-02-29", True, False), ("2024-03-01", True, True), ("2024", True, False),
        ("2024-03", True, True), ("2023-05/..", False, False), ("../2022", True, False), ("XXXX", False, False),
    ],
)  # fmt: skip
def test_an_imprecise_date_lies_outside_only_if_no_day_that_it_can_mean_lies_inside(
    when: str, outside: bool, after: bool, world: Any
) -> None:
    (period,) = plan_rows(world.campaign, "period")
    date = ImpreciseDate.parse(when)
    assert outside_period(date, period) is outside
    assert after_cutoff(date, world.campaign.cutoff) is after
