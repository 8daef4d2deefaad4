"""What more than one test of this room needs."""

from __future__ import annotations

from typing import Any

import pytest

from headway.movement.models import Grant, Office
from headway.movement.rules import Role
from headway.movement.tests.cast import NORTH
from headway.movement.tests.doors import outcome_row
from headway.verify.actions import keep_outcomes


@pytest.fixture
def review(world: Any) -> Any:
    """The world with one more: of the core team, who also works for the northern office."""
    north = world.core_colleague.__class__.objects.create(email="nadia@movement.example", name="Nadia")
    Grant.objects.create(user=north, role=Role.CORE_TEAM)
    Grant.objects.create(user=north, role=Role.CONTRIBUTOR, office=Office.objects.get(key=NORTH))
    keep_outcomes(world.campaign, [outcome_row("ours")], acting_user=world.campaigner)
    return type(world)(world.campaign, {**world.people, "core_north": north})
