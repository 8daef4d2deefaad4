"""Every action of every room writes for those who may, says so in the log, and leaves nothing where it refuses."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import Any

import pytest
from django.db import transaction

import headway
from headway.assess.actions import keep_ratings
from headway.audit.models import Entry
from headway.audit.queries import first_broken_entry, payload_text
from headway.collect.actions import keep_published, keep_reported
from headway.learn.actions import keep_learning
from headway.lib.problems import Refused
from headway.listen.actions import keep_listening
from headway.movement.tests.cast import SOUTH
from headway.movement.tests.door import Door
from headway.movement.tests.doors import DOORS, activity_row, case_row, outcome_row
from headway.movement.tests.everything import everything
from headway.plan.actions import keep_plan
from headway.report.actions import keep_chapters
from headway.verify.actions import keep_meetings, keep_outcomes

# Steps of actions, which their callers call after they have asked; `record_reads` writes only that somebody read.
STEPS = {
    "headway.audit.actions.erase_payload",
    "headway.audit.actions.record_reads",
    "headway.collect.actions.returns.begin_returns",
    "headway.collect.actions.closed.refuse_if_closed",
    "headway.movement.actions.policy.name_on",
    "headway.plan.actions.keeper_of",
}

pytestmark = pytest.mark.django_db
SOUTHERN = {"key": "theirs-claim", "offices": [SOUTH], "how": "They asked."}


def test_no_action_is_missing_from_the_table_of_doors() -> None:
    found = set()
    for room in pkgutil.iter_modules(headway.__path__):
        name = f"headway.{room.name}.actions"
        if not room.ispkg or importlib.util.find_spec(name) is None:
            continue
        for module in _with_parts(importlib.import_module(name)):
            for _, function in inspect.getmembers(module, inspect.isfunction):
                public = function.__module__ == module.__name__ and not function.__name__.startswith("_")
                if public and "acting_user" in inspect.signature(function).parameters:
                    found.add(f"{module.__name__}.{function.__name__}")
    tried = {f"{door.action.__module__}.{door.action.__name__}" for door in DOORS.values()}
    assert found - STEPS == tried


def _with_parts(module: Any) -> list[Any]:
    """A room with many actions keeps them in a folder."""
    parts = [part.name for part in pkgutil.iter_modules(getattr(module, "__path__", []))]
    return [module, *(importlib.import_module(f"{module.__name__}.{part}") for part in parts)]


@pytest.mark.parametrize("name", sorted(DOORS))
def test_each_action_writes_for_those_who_may_and_for_nobody_else(name: str, world: Any) -> None:
    door = DOORS[name]
    before = everything()
    allowed = set()
    for who, person in world.people.items():
        with transaction.atomic():
            if refusal := _refusal(door, world.campaign, person):
                assert refusal.startswith("you may not"), who
                assert everything() == before, who
            else:
                allowed.add(who)
                _wrote_and_told(door, person, world.campaign)
            transaction.set_rollback(True)
    assert allowed == (door.may | {"core_colleague"} if "core_team" in door.may else door.may)
    assert everything() == before


def _refusal(door: Door, campaign: Any, person: Any) -> str:
    try:
        door.use(campaign, person)
    except Refused as refused:
        return str(refused)
    return ""


def _wrote_and_told(door: Door, person: Any, campaign: Any) -> None:
    assert door.is_there(campaign)
    told = Entry.objects.filter(action=door.told, actor=str(person.pk)).select_related("payload")
    last = told.order_by("-seq")[0]
    assert last.kind == door.kind
    if door.told.startswith("add_") and door.key:
        assert f'"key":"{door.key}"' in payload_text(last.payload)
    assert first_broken_entry() is None


@pytest.mark.parametrize(
    "name", [name for name, door in DOORS.items() if door.told.startswith("add_") and door.key]
)
def test_the_same_again_changes_nothing_and_tells_nothing(name: str, world: Any) -> None:
    DOORS[name].use(world.campaign, world.operator)
    before = everything()
    DOORS[name].use(world.campaign, world.operator)
    assert everything() == before


def test_no_action_is_a_way_round_another_rooms_permission(world: Any) -> None:
    restricted_case = case_row(restricted=True)
    doors: tuple[Any, ...] = (
        keep_plan,
        keep_listening,
        keep_published,
        keep_reported,
        keep_meetings,
        keep_ratings,
        keep_learning,
    )
    for keep in (*doors, keep_chapters):
        for row in (outcome_row(), restricted_case):
            with pytest.raises(Refused, match="not written by this action"):
                keep(world.campaign, [row], acting_user=world.core_team)


@pytest.mark.parametrize(
    ("keep", "rows"),
    [
        (keep_reported, [activity_row("fine"), activity_row("theirs", office=SOUTH)]),
        (keep_outcomes, [outcome_row("fine"), outcome_row("theirs", contributions=[SOUTHERN])]),
    ],
)
def test_a_batch_with_one_forbidden_record_is_refused_whole(keep: Any, rows: list[Any], world: Any) -> None:
    before = everything()
    with pytest.raises(Refused, match="you may not"):
        keep(world.campaign, rows, acting_user=world.campaigner)
    assert everything() == before


def test_a_role_that_was_given_is_held_and_one_that_was_taken_is_not(world: Any) -> None:
    keep_reported(world.campaign, [activity_row("one")], acting_user=world.campaigner)
    world.campaigner.grants.all().delete()
    again = type(world.campaigner).objects.get(pk=world.campaigner.pk)
    with pytest.raises(Refused):
        keep_reported(world.campaign, [activity_row("two")], acting_user=again)
