"""Claims and evidence are written on pages: weighed by two questions, proven by files, locked once verified."""

from __future__ import annotations

import html
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from headway.audit.models import Entry
from headway.collect.actions import sweep_files
from headway.collect.queries.attachments import place_of
from headway.lib.bayes import Sure
from headway.movement.tests.cast import NORTH
from headway.movement.tests.everything import everything
from headway.verify.actions import move_outcomes, overrule_confidence
from headway.verify.models import Contribution, Evidence, EvidenceFile, Outcome, Rival
from headway.verify.queries import outcome_told
from headway.verify.rows import OutcomeState
from headway.verify.tests.at_the_form import ENGLISH, OURS, opened, typed

pytestmark = pytest.mark.django_db


def _claimed(**more: Any) -> dict[str, Any]:
    told = {
        "offices": [NORTH], "how": "They asked.", "credit": "contributing", "step": "save", "rivals-TOTAL_FORMS": "2",
        "rivals-INITIAL_FORMS": "2", "rivals-0-text": "", "rivals-0-weight": "unknown", "rivals-1-text": "",
        "rivals-1-weight": "unknown",
    }  # fmt: skip
    return told | more


def test_a_claim_is_changed_with_what_else_may_explain_the_change(client: Client, world: Any) -> None:
    address = f"{OURS}claims/north-outcome-claim/"
    held = opened(client, world.campaigner, address)
    rival = {
        "rivals-0-text": "The budget had room.",
        "rivals-0-weight": "strong",
        "rivals-0-why": "It was a good year.",
    }
    answer = client.post(address, {**held, **_claimed(tactics="petition; lobbying", **rival)})
    assert answer.status_code == 302
    claim = Contribution.objects.get(key="north-outcome-claim")
    assert claim.tactics == ["petition", "lobbying"]
    (kept,) = Rival.objects.filter(contribution=claim)
    assert (kept.text, kept.weight, kept.why) == ("The budget had room.", "strong", "It was a good year.")
    page = client.get(address).content.decode()
    assert "The budget had room.</textarea>" in page


def test_an_explanation_that_somebody_else_added_meanwhile_stays(client: Client, world: Any) -> None:
    address = f"{OURS}claims/north-outcome-claim/"
    mine = opened(client, world.campaigner, address)
    theirs = opened(Client(), world.core_team, address)
    client.force_login(world.core_team)
    client.post(address, {**theirs, **_claimed(), "rivals-0-text": "The budget had room."})
    client.force_login(world.campaigner)
    sent = {**mine, **_claimed(how="They asked each month."), "rivals-0-text": "An election was near."}
    assert client.post(address, sent).status_code == 302
    claim = Contribution.objects.get(key="north-outcome-claim")
    assert claim.how == "They asked each month."
    assert {one.text for one in claim.rivals.all()} == {"The budget had room.", "An election was near."}


