"""The same change told by two offices is found, and merged so that neither text is lost; it can be taken apart again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from headway.audit.models import Entry
from headway.lib.problems import Refused
from headway.movement.tests.cast import SOUTH
from headway.movement.tests.doors import outcome_row
from headway.verify.actions import keep_outcomes, merge_outcomes, move_outcomes, split_outcome
from headway.verify.models import Contribution, Evidence, Outcome
from headway.verify.queries import outcome_rows, outcome_told
from headway.verify.queries.alike import pairs_alike
from headway.verify.rows import OutcomeState

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers/outcomes/"
OURS = {
    "statement": "The county court freed two anglers held since April.",
    "actor": "County court",
    "when": "2023-05",
}
THEIRS = {"statement": "Two anglers who had been held since April were freed by the court.", "actor": "The county court", "when": "2023-05-20"}  # fmt: skip


@pytest.fixture
def twice(world: Any) -> Any:
    proof = {"evidence_kind": "media", "text": "A paper tells of it."}
    north = outcome_row("ours", **OURS, evidence=[{"key": "ours-proof", **proof}])
    claim = {"key": "theirs-claim", "offices": [SOUTH], "how": "They wrote letters."}
    south = outcome_row(
        "theirs", **THEIRS, contributions=[claim], evidence=[{"key": "theirs-proof", **proof}]
    )
    keep_outcomes(world.campaign, [north, south], acting_user=world.operator)
    return world


def _get(key: str) -> Outcome:
    return Outcome.objects.select_related("campaign", "merged_into").get(key=key)


def _merge(world: Any) -> None:
    merge_outcomes(_get("ours"), _get("theirs"), acting_user=world.core_team, reason="One court, one day.")


def test_the_pair_is_found_and_shown_to_the_core_team_alone(twice: Any) -> None:
    assert [{one.key, other.key} for one, other in pairs_alike(twice.campaign, twice.core_team)] == [
        {"ours", "theirs"}
    ]
    client = Client()
    client.force_login(twice.core_team)
    page = client.get(f"{HERE}alike/").content.decode()
    assert f"{HERE}ours/merge/?with=theirs" in page
    for who in ("campaigner", "researcher", "reader", "administrator"):
        client.force_login(twice.people[who])
        assert client.get(f"{HERE}alike/").status_code == 403


def test_whoever_writes_the_same_is_told_and_of_a_restricted_one_nobody_is(twice: Any) -> None:
    client = Client()
    client.force_login(twice.other_section)
    sent = {
        "name": "Anglers are free",
        "statement": THEIRS["statement"],
        "actor": "County court",
        "country": "KE",
        "step": "check",
    }
    page = client.post(
        f"{HERE}new/", {**sent, "client_id": "0192f0a0-0000-7000-8000-000000000001"}
    ).content.decode()
    assert f'href="{HERE}ours/"' in page
    Outcome.objects.filter(key="ours").update(restricted=True)
    twice.campaign.refresh_from_db()
    keep_outcomes(twice.campaign, [outcome_row("another")], acting_user=twice.operator)
    page = client.post(
        f"{HERE}new/", {**sent, "client_id": "0192f0a0-0000-7000-8000-000000000001"}
    ).content.decode()
    assert f"{HERE}ours/" not in page


def test_merging_keeps_both_texts_and_joins_claims_offices_and_evidence(twice: Any) -> None:
    _merge(twice)
    merged, kept = _get("theirs"), _get("ours")
    assert (merged.state, merged.merged_into) == ("set-aside", kept)
    assert merged.statement == THEIRS["statement"]
    told = outcome_told(twice.campaign, "ours", twice.reader)
    assert told is not None
    assert {office.key for claim in told.claims for office in claim.offices} == {"cast-north", "cast-south"}
    assert {item.record.key for item in told.evidence} == {"ours-proof", "theirs-proof"}
    # What named no claim still bears on the claim of its own outcome alone.
    assert Evidence.objects.get(key="theirs-proof").contribution == Contribution.objects.get(
        key="theirs-claim"
    )
    client = Client()
    client.force_login(twice.reader)
    page = client.get(f"{HERE}ours/").content.decode()
    assert THEIRS["statement"] in page
    assert f'href="{HERE}ours/"' in client.get(f"{HERE}theirs/").content.decode()
    for outcome in (merged, kept):
        assert Entry.objects.filter(action="merge_outcomes", subject=str(outcome.pk)).count() == 1
    assert pairs_alike(twice.campaign, twice.core_team) == []


def test_taking_it_apart_gives_back_what_it_held(twice: Any) -> None:
    def without_state(row: Any) -> Any:
        evidence = tuple(one.model_copy(update={"contribution": ""}) for one in row.evidence)
        return row.model_copy(update={"state": OutcomeState.DRAFT, "verdicts": (), "evidence": evidence})

    before = [without_state(row) for row in outcome_rows(twice.campaign, ["ours", "theirs"])]
    _merge(twice)
    split_outcome(_get("theirs"), acting_user=twice.core_team, reason="Two courts after all.")
    after = [without_state(row) for row in outcome_rows(twice.campaign, ["ours", "theirs"])]
    assert after == before
    assert (_get("theirs").state, _get("theirs").merged_into) == ("draft", None)


def test_a_merged_outcome_is_neither_moved_nor_changed_and_a_pack_gives_nothing_back_to_it(
    twice: Any,
) -> None:
    rows = outcome_rows(twice.campaign, ["theirs"])
    _merge(twice)
    with pytest.raises(Refused, match="was merged into another"):
        move_outcomes([_get("theirs")], OutcomeState.DRAFT, acting_user=twice.core_team, reason="Back.")
    with pytest.raises(Refused, match="was merged into another"):
        keep_outcomes(twice.campaign, outcome_rows(twice.campaign, ["theirs"]), acting_user=twice.core_team)
    keep_outcomes(twice.campaign, rows, acting_user=twice.operator)
    assert (_get("theirs").state, _get("theirs").merged_into) == ("set-aside", _get("ours"))
    assert Contribution.objects.get(key="theirs-claim").outcome == _get("ours")


def test_what_is_verified_restricted_or_merged_already_is_not_merged(twice: Any) -> None:
    for change in ({"state": "verified"}, {"restricted": True}, {"state": "set-aside"}):
        Outcome.objects.filter(key="ours").update(state="proposed", restricted=False)
        Outcome.objects.filter(key="ours").update(**change)
        if "restricted" in change:
            _get("ours").named.add(twice.core_team)
        with pytest.raises(Refused):
            _merge(twice)
    Outcome.objects.filter(key="ours").update(state="proposed", restricted=False)
    _merge(twice)
    with pytest.raises(Refused):
        _merge(twice)


def test_merging_by_page_takes_a_reason_and_somebody_whose_outcomes_they_are_not(twice: Any) -> None:
    client, address = Client(), f"{HERE}theirs/merge/"
    client.force_login(twice.core_team)
    assert client.post(address, {"other": "ours", "reason": ""}).status_code == 422
    assert client.post(address, {"other": "nothing", "reason": "Same."}).status_code == 422
    for who in ("campaigner", "other_section", "researcher", "reader", "administrator"):
        client.force_login(twice.people[who])
        assert client.post(address, {"other": "ours", "reason": "Same."}).status_code == 403
    client.force_login(twice.core_team)
    assert client.post(address, {"other": "ours", "reason": "Same."}).status_code == 302
    assert _get("theirs").merged_into == _get("ours")
    assert client.post(address, {"reason": "Not the same."}).status_code == 302
    assert _get("theirs").merged_into is None
