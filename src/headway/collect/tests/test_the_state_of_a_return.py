"""What can be done with a return in each state, and what nothing can."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.collect.rows import ActivityRow, ReturnState
from headway.collect.rules import (
    ANSWERING,
    GIVES_A_REASON,
    HANDED_IN,
    MOVES,
    Step,
    locked_period,
    next_state,
    steps_from,
)
from headway.lib.edtf import ImpreciseDate
from headway.lib.problems import Refused
from headway.plan.rows import PeriodRow

STATES, STEPS = st.sampled_from(ReturnState), st.sampled_from(Step)
YEAR = PeriodRow.model_validate({"key": "y1", "name": "One", "begins": "2023-01-01", "ends": "2023-12-31"})


@given(STATES, STEPS)
def test_a_step_is_offered_where_it_can_be_taken_and_nowhere_else(state: ReturnState, step: Step) -> None:
    if step in steps_from(state):
        assert next_state(state, step, "because") in ReturnState
    else:
        with pytest.raises(Refused):
            next_state(state, step, "because")


@given(STATES, st.sampled_from(sorted(GIVES_A_REASON)), st.sampled_from(["", " ", "\n\t"]))
def test_what_gives_work_back_to_an_office_says_why(state: ReturnState, step: Step, reason: str) -> None:
    with pytest.raises(Refused):
        next_state(state, step, reason)


@given(st.lists(st.sampled_from([step for step in Step if step not in ANSWERING]), max_size=12))
def test_whatever_an_office_does_it_never_accepts_nor_opens_its_own_return(steps: list[Step]) -> None:
    state = ReturnState.NOT_STARTED
    for step in steps:
        if step in steps_from(state):
            state = next_state(state, step)
    assert state not in {ReturnState.ACCEPTED, ReturnState.RETURNED}


@given(st.lists(STEPS, max_size=20))
def test_only_what_is_handed_in_is_accepted_and_only_opening_it_ends_that(steps: list[Step]) -> None:
    state = ReturnState.NOT_STARTED
    for step in steps:
        if step not in steps_from(state):
            continue
        before, state = state, next_state(state, step, "because")
        if state is ReturnState.ACCEPTED:
            assert before in HANDED_IN
        if before is ReturnState.ACCEPTED:
            assert step is Step.REOPEN


def test_no_state_is_a_dead_end() -> None:
    assert {state for moves in MOVES.values() for state in moves} == set(ReturnState)


def activity(when: str = "", period: str = "") -> ActivityRow:
    given = {"key": "a", "name": "A", "activity_kind": "k", "office": "north", "when": when, "period": period}
    return ActivityRow.model_validate({name: value for name, value in given.items() if value})


@pytest.mark.parametrize(
    ("row", "named", "closed"),
    [
        (activity(period="y1"), "y1", True),
        (activity("2023-04-01"), "", True),
        (activity("2023"), "", True),
        (activity("2023/2024"), "", False),
        (activity("2024-01-01"), "", False),
        (activity(), "", False),
        (activity("2023-04-01", "y2"), "y2", False),
    ],
)
def test_a_record_is_closed_by_the_period_that_it_names_or_lies_in(
    row: ActivityRow, named: str, closed: bool
) -> None:
    found = locked_period(row, [named], ["north"], [YEAR], {("north", "y1")})
    assert bool(found) is closed
    assert not locked_period(row, [named], ["south"], [YEAR], {("north", "y1")})


@given(st.dates(date(2022, 1, 1), date(2025, 1, 1)))
def test_every_day_of_an_accepted_period_is_closed_and_no_other(day: date) -> None:
    row = activity(ImpreciseDate.on(day).edtf)
    closed = locked_period(row, [], ["north"], [YEAR], {("north", "y1")}) == "y1"
    assert closed is (day.year == 2023)
