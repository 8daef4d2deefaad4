"""An outcome, its claims and its evidence are written on pages: nothing typed is lost, and nobody writes over another."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from headway.audit.models import Entry
from headway.collect.actions import sweep_files
from headway.collect.models import Draft
from headway.collect.queries.attachments import place_of
from headway.lib.bayes import Sure
from headway.movement.tests.cast import NORTH
from headway.movement.tests.everything import everything
from headway.verify.actions import move_outcomes, overrule_confidence
from headway.verify.models import Contribution, Evidence, EvidenceFile, Outcome, Rival
from headway.verify.queries import outcome_told
from headway.verify.rows import OutcomeState

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers/outcomes/"
NEW, OURS = f"{HERE}new/", f"{HERE}north-outcome/"
ENGLISH = {"Accept-Language": "en"}
SAID = "The works opened the new well for everybody in the village."


def hidden(answer: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', answer.content.decode())
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def opened(client: Client, user: Any, address: str = NEW) -> dict[str, str]:
    client.force_login(user)
    answer = client.get(address, headers=ENGLISH)
    assert answer.status_code == 200, answer.status_code
    return hidden(answer)


def typed(**more: Any) -> dict[str, Any]:
    told = {
        "name": "A well is open", "statement": SAID, "actor": "The water works", "when": "September 2023", "country": "KE",
        "level": "practice", "direction": "positive", "course": "holds", "intended": "on", "change_areas": ["quality"],
        "office": NORTH, "how": "The office asked for it each month.", "step": "save",
    }  # fmt: skip
    return told | more


def send(client: Client, held: dict[str, str], address: str = NEW, **more: Any) -> Any:
    return client.post(address, {**held, **typed(**more)}, headers=ENGLISH)


def the_new_one() -> Outcome:
    return Outcome.objects.get(statement=SAID)


def test_an_outcome_is_written_as_a_draft_of_its_writer(client: Client, world: Any) -> None:
    answer = send(client, opened(client, world.campaigner), activities=["north-march"])
    kept = the_new_one()
    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}{kept.key}/")
    assert (kept.state, kept.author, kept.standing) == ("draft", world.campaigner, "entered")
    assert kept.when.edtf == "2023-09"
    claim = Contribution.objects.get(outcome=kept)
    assert [office.key for office in claim.offices.all()] == [NORTH]
    assert [one.key for one in claim.activities.all()] == ["north-march"]
    assert Entry.objects.filter(
        action="add_outcome", subject=str(kept.pk), actor=str(world.campaigner.pk)
    ).exists()


def test_it_stands_once_however_often_it_is_sent(client: Client, world: Any) -> None:
    held = opened(client, world.campaigner)
    send(client, held)
    assert send(client, held).status_code == 302
    assert Outcome.objects.filter(statement=SAID).count() == 1
    other = send(client, held, statement="Something else happened there.")
    assert other.status_code == 422
    assert "saved before, with other content" in other.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "This field is required."),
        ("statement", " ", "This field is required."),
        ("change_areas", [], "Choose one change area at least."),
        ("how", "", "This field is required."),
        ("when", "one day", "not understood as a date"),
        ("office", "cast-south", "Select a valid choice"),
        ("statement", "a\u202eb", "U+202E"),
    ],
)
def test_a_refused_form_says_why_at_the_field_and_loses_nothing(
    field: str, value: Any, said: str, client: Client, world: Any
) -> None:
    held, before = opened(client, world.campaigner), Outcome.objects.count()
    answer = send(client, held, significance="It saves a day’s walk.", **{field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in html.unescape(page)
    assert "It saves a day’s walk." in html.unescape(page)
    assert Outcome.objects.count() == before
    draft = Draft.objects.get(person=world.campaigner, form="outcome")
    again = client.get(f"{NEW}?draft={draft.client_id}").content.decode()
    assert "It saves a day’s walk." in html.unescape(again)


def test_what_another_page_hands_over_is_in_the_form(client: Client, world: Any) -> None:
    client.force_login(world.campaigner)
    page = client.get(f"{NEW}?statement=The+gate+was+opened&country=KE&from=update-1").content.decode()
    assert "The gate was opened</textarea>" in page
    assert '<option value="KE" selected>' in page


def test_a_vague_statement_is_told_to_be_vague_and_a_precise_one_is_not(client: Client, world: Any) -> None:
    held = opened(client, world.campaigner)
    vague = send(
        client,
        held,
        step="check",
        statement="Awareness was raised.",
        actor="People",
        when="",
        country="",
        how="",
    )
    assert vague.status_code == 200
    told = re.search(r'id="asked".*?</ul>', vague.content.decode(), re.DOTALL)
    assert told
    assert told[0].count("reason-gap") == 6
    assert "This field is required" not in vague.content.decode()
    precise = send(client, held, step="check", significance="Nobody walks a day for water now.")
    told = re.search(r'id="asked".*?</ul>', precise.content.decode(), re.DOTALL)
    assert told
    assert told[0].count("reason-good") == 6


def test_who_may_write_and_who_may_not(client: Client, world: Any) -> None:
    may = {NEW: {"campaigner", "other_section", "researcher", "core_team", "administrator"},
           f"{OURS}edit/": {"campaigner", "researcher", "core_team", "administrator"},
           f"{OURS}claims/new/": {"campaigner", "researcher", "core_team", "administrator"},
           f"{OURS}evidence/new/": {"campaigner", "researcher", "core_team", "administrator"}}  # fmt: skip
    for address, allowed in may.items():
        for who in ("campaigner", "other_section", "researcher", "core_team", "reader", "administrator"):
            client.force_login(world.people[who])
            for answer in (client.get(address), client.post(address, {**typed(), "client_id": str(uuid4())})):
                assert (answer.status_code != 403) == (who in allowed), (address, who)
        client.logout()
        assert client.get(address).status_code == 302


def test_a_forged_form_of_another_office_writes_nothing(client: Client, world: Any) -> None:
    held = opened(client, world.campaigner)
    client.force_login(world.other_section)
    before = everything()
    assert client.post(f"{OURS}edit/", {**held, **typed()}).status_code == 403
    assert everything() == before


def test_two_people_who_change_different_fields_both_keep_what_they_wrote(client: Client, world: Any) -> None:
    first = opened(client, world.campaigner, f"{OURS}edit/")
    second = opened(Client(), world.core_team, f"{OURS}edit/")
    mine = typed(name="north-outcome", statement="It changed.", actor="The works", when="")
    client.force_login(world.core_team)
    client.post(f"{OURS}edit/", {**second, **mine, "significance": "It matters to the north."})
    client.force_login(world.campaigner)
    answer = client.post(f"{OURS}edit/", {**first, **mine, "place": "By the river"})
    assert answer.status_code == 302
    kept = Outcome.objects.get(key="north-outcome")
    assert (kept.significance, kept.place) == ("It matters to the north.", "By the river")


def test_two_people_who_change_the_same_field_are_shown_both_and_choose(client: Client, world: Any) -> None:
    first = opened(client, world.campaigner, f"{OURS}edit/")
    second = opened(Client(), world.core_team, f"{OURS}edit/")
    mine = typed(name="north-outcome", actor="The works", when="")
    client.force_login(world.core_team)
    client.post(f"{OURS}edit/", {**second, **mine, "statement": "Theirs."})
    client.force_login(world.campaigner)
    answer = client.post(f"{OURS}edit/", {**first, **mine, "statement": "Mine."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine.</textarea>" in page
    assert "Theirs." in page
    assert Outcome.objects.get(key="north-outcome").statement == "Theirs."
    again = client.post(f"{OURS}edit/", {**hidden(answer), **mine, "statement": "Mine."})
    assert again.status_code == 302
    assert Outcome.objects.get(key="north-outcome").statement == "Mine."


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
        "doubly decisive",
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


def test_what_is_restricted_is_never_kept_as_a_draft(client: Client, world: Any) -> None:
    held = opened(client, world.researcher)
    told = {"office": "", "how": "", "restricted": "on"}
    refused = send(client, held, **told, step="draft")
    assert refused.status_code == 422
    send(client, held, **told, name="")
    assert not Draft.objects.exists()
    assert send(client, held, **told).status_code == 302
    kept = Outcome.objects.get(author=world.researcher)
    assert kept.restricted
    assert list(kept.named.all()) == [world.researcher]
    client.force_login(world.core_team)
    for address in (
        f"{HERE}{kept.key}/edit/",
        f"{HERE}{kept.key}/review/",
        f"{HERE}{kept.key}/evidence/new/",
    ):
        assert client.get(address).status_code == 404
