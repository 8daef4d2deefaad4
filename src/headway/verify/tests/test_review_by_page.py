"""The review by page: whoever may take a step has its button, and a forged request takes no other."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from headway.verify.models import Outcome, Verdict
from headway.verify.rows import OutcomeState
from headway.verify.rules import DECIDED
from headway.verify.tests.test_review_of_outcomes import STEPS

pytestmark = pytest.mark.django_db
PAGE = "/c/clean-rivers/outcomes/ours/review/"
WHO = (
    "campaigner",
    "other_section",
    "researcher",
    "core_team",
    "core_colleague",
    "core_north",
    "reader",
    "administrator",
)


def _put(state: OutcomeState) -> None:
    Verdict.objects.filter(outcome__key="ours").delete()
    Outcome.objects.filter(key="ours").update(state=state)


def _state() -> str:
    return Outcome.objects.get(key="ours").state


@pytest.mark.parametrize("now", OutcomeState)
@pytest.mark.parametrize("who", WHO)
def test_each_person_has_the_buttons_of_the_steps_that_are_theirs_and_no_request_takes_another(
    who: str, now: OutcomeState, review: Any
) -> None:
    """Every transition as every role: each button takes its step, and what has none is refused and moves nothing."""
    client = Client()
    client.force_login(review.people[who])
    for to in OutcomeState:
        _put(now)
        page = client.get(PAGE).content.decode()
        offered = set(re.findall(r'<button[^>]*name="to" value="([\w-]+)"', page))
        may = who in STEPS.get((now, to), set())
        assert (to.value in offered) == may
        answer = client.post(PAGE, {"to": to, "seen": now, "reason": "We met."})
        if may:
            assert answer.status_code == 302
            assert _state() == to
            assert Verdict.objects.filter(outcome__key="ours", verdict=to).exists() == (to in DECIDED)
        else:
            assert answer.status_code in (403, 422)
            assert _state() == now


def test_a_step_without_a_reason_is_refused_and_the_reason_stays_with_the_outcome(review: Any) -> None:
    client = Client()
    client.force_login(review.core_team)
    _put(OutcomeState.UNDER_REVIEW)
    sent = {"to": "verified", "seen": "under-review", "reason": " ", "dissent": "One doubted."}
    refused = client.post(PAGE, sent)
    assert refused.status_code == 422
    assert "One doubted.</textarea>" in refused.content.decode()
    client.post(PAGE, {**sent, "reason": "Two sources agree."})
    page = client.get("/c/clean-rivers/outcomes/ours/").content.decode()
    assert "Two sources agree." in page
    assert "One doubted." in page


def test_a_step_decided_on_an_older_state_moves_nothing(review: Any) -> None:
    client = Client()
    client.force_login(review.core_team)
    _put(OutcomeState.VERIFIED)
    answer = client.post(
        PAGE,
        {"to": "under-review", "seen": "proposed", "reason": "Its turn."},
        headers={"Accept-Language": "en"},
    )
    assert answer.status_code == 422
    assert "Somebody has moved this outcome" in answer.content.decode()
    assert _state() == "verified"


def test_a_verified_outcome_can_be_reopened_with_a_reason_and_then_changed(review: Any) -> None:
    client = Client()
    client.force_login(review.core_team)
    _put(OutcomeState.VERIFIED)
    assert client.post(PAGE, {"to": "under-review", "seen": "verified", "reason": ""}).status_code == 422
    assert (
        client.post(PAGE, {"to": "under-review", "seen": "verified", "reason": "New facts."}).status_code
        == 302
    )
    assert client.get("/c/clean-rivers/outcomes/ours/edit/").status_code == 200


def test_the_page_of_a_restricted_outcome_is_not_there_for_others(review: Any) -> None:
    client = Client()
    client.force_login(review.core_team)
    assert client.get("/c/clean-rivers/outcomes/barrels-removed/review/").status_code == 404
    client.logout()
    assert client.get(PAGE).status_code == 302