def test_an_explanation_that_both_changed_is_shown_as_the_other_left_it(client: Client, world: Any) -> None:
    address = f"{OURS}claims/north-outcome-claim/"
    client.post(
        address, {**opened(client, world.campaigner, address), **_claimed(), "rivals-0-text": "Rain fell."}
    )
    (rival,) = Rival.objects.filter(contribution__key="north-outcome-claim")
    mine = opened(client, world.campaigner, address)
    theirs = opened(Client(), world.core_team, address)
    line = {"rivals-0-key": rival.key, "rivals-TOTAL_FORMS": "3", "rivals-INITIAL_FORMS": "3", "rivals-2-text": "", "rivals-2-weight": "unknown"}  # fmt: skip
    client.force_login(world.core_team)
    client.post(address, {**theirs, **_claimed(), **line, "rivals-0-text": "Much rain fell."})
    client.force_login(world.campaigner)
    answer = client.post(address, {**mine, **_claimed(), **line, "rivals-0-text": "It rained for days."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "It rained for days.</textarea>" in page
    assert "Much rain fell." in page
    rival.refresh_from_db()
    assert rival.text == "Much rain fell."


def test_where_a_claim_begins_asks_for_a_reason(client: Client, world: Any) -> None:
    address = f"{OURS}claims/north-outcome-claim/"
    held = opened(client, world.campaigner, address)
    refused = client.post(address, {**held, **_claimed(prior="0.3")}, headers=ENGLISH)
    assert refused.status_code == 422
    assert "Say why it was likelier, or less likely" in refused.content.decode()
    client.post(address, {**held, **_claimed(prior="0.3", prior_why="Such things are rare.")})
    assert Contribution.objects.get(key="north-outcome-claim").prior == Decimal("0.3")


def _item(**more: Any) -> dict[str, Any]:
    told = {
        "evidence_kind": "media", "text": "A paper tells of it.", "side": "for", "likely_if_true": "0.8",
        "likely_if_false": "0.2", "contribution": "north-outcome-claim", "origin": "A paper", "step": "save",
    }  # fmt: skip
    return told | more


def test_evidence_is_weighed_by_two_questions_and_moves_the_claim(client: Client, world: Any) -> None:
    address = f"{OURS}evidence/new/"
    held = opened(client, world.campaigner, address)
    assert client.post(address, {**held, **_item(why="They were there.")}).status_code == 302
    told = outcome_told(world.campaign, "north-outcome", world.campaigner)
    assert told is not None
    (claim,) = told.claims
    assert claim.confidence is not None
    assert (claim.confidence.percent, claim.confidence.sure) == (80, Sure.FAIRLY)
    page = client.get(OURS, headers=ENGLISH).content.decode()
    for words in (
        "fairly confident",
        "about 80 in 100",
        "hoop",
        "They were there.",
        "How each item of evidence moved it",
    ):
        assert words in page
    (row,) = Evidence.objects.filter(outcome__key="north-outcome")
    again = client.post(
        f"{OURS}evidence/{row.key}/",
        {**opened(client, world.campaigner, f"{OURS}evidence/{row.key}/"), **_item(likely_if_false="0.5")},
    )
    assert again.status_code == 302
    row.refresh_from_db()
    assert row.likely_if_false == Decimal("0.5")


def test_evidence_whose_answers_and_side_disagree_is_refused(client: Client, world: Any) -> None:
    address = f"{OURS}evidence/new/"
    held = opened(client, world.campaigner, address)
    answer = client.post(address, {**held, **_item(side="against")}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "By its likelihoods this speaks for the claim" in answer.content.decode()
    assert not Evidence.objects.filter(outcome__key="north-outcome").exists()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "example.org", "http://a b"])
def test_an_address_that_is_none_of_the_web_is_refused(link: str, client: Client, world: Any) -> None:
    address = f"{OURS}evidence/new/"
    held = opened(client, world.campaigner, address)
    answer = client.post(address, {**held, **_item(link=link)}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "is not an address of the web" in html.unescape(answer.content.decode())


def _with_file(client: Client, world: Any, data: bytes = b"We agreed on Monday.") -> EvidenceFile:
    address = f"{OURS}evidence/new/"
    held = opened(client, world.campaigner, address)
    sent = {**held, **_item(), "file": SimpleUploadedFile("minutes.exe", data)}
    assert client.post(address, sent).status_code == 302
    return EvidenceFile.objects.select_related("evidence").get()


def test_a_file_lies_sealed_is_known_by_its_content_and_gives_the_item_its_checksum(
    client: Client, world: Any
) -> None:
    file = _with_file(client, world)
    assert (file.name, file.media_type) == ("minutes.txt", "text/plain")
    assert file.evidence.checksum == file.digest
    stored = Path(settings.MEDIA_ROOT) / place_of(file.digest)
    assert b"We agreed" not in stored.read_bytes()
    address = f"{OURS}evidence/{file.evidence.key}/files/{file.pk}/"
    answer = client.get(address)
    assert answer.content == b"We agreed on Monday."
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    for who in ("reader", "without_a_role"):
        client.force_login(world.people[who])
        assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_a_file_is_shown_with_its_item_whatever_is_written_of_it_later(client: Client, world: Any) -> None:
    file = _with_file(client, world)
    address = f"{OURS}evidence/{file.evidence.key}/"
    held = opened(client, world.campaigner, address)
    assert client.post(address, {**held, **_item(checksum="", text="Read again.")}).status_code == 302
    assert f'href="{address}files/{file.pk}/"' in client.get(OURS).content.decode()
    client.force_login(world.reader)
    assert f'href="{address}files/{file.pk}/"' not in client.get(OURS).content.decode()


def test_a_file_that_is_no_document_is_refused_and_what_was_typed_stays(client: Client, world: Any) -> None:
    address = f"{OURS}evidence/new/"
    held = opened(client, world.campaigner, address)
    sent = {**held, **_item(), "file": SimpleUploadedFile("tool.pdf", b"MZ\x00\x01\xff")}
    answer = client.post(address, sent, headers=ENGLISH)
    assert answer.status_code == 422
    assert "tool.pdf" in answer.content.decode()
    assert "A paper tells of it." in answer.content.decode()
    assert not Evidence.objects.filter(outcome__key="north-outcome").exists()


def test_a_removed_file_is_gone_and_the_sweep_leaves_the_others(client: Client, world: Any) -> None:
    file = _with_file(client, world)
    assert sweep_files() == 0
    stored = Path(settings.MEDIA_ROOT) / place_of(file.digest)
    assert stored.exists()
    client.post(f"{OURS}evidence/{file.evidence.key}/", {"remove": str(file.pk)})
    assert not EvidenceFile.objects.exists()
    assert Entry.objects.filter(action="remove_attachment", subject=str(file.pk)).exists()


def test_the_name_of_a_file_lies_sealed(client: Client, world: Any) -> None:
    from django.db import connection

    _with_file(client, world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM verify_evidencefile")
        assert cursor.fetchone()[0].startswith("sealed:1:")


def _verified(world: Any) -> Outcome:
    outcome = Outcome.objects.get(key="north-outcome")
    for to in (OutcomeState.UNDER_REVIEW, OutcomeState.VERIFIED):
        move_outcomes([outcome], to, acting_user=world.core_team, reason="we met")
    return outcome


def test_a_verified_outcome_is_locked_to_every_form(client: Client, world: Any) -> None:
    held = opened(client, world.campaigner, f"{OURS}edit/")
    part = opened(client, world.campaigner, f"{OURS}evidence/new/")
    _verified(world)
    before = everything()
    mine = typed(name="north-outcome", actor="The works", when="", statement="Changed.")
    for address, sent in ((f"{OURS}edit/", {**held, **mine}), (f"{OURS}evidence/new/", {**part, **_item()})):
        answer = client.post(address, sent, headers=ENGLISH)
        assert answer.status_code == 422
        assert "verified and so locked" in answer.content.decode()
    after = everything()
    assert {name for name in before if before[name] != after[name]} <= {"collect.Draft"}


def test_what_is_held_instead_of_what_is_reckoned_stays_beside_it_with_name_and_reason(
    client: Client, world: Any
) -> None:
    address = f"{OURS}claims/north-outcome-claim/confidence/"
    client.force_login(world.core_team)
    assert client.post(address, {"sure": "doubtful", "why": ""}).status_code == 422
    assert client.post(address, {"sure": "doubtful", "why": "Nobody there remembers it."}).status_code == 302
    client.force_login(world.reader)
    page = client.get(OURS, headers=ENGLISH).content.decode()
    for words in ("doubtful", "Nobody there remembers it.", "Dolores"):
        assert words in page
    client.force_login(world.campaigner)
    assert client.get(address).status_code == 403
    assert client.post(address, {"sure": "very-sure", "why": "We know."}).status_code == 403
    client.force_login(world.core_team)
    client.post(address, {"sure": ""})
    assert Contribution.objects.get(key="north-outcome-claim").overrule == ""


def test_no_form_changes_what_is_held_of_a_claim(client: Client, world: Any) -> None:
    claim = Contribution.objects.get(key="north-outcome-claim")
    overrule_confidence(claim, Sure.DOUBTFUL, "Nobody remembers it.", acting_user=world.core_team)
    address = f"{OURS}claims/north-outcome-claim/"
    held = opened(client, world.campaigner, address)
    sent = {**held, **_claimed(how="They asked twice."), "overrule": "very-sure", "overrule_why": "We know."}
    assert client.post(address, sent).status_code == 302
    claim.refresh_from_db()
    assert (claim.how, claim.overrule, claim.overrule_why) == (
        "They asked twice.",
        "doubtful",
        "Nobody remembers it.",
    )
