"""People and packs write at the same time: one waits for the other, and neither overwrites what it did not see."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from headway.audit.actions import unit_of_work
from headway.audit.queries import first_broken_entry
from headway.conftest import SMALL_PACK
from headway.exchange.packs import load_pack
from headway.lib.problems import Refused
from headway.movement.actions import ensure_operator
from headway.movement.models import User
from headway.movement.tests.cast import make_cast
from headway.movement.tests.doors import outcome_row, settle
from headway.plan.models import Campaign, Period
from headway.verify.actions import keep_outcomes, move_outcomes
from headway.verify.models import Outcome
from headway.verify.rows import OutcomeState

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def _together(*works: Callable[[], object]) -> list[BaseException]:
    """Run these at once; return what they raised."""
    raised: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_two_loads_of_one_pack_at_once_leave_it_there_once_and_whole() -> None:
    operator = ensure_operator()
    raised = _together(*[lambda: load_pack(SMALL_PACK, acting_user=operator)] * 2)
    assert all(isinstance(error, Refused) for error in raised), raised
    assert len(raised) < 2
    assert (Campaign.objects.count(), Period.objects.count(), Outcome.objects.count()) == (1, 1, 2)
    assert first_broken_entry() is None
    assert not sum(load_pack(SMALL_PACK, acting_user=operator)[1].changed.values())


def test_the_operator_is_made_once_however_many_processes_start() -> None:
    assert _together(*[ensure_operator] * 4) == []
    assert User.objects.filter(is_system=True).count() == 1


def test_an_edit_that_waits_for_a_verdict_finds_the_outcome_locked() -> None:
    operator = ensure_operator()
    cast = make_cast(operator)
    campaign, _ = load_pack(SMALL_PACK, acting_user=operator)
    settle(campaign, operator)
    outcome = Outcome.objects.get(key="north-outcome")
    move_outcomes([outcome], OutcomeState.UNDER_REVIEW, acting_user=cast.core_team, reason="its turn")
    decided = threading.Event()

    def verify() -> None:
        with unit_of_work():
            move_outcomes([outcome], OutcomeState.VERIFIED, acting_user=cast.core_team, reason="two sources")
            decided.set()
            # Long enough for the other to reach the lock, on which it waits.
            threading.Event().wait(0.4)

    def edit() -> None:
        decided.wait(10)
        row = outcome_row("north-outcome", state="under-review", statement="Something else.")
        keep_outcomes(campaign, [row], acting_user=cast.campaigner)

    (refused,) = _together(verify, edit)
    assert isinstance(refused, Refused), refused
    outcome.refresh_from_db()
    assert (outcome.state, outcome.statement) == (OutcomeState.VERIFIED, "It changed.")


def test_two_edits_of_two_outcomes_in_opposite_order_do_not_deadlock() -> None:
    operator = ensure_operator()
    cast = make_cast(operator)
    campaign, _ = load_pack(SMALL_PACK, acting_user=operator)
    settle(campaign, operator)
    pair = ["one", "two"]
    keep_outcomes(campaign, [outcome_row(key) for key in pair], acting_user=cast.campaigner)

    def edit(keys: list[str], user: Any) -> Callable[[], None]:
        def work() -> None:
            for number in range(6):
                rows = [outcome_row(key, statement=f"{user.name} {number}") for key in keys]
                keep_outcomes(campaign, rows, acting_user=user)

        return work

    assert _together(edit(pair, cast.core_team), edit(pair[::-1], cast.campaigner)) == []
    assert first_broken_entry() is None
