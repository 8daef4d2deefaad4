"""Growth by source, trainings with what came out of them, and supporter journeys, as the page of growth tells them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from headway.collect.actions import keep_published, keep_reported
from headway.collect.queries import cascades_of, growth_of, journeys_of
from headway.collect.rows import FigureRow, PublishedRow
from headway.collect.rules import in_chains
from headway.engage.actions import keep_engagement
from headway.movement.tests.cast import NORTH
from headway.movement.tests.doors import activity_row, case_row
from headway.plan.actions import keep_plan
from headway.plan.rows import MeasureRow

KEYS = st.sampled_from("abcdef")


def measure(key: str, additivity: str = "flow", **more: Any) -> MeasureRow:
    said = {
        "key": key,
        "name": key.replace("-", " ").capitalize(),
        "unit": "people",
        "additivity": additivity,
    }
    return MeasureRow.model_validate(said | more)


def figure(key: str, counted: str, value: str, **more: Any) -> FigureRow:
    return FigureRow.model_validate({"key": key, "measure": counted, "value": value, "office": NORTH, **more})


def enter(world: Any, *rows: Any) -> None:
    keep_reported(world.campaign, list(rows), acting_user=world.core_team)


@given(st.dictionaries(KEYS, KEYS))
def test_every_chain_of_steps_ends_and_holds_no_step_twice(before: dict[str, str]) -> None:
    for chain in in_chains(before):
        assert len(set(chain)) == len(chain) > 1
        assert all(before[later] == earlier for earlier, later in pairwise(chain))


@pytest.mark.django_db
def test_new_supporters_are_told_apart_by_source_with_the_share_of_each(client: Client, world: Any) -> None:
    joined = measure("new-supporters", growth="yes", disaggregations=["source"])
    keep_plan(world.campaign, [joined], acting_user=world.core_team)
    enter(world, figure("all", "new-supporters", "200", when="2021-02"))
    enter(
        world,
        figure("street", "new-supporters", "50", when="2021-02", part_of="all", of="source: street"),
        figure("web", "new-supporters", "150", when="2021-02", part_of="all", of="source: web"),
    )
    (row,) = growth_of(world.campaign)
    assert row.result.value == 200  # type: ignore[union-attr]
    assert [(one.source, one.share.value) for one in row.sources] == [  # type: ignore[union-attr]
        ("source: street", Decimal("0.25")),
        ("source: web", Decimal("0.75")),
    ]
    client.force_login(world.people["reader"])
    text = client.get(reverse("growth", args=[world.campaign.key])).text
    assert "source: street" in text
    assert "25%" in text


@pytest.mark.django_db
def test_a_training_stands_with_what_its_trainees_ran_and_people_are_never_added(
    client: Client, world: Any
) -> None:
    keep_plan(world.campaign, [measure("held"), measure("trained", "unique")], acting_user=world.core_team)
    enter(world, activity_row("training"))
    enter(
        world,
        activity_row("session-one", follows="training"),
        activity_row("session-two", follows="training"),
    )
    enter(
        world,
        figure("h0", "held", "8", activity="training"),
        figure("t0", "trained", "136", activity="training"),
        figure("h1", "held", "6", activity="session-one"),
        figure("h2", "held", "5", activity="session-two"),
        figure("t1", "trained", "240", activity="session-one"),
    )
    (cascade,) = cascades_of(world.campaign)
    assert [(one.activity.key, one.depth) for one in cascade.sessions] == [
        ("training", 0), ("session-one", 1), ("session-two", 1),
    ]  # fmt: skip
    together = {one.measure.key: one.result for one in cascade.together}
    assert together["held"].value == 19  # type: ignore[union-attr]
    assert (together["trained"].low, together["trained"].high) == (240, 376)  # type: ignore[union-attr]
    client.force_login(world.people["reader"])
    text = client.get(reverse("growth", args=[world.campaign.key])).text
    assert "240 to 376" in text


@pytest.mark.django_db
def test_a_journey_says_at_each_step_what_share_went_on(world: Any) -> None:
    keep_plan(
        world.campaign,
        [measure("seen"), measure("clicked", step_after="seen"), measure("signed", step_after="clicked")],
        acting_user=world.core_team,
    )
    enter(world, activity_row("journey"))
    enter(
        world,
        figure("j1", "seen", "1000", activity="journey"),
        figure("j2", "clicked", "300", activity="journey"),
        figure("j3", "signed", "200", activity="journey", precision="at-least"),
    )
    (journey,) = journeys_of(world.campaign)
    assert [step.measure.key for step in journey.steps] == ["seen", "clicked", "signed"]
    shares = [step.share for step in journey.steps]
    assert shares[0] is None
    assert shares[1].value == Decimal("0.3")  # type: ignore[union-attr]
    assert shares[2].precision == "at-least"  # type: ignore[union-attr]


@pytest.mark.django_db
def test_a_step_that_was_told_only_in_words_or_as_a_share_stands_in_its_journey(
    client: Client, world: Any
) -> None:
    """Thousands saw it, two thirds of those who clicked went on, more than 400 signed: nobody counted the clicks."""
    steps = [
        measure("seen"),
        measure("clicked", step_after="seen"),
        measure("went-on", step_after="clicked"),
        measure("signed", step_after="went-on"),
        measure("went-on-share", "ratio", numerator="went-on", denominator="clicked"),
    ]
    keep_plan(world.campaign, steps, acting_user=world.core_team)
    enter(world, activity_row("journey"))
    enter(
        world,
        FigureRow.model_validate(
            {"key": "j1", "measure": "seen", "words": "thousands", "activity": "journey", "office": NORTH}
        ),
        figure("j2", "went-on-share", "0.667", precision="about", activity="journey"),
        figure("j3", "signed", "400", precision="at-least", activity="journey"),
    )
    (journey,) = journeys_of(world.campaign)
    assert [step.measure.key for step in journey.steps] == ["seen", "went-on", "signed"]
    client.force_login(world.people["reader"])
    text = client.get(reverse("growth", args=[world.campaign.key])).text
    for said in ("thousands", "about 66.7%", "at least 400"):
        assert said in text


@pytest.mark.django_db
def test_published_shares_of_the_years_recruitment_stand_beside_the_growth(
    client: Client, world: Any
) -> None:
    keep_plan(world.campaign, [measure("of-the-year", "ratio", growth="yes")], acting_user=world.core_team)
    printed = {"key": "printed", "name": "Won in the campaign", "published_kind": "ratio", "value": "0.27"}
    secret = case_row("hush", name="Zyxomma", restricted=True)
    keep_engagement(world.campaign, [secret], acting_user=world.core_team)
    hushed = printed | {"key": "hushed", "name": "Zyxomma won", "case": "hush"}
    for row in (printed, hushed):
        fact = PublishedRow.model_validate({**row, "measure": "of-the-year", "office": NORTH})
        keep_published(world.campaign, [fact], acting_user=world.core_team)
    client.force_login(world.people["reader"])
    text = client.get(reverse("growth", args=[world.campaign.key])).text
    assert "Won in the campaign" in text
    assert "27%" in text
    assert "Zyxomma" not in text


@pytest.mark.django_db
def test_what_is_about_a_restricted_case_stands_on_no_page_of_growth(client: Client, world: Any) -> None:
    keep_plan(world.campaign, [measure("new-supporters", growth="yes")], acting_user=world.core_team)
    secret = case_row("hush", name="Zyxomma", restricted=True)
    keep_engagement(world.campaign, [secret], acting_user=world.core_team)
    enter(world, figure("hushed", "new-supporters", "918273", case="hush"))
    for who in ("core_team", "reader"):
        client.force_login(world.people[who])
        text = client.get(reverse("growth", args=[world.campaign.key])).text
        assert "918,273" not in text
        assert "Zyxomma" not in text
