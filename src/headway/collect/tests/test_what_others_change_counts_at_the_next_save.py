"""What a process remembers of campaign, offices and returns holds only until another process has changed it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.test import Client

from headway.audit.queries import log
from headway.collect.actions import record_activity
from headway.collect.models import Activity, Return
from headway.collect.tests.test_an_office_records_an_activity import opened, send, the_new_one
from headway.collect.views import entering
from headway.movement.actions import ensure_operator, give_role, keep_offices, switch_person, take_role
from headway.movement.rows import OfficeRow
from headway.movement.rules import Held, Role
from headway.movement.tests.cast import NORTH, SOUTH
from headway.movement.tests.doors_of_returns import given
from headway.plan import queries as plan
from headway.plan.actions import keep_campaign, keep_plan
from headway.plan.queries import campaign_row, plan_rows

pytestmark = pytest.mark.django_db


@contextmanager
def another_process() -> Iterator[None]:
    """What is done here, a process does that shares nothing but the database with the one that serves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "_looked", log.Looked())
        patch.setattr(plan, "_memory", OrderedDict())
        yield


def saved(client: Client, user: Any, **more: Any) -> Activity:
    """The activity that one save wrote; what is remembered afterwards is what this process knows."""
    before = set(Activity.objects.values_list("pk", flat=True))
    answer = send(client, opened(client, user), **more)
    assert answer.status_code == 302, answer.content.decode()
    return Activity.objects.exclude(pk__in=before).get()


def test_an_office_that_writes_in_another_language_from_now_on_is_written_for_in_that_language(
    client: Client, world: Any
) -> None:
    assert set(saved(client, world.campaigner).name) == {"en"}
    with another_process():
        row = OfficeRow(key=NORTH, name={"*": "Northern office"}, country="SE", language="fr")
        keep_offices([row], acting_user=world.operator)
    assert set(saved(client, world.campaigner, name="Marche").name) == {"fr"}


def test_a_campaign_that_is_told_in_another_language_from_now_on_is_written_in_that_language(
    client: Client, world: Any
) -> None:
    assert set(saved(client, world.campaigner).name) == {"en"}
    held = opened(client, world.campaigner)
    with another_process():
        row = campaign_row(world.campaign)
        keep_campaign(row.model_copy(update={"language": "es"}), acting_user=world.operator)
    assert send(client, held, name="Marcha").status_code == 302
    assert Activity.objects.get(key__startswith="marcha-").name == {"es": "Marcha"}


def test_a_period_that_was_moved_counts_what_lies_in_it_now(client: Client, world: Any) -> None:
    assert saved(client, world.campaigner, when="15 July 2023").period is not None
    with another_process():
        (period,) = plan_rows(world.campaign, "period")
        moved = period.model_copy(update={"begins": date(2023, 8, 1)})
        keep_plan(world.campaign, [moved], acting_user=world.operator)
    assert saved(client, world.campaigner, when="15 July 2023").period is None


def test_a_return_that_was_accepted_is_closed_and_one_that_was_opened_again_is_not(
    client: Client, world: Any
) -> None:
    saved(client, world.campaigner)
    held = opened(client, world.campaigner)
    with another_process():
        key = Return.objects.get(office__key=NORTH).key
        returned(world, key, "accepted")
    assert send(client, held).status_code == 422
    with another_process():
        returned(world, key, "returned")
    assert send(client, held).status_code == 302


def returned(world: Any, key: str, state: str) -> None:
    Return.objects.filter(key=key).update(key=f"{NORTH}-y1")
    given(world.campaign, state)


def test_a_return_that_is_accepted_while_a_form_is_read_closes_it_all_the_same(
    client: Client, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(client, world.campaigner)
    held = opened(client, world.campaigner)
    before = Activity.objects.count()
    just_before(monkeypatch, lambda: returned(world, Return.objects.get(office__key=NORTH).key, "accepted"))
    assert send(client, held).status_code == 422
    assert Activity.objects.count() == before


def test_a_period_that_is_moved_while_a_form_is_read_is_held_against_as_it_stands(
    client: Client, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(client, world.campaigner)
    held = opened(client, world.campaigner)

    def move() -> None:
        (period,) = plan_rows(world.campaign, "period")
        moved = period.model_copy(update={"begins": date(2023, 8, 1)})
        keep_plan(world.campaign, [moved], acting_user=ensure_operator())

    just_before(monkeypatch, move)
    assert send(client, held, when="15 July 2023").status_code == 422


def just_before(monkeypatch: pytest.MonkeyPatch, change: Callable[[], None]) -> None:
    """Another process changes something when the form was read, and before it is written."""
    write = record_activity

    def meanwhile(*given: Any, **named: Any) -> Any:
        with another_process():
            change()
        return write(*given, **named)

    monkeypatch.setattr(entering, "record_activity", meanwhile)


def test_a_role_that_was_taken_back_counts_no_more_at_the_very_next_request(
    client: Client, world: Any
) -> None:
    saved(client, world.campaigner)
    held = opened(client, world.campaigner)
    with another_process():
        role = Held(Role.CONTRIBUTOR, NORTH)
        take_role(world.campaigner, role, acting_user=world.administrator, reason="left")
    assert send(client, held).status_code == 404
    with another_process():
        give_role(world.campaigner, role, acting_user=world.administrator, reason="came back")
    assert send(client, held).status_code == 302


def test_whoever_works_for_another_office_now_writes_for_that_one_alone(client: Client, world: Any) -> None:
    saved(client, world.campaigner)
    held = opened(client, world.campaigner)
    with another_process():
        for act, office in ((give_role, SOUTH), (take_role, NORTH)):
            act(
                world.campaigner,
                Held(Role.CONTRIBUTOR, office),
                acting_user=world.administrator,
                reason="moved",
            )
    assert send(client, held).status_code == 422
    assert saved(client, world.campaigner, office=SOUTH).office.key == SOUTH


def test_whoever_was_switched_off_is_out_at_the_very_next_request(client: Client, world: Any) -> None:
    saved(client, world.campaigner)
    held = opened(client, world.campaigner)
    with another_process():
        switch_person(world.campaigner, active=False, acting_user=world.administrator, reason="lost")
    answer = send(client, held)
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/account/sign-in/")
    assert the_new_one().name == {"en": "March to the river"}
