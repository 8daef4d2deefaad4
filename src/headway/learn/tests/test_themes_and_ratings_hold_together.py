"""What a pack may not say, no form says in two steps either: themes in a loop, a cell rated twice."""

from __future__ import annotations

from typing import Any

import pytest

from headway.assess.actions import keep_ratings
from headway.assess.queries import ratings_of
from headway.learn.actions import keep_learning
from headway.learn.queries import learn_rows
from headway.learn.rows import ThemeRow
from headway.lib.problems import Refused
from headway.movement.tests.everything import everything
from headway.report.actions import keep_chapters
from headway.report.queries import chapters_of

pytestmark = pytest.mark.django_db


def test_themes_do_not_come_to_stand_under_themselves(world: Any) -> None:
    below = ThemeRow.model_validate({"key": "below", "name": "Below", "parent": "sampling-theme"})
    keep_learning(world.campaign, [below], acting_user=world.core_team)
    (above,) = [row for row in learn_rows(world.campaign, "theme") if row.key == "sampling-theme"]
    before = everything()
    with pytest.raises(Refused, match="stands under itself"):
        keep_learning(
            world.campaign, [above.model_copy(update={"parent": "below"})], acting_user=world.core_team
        )
    assert everything() == before


def test_chapters_do_not_come_to_stand_under_themselves(world: Any) -> None:
    first, second = chapters_of(world.campaign)
    keep_chapters(
        world.campaign, [second.model_copy(update={"under": first.key})], acting_user=world.core_team
    )
    with pytest.raises(Refused, match="stands under itself"):
        keep_chapters(
            world.campaign, [first.model_copy(update={"under": second.key})], acting_user=world.core_team
        )


def test_a_cell_is_rated_once_and_its_rating_can_be_changed(world: Any) -> None:
    (rating,) = ratings_of(world.campaign)
    again = rating.model_copy(update={"key": "again", "step": "murky"})
    with pytest.raises(Refused, match='rates what "austria-limits" rates already'):
        keep_ratings(world.campaign, [again], acting_user=world.core_team)
    keep_ratings(world.campaign, [rating.model_copy(update={"step": "murky"})], acting_user=world.core_team)
    assert [row.step for row in ratings_of(world.campaign)] == ["murky"]
