"""The first activity that an office saves for a period begins its return, once, and of no office that reports another way."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from headway.audit.models import Entry
from headway.collect.actions.returns import begin_returns
from headway.collect.models import Return
from headway.collect.tests.sheets import filled_in
from headway.collect.tests.test_an_office_fills_in_a_workbook import BOTH, form, written
from headway.collect.tests.test_an_office_records_an_activity import opened, send, the_new_one
from headway.lib.problems import Refused
from headway.movement.tests.cast import NORTH, SOUTH
from headway.movement.tests.doors import activity_row
from headway.movement.tests.doors_of_returns import given
from headway.plan.models import Participation

pytestmark = pytest.mark.django_db


def state() -> str:
    return str(Return.objects.get(office__key=NORTH).state)


def entries() -> list[str]:
    ids = [str(one) for one in Return.objects.filter(office__key=NORTH).values_list("pk", flat=True)]
    found = Entry.objects.filter(kind="return", subject__in=ids)
    return list(found.order_by("seq").values_list("action", flat=True))


def is_begun(office: str = NORTH) -> bool:
    return Return.objects.filter(office__key=office).exists()


def test_the_first_activity_of_a_period_begins_its_return_and_the_next_leaves_it(
    client: Client, world: Any
) -> None:
    assert send(client, opened(client, world.campaigner)).status_code == 302
    assert the_new_one().period.key == "y1"
    assert (state(), entries()) == ("in-progress", ["add_return"])
    record = Return.objects.get(office__key=NORTH)
    assert Entry.objects.get(kind="return", subject=record.pk).actor == str(world.campaigner.pk)
    assert send(client, opened(client, world.campaigner), name="Another march").status_code == 302
    assert (state(), entries()) == ("in-progress", ["add_return"])


def test_an_activity_of_no_period_begins_no_return(client: Client, world: Any) -> None:
    assert send(client, opened(client, world.campaigner), when="15 July 2010").status_code == 302
    assert not is_begun()


def test_an_office_that_reports_through_the_projects_database_is_not_taken_for_one_that_reports(
    client: Client, world: Any
) -> None:
    Participation.objects.filter(office__key=NORTH).update(reports_through="projects-database")
    assert send(client, opened(client, world.campaigner)).status_code == 302
    assert not is_begun()


@pytest.mark.parametrize("stands", ["submitted", "returned", "nothing-to-report", "in-progress"])
def test_a_return_that_is_further_on_stays_as_it_is(client: Client, world: Any, stands: str) -> None:
    given(world.campaign, stands)
    before = entries()
    assert send(client, opened(client, world.campaigner)).status_code == 302
    assert (state(), entries()) == (stands, before)


def test_one_that_stands_there_unbegun_is_begun(client: Client, world: Any) -> None:
    given(world.campaign, "not-started")
    assert send(client, opened(client, world.campaigner)).status_code == 302
    assert state() == "in-progress"
    assert entries()[-1] == "change_return"


def test_what_comes_in_by_a_workbook_begins_it_too_and_once(world: Any) -> None:
    file = filled_in(form(world), BOTH)
    written(world, file)
    written(world, file)
    assert (state(), entries()) == ("in-progress", ["add_return"])


def test_nobody_begins_the_return_of_another_office(world: Any) -> None:
    row = activity_row("far", office=SOUTH)
    with pytest.raises(Refused):
        begin_returns(world.campaign, [row], acting_user=world.campaigner)
    assert not Return.objects.filter(office__key=SOUTH, state="in-progress").exists()
