"""What proves nothing is removed with a reason, and the page of an outcome says why it stands as it does."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest
from django.test import Client

from headway.audit.models import Entry, Indexed
from headway.audit.queries import payload_text
from headway.lib.problems import Refused
from headway.lib.takenfiles import NewFile, prepare_file
from headway.movement.tests.doors import outcome_row
from headway.verify.actions import attach_proof, keep_outcomes, move_outcomes, remove_claim, remove_evidence
from headway.verify.models import Contribution, Evidence, EvidenceFile, Outcome, Rival
from headway.verify.queries import outcome_told
from headway.verify.rows import OutcomeState
from headway.verify.tests.at_the_form import ENGLISH, HERE

pytestmark = pytest.mark.django_db
AT = f"{HERE}proven/"


def proven(world: Any, **more: Any) -> Outcome:
    """An outcome with one claim, a rival to it, and two items of evidence, of which the second bears on the claim alone."""
    rival = {"key": "proven-rain", "text": "It rained quagmires.", "weight": "weak"}
    claim = {"key": "proven-claim", "offices": ["cast-north"], "how": "They asked.", "rivals": [rival]}
    likely = {"evidence_kind": "media", "likely_if_true": "0.9", "likely_if_false": "0.1"}
    items = [
        {"key": "proven-log", "text": "A tabloid wrote of flumadiddle.", "origin": "A tabloid", **likely},
        {"key": "proven-act", "text": "The act stands.", "origin": "The gazette", "contribution": "proven-claim", **likely},
    ]  # fmt: skip
    row = outcome_row("proven", contributions=[claim], evidence=items, **more)
    keep_outcomes(world.campaign, [row], acting_user=world.researcher)
    return Outcome.objects.select_related("campaign").get(key="proven")


def sure(world: Any) -> Any:
    told = outcome_told(world.campaign, "proven", world.researcher)
    assert told
    assert told.claims[0].confidence
    return told.claims[0].confidence.value


def test_how_sure_one_may_be_is_reckoned_without_it(client: Client, world: Any) -> None:
    proven(world)
    before = sure(world)
    client.force_login(world.researcher)
    page = client.get(f"{AT}evidence/proven-log/remove/", headers=ENGLISH).content.decode()
    assert "A tabloid wrote of flumadiddle." in page
    answer = client.post(f"{AT}evidence/proven-log/remove/", {"reason": "It told of another act."})
    assert (answer.status_code, answer["Location"]) == (302, AT)
    assert sure(world) < before
    assert not Evidence.objects.filter(key="proven-log").exists()
    page = html.unescape(client.get(AT, headers=ENGLISH).content.decode())
    assert "flumadiddle" not in page
    assert "It told of another act." in page
    assert not Indexed.objects.filter(text__contains="flumadiddle").exists()
    entry = Entry.objects.get(action="remove_evidence")
    told = json.loads(payload_text(entry.payload))
    assert told["removed"]["text"] == "A tabloid wrote of flumadiddle."
    assert entry.actor == str(world.researcher.pk)


def test_without_a_reason_nothing_goes(client: Client, world: Any) -> None:
    proven(world)
    client.force_login(world.researcher)
    for part in ("evidence/proven-log", "claims/proven-claim", "rivals/proven-rain"):
        answer = client.post(f"{AT}{part}/remove/", {"reason": "  "}, headers=ENGLISH)
        assert answer.status_code == 422
        assert "This field is required." in answer.content.decode()
    assert (
        Evidence.objects.filter(outcome__key="proven").count(),
        Rival.objects.filter(key="proven-rain").count(),
    ) == (2, 1)
    with pytest.raises(Refused):
        remove_evidence(Evidence.objects.get(key="proven-log"), " ", acting_user=world.researcher)


def test_a_claim_stays_while_evidence_bears_on_it(client: Client, world: Any) -> None:
    proven(world)
    client.force_login(world.researcher)
    refused = client.post(f"{AT}claims/proven-claim/remove/", {"reason": "Wrong."}, headers=ENGLISH)
    assert refused.status_code == 422
    assert "Evidence bears on this claim" in refused.content.decode()
    client.post(f"{AT}evidence/proven-act/remove/", {"reason": "Wrong."})
    assert client.post(f"{AT}claims/proven-claim/remove/", {"reason": "Wrong."}).status_code == 302
    assert not Contribution.objects.filter(key="proven-claim").exists()
    assert not Rival.objects.filter(key="proven-rain").exists()


def test_another_explanation_goes_alone(client: Client, world: Any) -> None:
    proven(world)
    client.force_login(world.researcher)
    assert client.post(f"{AT}rivals/proven-rain/remove/", {"reason": "It was dry."}).status_code == 302
    assert not Rival.objects.filter(key="proven-rain").exists()
    assert Contribution.objects.filter(key="proven-claim").exists()


def test_its_files_go_with_it(world: Any) -> None:
    proven(world)
    item = Evidence.objects.select_related("outcome__campaign").get(key="proven-log")
    attach_proof(
        item, [prepare_file(NewFile("a.txt", b"We saw it.", photo=False))], acting_user=world.researcher
    )
    remove_evidence(item, "Wrong.", acting_user=world.researcher)
    assert not EvidenceFile.objects.exists()


def test_nothing_goes_from_what_is_verified(client: Client, world: Any) -> None:
    outcome = proven(world)
    for to in (OutcomeState.UNDER_REVIEW, OutcomeState.VERIFIED):
        move_outcomes([outcome], to, reason="It is proven.", acting_user=world.core_team)
    client.force_login(world.core_colleague)
    for part in ("evidence/proven-log", "claims/proven-claim", "rivals/proven-rain"):
        answer = client.post(f"{AT}{part}/remove/", {"reason": "Wrong."}, headers=ENGLISH)
        assert answer.status_code == 422
        assert "is verified and so locked" in answer.content.decode()
    assert Evidence.objects.filter(outcome=outcome).count() == 2


def test_who_may_remove_and_who_may_not(client: Client, world: Any) -> None:
    proven(world)
    for part in ("evidence/proven-log", "claims/proven-claim", "rivals/proven-rain"):
        for who in ("campaigner", "other_section", "researcher", "core_team", "reader", "administrator"):
            client.force_login(world.people[who])
            allowed = who in {"campaigner", "researcher", "core_team", "administrator"}
            for answer in (
                client.get(f"{AT}{part}/remove/"),
                client.post(f"{AT}{part}/remove/", {"reason": ""}),
            ):
                assert (answer.status_code != 403) == allowed, (part, who)
        client.logout()
        assert client.get(f"{AT}{part}/remove/").status_code == 302


def test_each_step_of_a_review_stands_on_the_page_with_its_reason(client: Client, world: Any) -> None:
    outcome = proven(world)
    for to, why in (
        (OutcomeState.UNDER_REVIEW, "The meeting is near."),
        (OutcomeState.NEEDS_EVIDENCE, "A tabloid proves little."),
        (OutcomeState.UNDER_REVIEW, "The gazette came in."),
    ):
        move_outcomes([outcome], to, reason=why, acting_user=world.core_team)
    for who in ("reader", "campaigner", "core_team"):
        client.force_login(world.people[who])
        page = client.get(AT, headers=ENGLISH).content.decode()
        assert page.index("The meeting is near.") < page.index("The gazette came in.")
        # The reason of a decision stands with its verdict, once.
        assert "A tabloid proves little." in page
        assert "A tabloid proves little." not in page.split('id="steps"')[1]
        assert "Dolores" in page


def test_reasons_of_a_restricted_outcome_stay_closed_once_it_is_open(client: Client, world: Any) -> None:
    outcome = proven(world, restricted=True)
    outcome.named.add(world.core_team)
    move_outcomes(
        [outcome], OutcomeState.UNDER_REVIEW, reason="Her brother told us.", acting_user=world.core_team
    )
    client.force_login(world.core_team)
    assert "Her brother told us." in client.get(AT).content.decode()
    row = proven_row(world)
    keep_outcomes(world.campaign, [row.model_copy(update={"restricted": False})], acting_user=world.core_team)
    assert "Her brother told us." in client.get(AT).content.decode()
    client.force_login(world.reader)
    page = client.get(AT, headers=ENGLISH).content.decode()
    assert "How it was reviewed" in page
    assert "Her brother told us." not in page


def proven_row(world: Any) -> Any:
    from headway.verify.queries import outcome_rows

    (row,) = outcome_rows(world.campaign, ["proven"])
    return row


def test_a_claim_of_another_outcome_is_not_found_under_this_one(client: Client, world: Any) -> None:
    proven(world)
    client.force_login(world.core_team)
    for part in ("claims/north-outcome-claim", "evidence/no-such", "rivals/no-such"):
        assert client.get(f"{AT}{part}/remove/").status_code == 404
    with pytest.raises(Refused):
        remove_claim(Contribution.objects.get(key="proven-claim"), "x", acting_user=world.other_section)
