"""An outcome, its claims and its evidence are written on pages: nothing typed is lost, and nobody writes over another."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from headway.audit.models import Entry
from headway.collect.models import Draft
from headway.movement.tests.cast import NORTH
from headway.movement.tests.everything import everything
from headway.verify.actions import keep_outcomes
from headway.verify.models import Contribution, Outcome
from headway.verify.queries import outcome_rows
from headway.verify.tests.at_the_form import HERE, NEW, OURS, SAID, hidden, opened, send, typed

pytestmark = pytest.mark.django_db


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


def test_what_is_kept_for_later_waits_on_the_home_page_and_opens_where_it_was_begun(
    client: Client, world: Any
) -> None:
    address = f"{OURS}evidence/new/"
    held = opened(client, world.researcher, address)
    kept = client.post(address, {**held, "text": "A paper tells of it.", "step": "draft"})
    assert kept.status_code == 302
    draft = Draft.objects.get(person=world.researcher)
    to = f"{address}?draft={draft.client_id}"
    for page in ("/", "/c/clean-rivers/drafts/"):
        shown = client.get(page, follow=True).content.decode()
        assert f'href="{to}"' in shown
        assert "A paper tells of it." in shown
    assert "A paper tells of it.</textarea>" in client.get(to).content.decode()
    client.force_login(world.core_team)
    assert "A paper tells of it." not in client.get(to).content.decode()
    client.force_login(world.researcher)
    client.post("/c/clean-rivers/drafts/", {"delete": str(draft.client_id), "sure": "1"})
    assert not Draft.objects.exists()


def test_once_an_outcome_is_restricted_nothing_of_it_lies_open_in_a_draft(client: Client, world: Any) -> None:
    address = f"{OURS}edit/"
    held = opened(client, world.campaigner, address)
    client.post(address, {**held, **typed(), "step": "draft"})
    assert Draft.objects.filter(subject="north-outcome").exists()
    (row,) = outcome_rows(world.campaign, ["north-outcome"])
    keep_outcomes(world.campaign, [row.model_copy(update={"restricted": True})], acting_user=world.core_team)
    assert not Draft.objects.exists()
