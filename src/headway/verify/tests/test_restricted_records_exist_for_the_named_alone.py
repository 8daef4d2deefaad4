"""Restricted cases and outcomes exist for the people named on them; nobody else sees, counts, links or guesses one."""

from __future__ import annotations

from typing import Any

import pytest

from headway.collect.actions import keep_reported
from headway.collect.models import Activity
from headway.engage.actions import keep_engagement
from headway.engage.models import Case
from headway.engage.queries import unrestricted_cases, visible_cases
from headway.lib.problems import Refused
from headway.movement.queries import visible_offices
from headway.movement.tests.doors import activity_row, case_row, outcome_row
from headway.movement.tests.everything import everything
from headway.plan.queries import campaign_by_key, visible_campaigns
from headway.verify.actions import keep_outcomes, move_outcomes
from headway.verify.models import Outcome
from headway.verify.queries import visible_outcomes
from headway.verify.rows import OutcomeState

pytestmark = pytest.mark.django_db
OPEN_CASES, OPEN_OUTCOMES = {"open-well"}, {"limit-law", "north-outcome"}
SEES_NOTHING = {"nobody", "switched_off", "without_a_role"}


def _seen(query: Any, world: Any) -> dict[str, set[str]]:
    found = {}
    for who, person in world.people.items():
        records = query(world.campaign, person)
        found[who] = {record.key for record in records}
        assert records.count() == len(found[who])
    return found


def test_each_sees_what_is_not_restricted_and_only_whoever_loaded_the_rest_sees_it(world: Any) -> None:
    cases, outcomes = _seen(visible_cases, world), _seen(visible_outcomes, world)
    for who in world.people:
        nothing = who in SEES_NOTHING
        extra = (set(), set()) if who != "operator" else ({"hidden-spring"}, {"barrels-removed"})
        assert cases[who] == (set() if nothing else OPEN_CASES | extra[0]), who
        assert outcomes[who] == (set() if nothing else OPEN_OUTCOMES | extra[1]), who
        assert visible_campaigns(world.people[who]).exists() is not nothing
        assert visible_offices(world.people[who]).exists() is not nothing
        assert (campaign_by_key("clean-rivers", world.people[who]) is None) is nothing


def test_what_totals_count_does_not_depend_on_who_reads(world: Any) -> None:
    assert {case.key for case in unrestricted_cases(world.campaign)} == OPEN_CASES


def test_whoever_is_named_twice_over_sees_a_record_once(world: Any) -> None:
    case = Case.objects.get(key="hidden-spring")
    case.named.add(world.reader, world.core_team)
    assert [found.key for found in visible_cases(world.campaign, world.reader)].count("hidden-spring") == 1
    assert visible_cases(world.campaign, world.researcher).filter(key="hidden-spring").count() == 0


@pytest.mark.parametrize("who", ["core_team", "administrator", "researcher"])
def test_nobody_changes_a_restricted_record_on_which_they_are_not_named(who: str, world: Any) -> None:
    person = world.people[who]
    before = everything()
    with pytest.raises(Refused, match="you may not"):
        keep_engagement(world.campaign, [case_row("hidden-spring", country="KE")], acting_user=person)
    with pytest.raises(Refused, match="you may not"):
        keep_outcomes(world.campaign, [outcome_row("barrels-removed")], acting_user=person)
    outcome = Outcome.objects.get(key="barrels-removed")
    with pytest.raises(Refused, match="you may not"):
        move_outcomes([outcome], OutcomeState.UNDER_REVIEW, acting_user=person, reason="why not")
    assert everything() == before


@pytest.mark.parametrize("who", ["researcher", "core_team", "administrator"])
def test_whoever_writes_a_case_as_restricted_is_named_on_it_and_alone_sees_it(who: str, world: Any) -> None:
    keep_engagement(world.campaign, [case_row("new", restricted=True)], acting_user=world.people[who])
    seen = _seen(visible_cases, world)
    assert {name for name, keys in seen.items() if "new" in keys} == {who}


@pytest.mark.parametrize("who", ["campaigner", "researcher", "core_team", "administrator"])
def test_whoever_writes_an_outcome_may_protect_it_from_the_start(who: str, world: Any) -> None:
    keep_outcomes(world.campaign, [outcome_row("new", restricted=True)], acting_user=world.people[who])
    seen = _seen(visible_outcomes, world)
    assert {name for name, keys in seen.items() if "new" in keys} == {who}


def test_an_office_cannot_hide_what_others_see_already(world: Any) -> None:
    before = everything()
    with pytest.raises(Refused, match="you may not restrict record"):
        keep_outcomes(
            world.campaign, [outcome_row("north-outcome", restricted=True)], acting_user=world.campaigner
        )
    assert everything() == before


@pytest.mark.parametrize("who", ["researcher", "core_team"])
def test_whoever_may_restrict_hides_a_record_from_all_but_those_named(who: str, world: Any) -> None:
    keep_outcomes(
        world.campaign, [outcome_row("north-outcome", restricted=True)], acting_user=world.people[who]
    )
    seen = _seen(visible_outcomes, world)
    assert {name for name, keys in seen.items() if "north-outcome" in keys} == {who}


def test_a_restricted_record_is_opened_only_by_somebody_named_who_may(world: Any) -> None:
    keep_outcomes(world.campaign, [outcome_row("own", restricted=True)], acting_user=world.campaigner)
    opened = outcome_row("own")
    for who in ("core_team", "administrator", "researcher", "operator"):
        with pytest.raises(Refused, match="you may not"):
            keep_outcomes(world.campaign, [opened], acting_user=world.people[who])
    with pytest.raises(Refused, match="you may not restrict record"):
        keep_outcomes(world.campaign, [opened], acting_user=world.campaigner)
    Outcome.objects.get(key="own").named.add(world.core_team)
    keep_outcomes(world.campaign, [opened], acting_user=world.core_team)
    assert "own" in {outcome.key for outcome in visible_outcomes(world.campaign, world.reader)}


def test_a_link_to_a_hidden_case_is_refused_as_one_to_a_case_that_does_not_exist(world: Any) -> None:
    said = []
    for key in ("hidden-spring", "no-such-case"):
        with pytest.raises(Refused) as refused:
            keep_reported(world.campaign, [activity_row(cases=[key])], acting_user=world.campaigner)
        said.append(str(refused.value).replace(key, "…"))
    assert said[0] == said[1] == 'there is no case "…" here'


def test_an_edit_by_somebody_who_cannot_see_a_link_leaves_it_alone(world: Any) -> None:
    linked = activity_row("north-march", cases=["hidden-spring", "open-well"])
    keep_reported(world.campaign, [linked], acting_user=world.operator)
    told = activity_row("north-march", name="Renamed")
    keep_reported(world.campaign, [told], acting_user=world.campaigner)
    activity = Activity.objects.get(key="north-march")
    assert activity.name == {"*": "Renamed"}
    assert {case.key for case in activity.cases.all()} == {"hidden-spring"}
    keep_reported(world.campaign, [told], acting_user=world.operator)
    assert not activity.cases.exists()
