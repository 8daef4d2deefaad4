"""An outcome is verified by its review and by no other way: whatever people try, in whatever order."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from headway.audit.models import Entry
from headway.audit.queries import entries_about, first_broken_entry, payload_text
from headway.lib.problems import Refused
from headway.movement.models import Grant, Office
from headway.movement.rules import Role
from headway.movement.tests.cast import NORTH
from headway.movement.tests.doors import outcome_row
from headway.movement.tests.everything import everything
from headway.verify.actions import keep_outcomes, move_outcomes
from headway.verify.models import Meeting, Outcome, Verdict
from headway.verify.queries import outcome_rows
from headway.verify.rows import OutcomeState, VerdictRow
from headway.verify.rules import DECIDED, MOVES, next_state, verb_of

pytestmark = pytest.mark.django_db
DRAFT, PROPOSED, UNDER_REVIEW = OutcomeState.DRAFT, OutcomeState.PROPOSED, OutcomeState.UNDER_REVIEW
VERIFIED, NEEDS_EVIDENCE, SET_ASIDE = (
    OutcomeState.VERIFIED,
    OutcomeState.NEEDS_EVIDENCE,
    OutcomeState.SET_ASIDE,
)
ANY_STATE = st.sampled_from(OutcomeState)
# Who may take each step of an outcome that the northern office wrote and claims; "the core team" means not of the north.
WRITERS = {
    "campaigner",
    "core_team",
    "core_colleague",
    "core_north",
    "researcher",
    "administrator",
    "operator",
}
REVIEWERS = {"core_team", "core_colleague", "core_north"}
JUDGES = {"core_team", "core_colleague"}
STEPS = {
    (DRAFT, PROPOSED): WRITERS, (PROPOSED, DRAFT): WRITERS, (NEEDS_EVIDENCE, UNDER_REVIEW): WRITERS,
    (PROPOSED, UNDER_REVIEW): REVIEWERS,
    (UNDER_REVIEW, VERIFIED): JUDGES, (UNDER_REVIEW, NEEDS_EVIDENCE): JUDGES, (UNDER_REVIEW, SET_ASIDE): JUDGES,
    (DRAFT, SET_ASIDE): JUDGES, (PROPOSED, SET_ASIDE): JUDGES, (NEEDS_EVIDENCE, SET_ASIDE): JUDGES,
    (VERIFIED, UNDER_REVIEW): JUDGES, (SET_ASIDE, DRAFT): JUDGES,
}  # fmt: skip


def _outcome() -> Outcome:
    return Outcome.objects.get(key="ours")


def _put(state: OutcomeState) -> None:
    Outcome.objects.filter(key="ours").update(state=state)


def _stands() -> tuple[str, int, int]:
    return _outcome().state, Verdict.objects.count(), Entry.objects.count()


def test_the_steps_of_the_rules_are_those_that_are_tried_here() -> None:
    assert {(now, to) for now, all_to in MOVES.items() for to in all_to} == set(STEPS)


@given(ANY_STATE, ANY_STATE, st.text())
def test_a_step_is_taken_only_if_it_is_one_and_has_a_reason(
    now: OutcomeState, to: OutcomeState, reason: str
) -> None:
    if (now, to) in STEPS and reason.strip():
        assert next_state(now, to, reason) is to
    else:
        with pytest.raises(Refused):
            next_state(now, to, reason)


@given(st.lists(ANY_STATE, max_size=30))
def test_no_path_to_verified_goes_round_the_review(wanted: list[OutcomeState]) -> None:
    now, before = DRAFT, DRAFT
    for to in wanted:
        if to in MOVES[now]:
            before, now = now, next_state(now, to, "because")
            assert now is not VERIFIED or before is UNDER_REVIEW


@given(ANY_STATE, ANY_STATE)
def test_to_decide_and_to_undo_a_decision_takes_a_judge(now: OutcomeState, to: OutcomeState) -> None:
    if to in DECIDED or now in {VERIFIED, SET_ASIDE}:
        assert verb_of(now, to) == "verify_outcome"


@pytest.mark.parametrize("now", OutcomeState)
@pytest.mark.parametrize("to", OutcomeState)
def test_each_step_is_taken_by_those_who_may_and_refused_to_all_others(
    now: OutcomeState, to: OutcomeState, review: Any
) -> None:
    _put(now)
    took, before = set(), _stands()
    for who, person in review.people.items():
        with transaction.atomic():
            try:
                move_outcomes([_outcome()], to, acting_user=person, reason="we met")
                took.add(who)
            except Refused:
                assert _stands() == before
            transaction.set_rollback(True)
    assert took == STEPS.get((now, to), set())


def test_a_step_stands_in_the_log_with_who_took_it_and_why(review: Any) -> None:
    move_outcomes([_outcome()], UNDER_REVIEW, acting_user=review.core_north, reason="its turn")
    meeting = Meeting.objects.get(key="autumn-meeting")
    move_outcomes(
        [_outcome()],
        VERIFIED,
        acting_user=review.core_team,
        reason="two sources",
        dissent="one doubted",
        meeting=meeting,
    )
    told = entries_about("outcome", str(_outcome().pk)).filter(action="move_outcome")
    assert [entry.actor for entry in told] == [str(review.core_north.pk), str(review.core_team.pk)]
    assert '"reason":"two sources"' in payload_text(told[1].payload)
    verdict = Verdict.objects.get(outcome=_outcome())
    assert (verdict.given_by, verdict.text, verdict.dissent) == (
        review.core_team,
        "two sources",
        "one doubted",
    )
    assert verdict.meeting == meeting


def test_one_that_cannot_move_stops_the_whole_batch(review: Any) -> None:
    _put(UNDER_REVIEW)
    before = everything()
    both = [_outcome(), Outcome.objects.get(key="north-outcome")]
    with pytest.raises(Refused, match="proposed cannot become verified"):
        move_outcomes(both, VERIFIED, acting_user=review.core_team, reason="we met")
    assert everything() == before


def test_a_claim_that_rests_on_an_offices_activities_makes_it_that_offices(review: Any) -> None:
    claim = {
        "key": "south-claim",
        "offices": ["cast-south"],
        "activities": ["north-march"],
        "how": "They marched.",
    }
    row = outcome_row("theirs", contributions=[claim])
    keep_outcomes(review.campaign, [row], acting_user=review.core_team)
    outcome = Outcome.objects.get(key="theirs")
    move_outcomes([outcome], UNDER_REVIEW, acting_user=review.core_team, reason="its turn")
    for who in ("core_north", "core_team"):
        with pytest.raises(Refused, match="you may not verify"):
            move_outcomes([outcome], VERIFIED, acting_user=review.people[who], reason="we met")
    move_outcomes([outcome], VERIFIED, acting_user=review.core_colleague, reason="we met")


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 20_001, "a\x00b"])
def test_a_reason_that_is_none_or_cannot_be_kept_is_refused(reason: str, review: Any) -> None:
    _put(UNDER_REVIEW)
    before = everything()
    with pytest.raises(Refused):
        move_outcomes([_outcome()], VERIFIED, acting_user=review.core_team, reason=reason)
    assert everything() == before


VERDICT = VerdictRow.model_validate(
    {"key": "forged", "verdict": "verified", "text": "Trust us.", "as_published": True}
)
DECISIONS: dict[str, dict[str, Any]] = {
    "a new one as verified": {"key": "forged-outcome", "state": VERIFIED, "verdicts": (VERDICT,)},
    "a new one under review": {"key": "forged-outcome", "state": UNDER_REVIEW},
    "a new one with a verdict": {"key": "forged-outcome", "verdicts": (VERDICT,)},
    "an old one as verified": {"state": VERIFIED, "verdicts": (VERDICT,)},
    "an old one under review": {"state": UNDER_REVIEW},
    "an old one with a verdict": {"verdicts": (VERDICT,)},
    "an old one set back": {"state": DRAFT},
}


@pytest.mark.parametrize("what", sorted(DECISIONS))
@pytest.mark.parametrize("who", ["campaigner", "researcher", "core_team", "core_north"])
def test_nobody_writes_a_decision_into_an_outcome(what: str, who: str, review: Any) -> None:
    before = everything()
    row = outcome_row("ours").model_copy(update=DECISIONS[what])
    with pytest.raises(Refused, match=r"come from its review|you may not"):
        keep_outcomes(review.campaign, [row], acting_user=review.people[who])
    assert everything() == before


def _verify_here(review: Any) -> None:
    move_outcomes([_outcome()], UNDER_REVIEW, acting_user=review.core_team, reason="its turn")
    move_outcomes([_outcome()], VERIFIED, acting_user=review.core_team, reason="two sources")


CHANGES: dict[str, dict[str, Any]] = {
    "its text": {"statement": "Something else."},
    "its dates": {"when": "2023-01"},
    "its links": {"change_areas": ("turnout",)},
    "new evidence": {"evidence": [{"key": "late", "evidence_kind": "media", "text": "A late find."}]},
}


@pytest.mark.parametrize("what", sorted(CHANGES))
@pytest.mark.parametrize("who", ["campaigner", "researcher", "core_team", "administrator", "operator"])
def test_a_verified_outcome_is_locked_for_everybody(what: str, who: str, review: Any) -> None:
    _verify_here(review)
    before = everything()
    changed = outcome_row("ours", **{"state": "verified", **CHANGES[what]})
    with pytest.raises(Refused, match="verified and so locked"):
        keep_outcomes(review.campaign, [changed], acting_user=review.people[who])
    assert everything() == before


def test_a_verified_outcome_that_comes_in_unchanged_is_left(review: Any) -> None:
    _verify_here(review)
    before = everything()
    for who in ("campaigner", "operator"):
        keep_outcomes(
            review.campaign, [outcome_row("ours", state="verified")], acting_user=review.people[who]
        )
    assert everything() == before


def test_a_reopened_outcome_can_be_changed_and_is_no_longer_verified(review: Any) -> None:
    _verify_here(review)
    move_outcomes([_outcome()], UNDER_REVIEW, acting_user=review.core_team, reason="a source was withdrawn")
    changed = outcome_row("ours", state="under-review", statement="Something else.")
    keep_outcomes(review.campaign, [changed], acting_user=review.campaigner)
    assert (_outcome().statement, _outcome().state) == ("Something else.", UNDER_REVIEW)


def test_a_pack_does_not_undo_what_people_here_decided(review: Any) -> None:
    _verify_here(review)
    as_loaded = outcome_row("ours")
    keep_outcomes(review.campaign, [as_loaded], acting_user=review.operator)
    assert _outcome().state == VERIFIED
    forged = as_loaded.model_copy(
        update={"state": SET_ASIDE, "verdicts": (VERDICT.model_copy(update={"verdict": SET_ASIDE}),)}
    )
    keep_outcomes(review.campaign, [forged], acting_user=review.operator)
    assert _outcome().state == VERIFIED
    assert not Verdict.objects.filter(key="forged").exists()


def test_a_pack_sets_what_nobody_here_has_reviewed_and_the_verdict_is_no_persons(review: Any) -> None:
    row = outcome_row("ours").model_copy(update={"state": VERIFIED, "verdicts": (VERDICT,)})
    keep_outcomes(review.campaign, [row], acting_user=review.operator)
    assert _outcome().state == VERIFIED
    actor = Verdict.objects.get(key="forged").given_by
    assert (actor.name, actor.is_system, actor.grants.count()) == ("Clean Rivers as published", True, 0)
    corrected = row.model_copy(update={"statement": "As the source has it."})
    keep_outcomes(review.campaign, [corrected], acting_user=review.operator)
    assert _outcome().statement == "As the source has it."
    with pytest.raises(Refused, match="verified and so locked"):
        keep_outcomes(review.campaign, [row], acting_user=review.core_team)


def test_a_pack_says_no_more_than_its_verdicts_say(review: Any) -> None:
    with pytest.raises(Refused, match='"verified" needs a verdict that says so'):
        keep_outcomes(review.campaign, [outcome_row("ours", state="verified")], acting_user=review.operator)


def test_an_administrator_does_not_load_a_verdict_on_an_outcome_of_their_own_office(review: Any) -> None:
    Grant.objects.create(
        user=review.administrator, role=Role.CONTRIBUTOR, office=Office.objects.get(key=NORTH)
    )
    row = outcome_row("ours").model_copy(update={"state": VERIFIED, "verdicts": (VERDICT,)})
    with pytest.raises(Refused, match="come from its review"):
        keep_outcomes(review.campaign, [row], acting_user=review.administrator)


def test_what_stands_inside_an_outcome_cannot_be_taken_into_another(review: Any) -> None:
    before = everything()
    stolen = [{"key": "limit-law-gazette", "evidence_kind": "media", "text": "Not so."}]
    with pytest.raises(Refused, match="stands in another record"):
        keep_outcomes(review.campaign, [outcome_row("ours", evidence=stolen)], acting_user=review.campaigner)
    assert everything() == before


class Review(RuleBasedStateMachine):
    """One outcome, everybody, and everything that they may try."""

    def __init__(self, world: Any) -> None:
        super().__init__()
        self.world = world
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.state, self.moves, self.text = PROPOSED, 0, "It changed."

    def teardown(self) -> None:
        assert first_broken_entry() is None
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    people = st.sampled_from([*sorted(WRITERS), "other_section", "reader", "nobody", "switched_off"])

    @rule(who=people, to=ANY_STATE, reason=st.sampled_from(["", " ", "we met", "two sources"]))
    def move(self, who: str, to: OutcomeState, reason: str) -> None:
        try:
            move_outcomes([_outcome()], to, acting_user=self.world.people[who], reason=reason)
        except Refused:
            assert who not in STEPS.get((self.state, to), ()) or not reason.strip()
        else:
            assert who in STEPS[self.state, to]
            assert reason.strip()
            self.state, self.moves = to, self.moves + 1

    @rule(
        who=people,
        state=ANY_STATE,
        text=st.sampled_from(["It changed.", "It did not."]),
        forged=st.booleans(),
    )
    def keep(self, who: str, state: OutcomeState, text: str, forged: bool) -> None:
        row = outcome_row("ours", statement=text).model_copy(
            update={
                "state": state,
                "verdicts": (VERDICT.model_copy(update={"verdict": state}),) if forged else (),
            }
        )
        try:
            keep_outcomes(self.world.campaign, [row], acting_user=self.world.people[who])
        except Refused:
            return
        assert who in WRITERS
        loads = who in {"administrator", "operator"}
        if self.moves or not loads:
            assert self.state is not VERIFIED or text == self.text or (loads and not self.moves)
        if loads and not self.moves:
            self.state = state
        self.text = text

    @precondition(lambda self: self.moves > 0)
    @invariant()
    def what_was_decided_here_was_decided_by_somebody_elses_eyes(self) -> None:
        for verdict in (
            Verdict.objects.filter(outcome=_outcome()).exclude(key="forged").select_related("given_by")
        ):
            assert verdict.given_by.name in {"Dolores", "Gita"}
            assert verdict.text.strip()

    @invariant()
    def the_outcome_is_as_far_as_its_steps_and_each_has_a_reason(self) -> None:
        outcome = _outcome()
        assert (outcome.state, outcome.statement) == (self.state, self.text)
        told = Entry.objects.filter(action="move_outcome", subject=str(outcome.pk)).select_related("payload")
        assert len(told) == self.moves
        assert not any('"reason":""' in payload_text(entry.payload) for entry in told)


def test_no_order_of_attempts_gets_round_the_review(review: Any) -> None:
    careful = settings(
        max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(lambda: Review(review), settings=careful)  # type: ignore[arg-type]


def test_a_reviewed_outcome_goes_out_in_a_form_that_comes_in_again(review: Any) -> None:
    _verify_here(review)
    (row,) = outcome_rows(review.campaign, ["ours"])
    assert row.state is VERIFIED
    Outcome.objects.get(key="ours").delete()
    keep_outcomes(review.campaign, [row], acting_user=review.operator)
    assert outcome_rows(review.campaign, ["ours"]) == [row]
