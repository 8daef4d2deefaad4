"""A form that was saved, whose answer was lost, and that was edited: a change of the activity that stands, exactly once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from headway.audit.models import Entry
from headway.collect import models
from headway.collect.actions import keep_reported
from headway.collect.models import Activity, Attachment, Figure
from headway.collect.tests.test_photos_and_documents import picture, signed_in
from headway.lib.tests.test_files_that_are_taken_in import photo
from headway.movement.tests.cast import NORTH
from headway.plan.models import Campaign

pytestmark = pytest.mark.django_db
RECORD = "/c/clean-rivers/record/"
PROGRAM = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def client(world: Any) -> Client:
    return signed_in(world, "campaigner")


@pytest.fixture
def form() -> dict[str, str]:
    return {
        "office": NORTH, "kind": "march", "name": "March of lanterns", "when": "15 July 2023", "step": "save", "story": "We walked.",
        "client_id": str(uuid4()), "turn": "1", "figures-TOTAL_FORMS": "2", "figures-INITIAL_FORMS": "0",
        "figures-0-measure": "bags", "figures-0-value": "12", "said": "Never again.", "said_by": "A student",
    }  # fmt: skip


def edited(form: dict[str, str], **changes: Any) -> dict[str, Any]:
    return {**form, "turn": str(int(form["turn"]) + 1), **changes}


def the_one() -> Activity:
    return Activity.objects.exclude(key="north-march").get(office__key=NORTH)


def test_what_was_edited_changes_what_stands(client: Client, form: dict[str, str]) -> None:
    first = client.post(RECORD, form)
    edit = edited(
        form, name="Lanterns on the bridge", **{"figures-0-value": "15"}, said="Never, never again."
    )
    assert client.post(RECORD, edit)["Location"] == first["Location"]
    stands = the_one()
    assert (stands.name, stands.story) == ({"en": "Lanterns on the bridge"}, "We walked.")
    assert [one.value for one in Figure.objects.filter(activity=stands)] == [15]
    assert [one.text for one in models.Testimony.objects.all() if one.who == "A student"] == [
        "Never, never again."
    ]


def test_however_often_the_edit_is_sent_it_is_one_change(client: Client, form: dict[str, str]) -> None:
    client.post(RECORD, form)
    edit = edited(form, story="We sang.", **{"figures-1-measure": "bags", "figures-1-value": "3"})
    for _ in range(3):
        answer = client.post(RECORD, edit, headers=PROGRAM)
        assert answer.status_code == 200, answer.content
    assert Figure.objects.filter(activity=the_one()).count() == 2
    assert Entry.objects.filter(kind="activity", subject=str(the_one().pk)).count() == 2


def test_the_older_one_that_comes_late_changes_nothing(client: Client, form: dict[str, str]) -> None:
    client.post(RECORD, form)
    client.post(RECORD, edited(form, name="Lanterns on the bridge"))
    late = client.post(RECORD, {**form, "name": "Sent before, and held up on the way"}, headers=PROGRAM)
    assert late.status_code == 200
    assert the_one().name == {"en": "Lanterns on the bridge"}


def test_what_was_edited_back_is_what_stands(client: Client, form: dict[str, str]) -> None:
    client.post(RECORD, form)
    edit = edited(form, name="Lanterns on the bridge")
    client.post(RECORD, edit)
    client.post(RECORD, edited(edit, name=form["name"]))
    assert the_one().name == {"en": form["name"]}


def test_a_photo_that_came_with_the_edit_is_added_and_the_first_is_kept_once(
    client: Client, form: dict[str, str]
) -> None:
    client.post(RECORD, {**form, "photo": picture()})
    both = [picture(), picture("second.jpg", photo(turned=6))]
    answer = client.post(RECORD, edited(form, photo=both), headers=PROGRAM)
    assert answer.status_code == 200, answer.content
    assert Attachment.objects.filter(activity=the_one()).count() == 2


def test_what_somebody_else_changed_meanwhile_stays_or_is_shown(
    client: Client, form: dict[str, str], world: Any
) -> None:
    client.post(RECORD, form)
    key = the_one().key
    change(world, key, place="The old bridge")
    client.post(RECORD, edited(form, story="We sang."))
    assert (the_one().place, the_one().story) == ("The old bridge", "We sang.")
    change(world, key, story="They sang.")
    edit = edited(form, turn="3", story="Both sang.")
    assert client.post(RECORD, edit, headers=PROGRAM).status_code == 409
    shown = client.post(RECORD, edit)
    assert shown.status_code == 409
    text = shown.content.decode()
    assert "They sang." in text
    assert "Both sang." in text
    assert the_one().story == "They sang."
    again = edited(edit, base=shown.context["form"]["base"].value())
    assert client.post(RECORD, again).status_code == 302
    assert (the_one().story, Figure.objects.filter(activity=the_one()).count()) == ("Both sang.", 1)


def test_without_a_script_one_is_asked_and_saves_once_more(client: Client, form: dict[str, str]) -> None:
    plain = {**form, "turn": ""}
    client.post(RECORD, plain)
    refused = client.post(RECORD, {**plain, "name": "Lanterns on the bridge"})
    assert refused.status_code == 422
    assert "save here again" in refused.content.decode()
    assert the_one().name == {"en": form["name"]}
    turn = refused.context["form"]["turn"].value()
    assert client.post(RECORD, {**plain, "name": "Lanterns on the bridge", "turn": turn}).status_code == 302
    assert the_one().name == {"en": "Lanterns on the bridge"}


def test_nobody_edits_by_the_id_of_somebody_else(client: Client, form: dict[str, str], world: Any) -> None:
    client.post(RECORD, form)
    other = signed_in(world, "core_team").post(RECORD, edited(form, name="Taken over"))
    assert other.status_code in {302, 403, 422}
    assert Activity.objects.get(name__en=form["name"]).name == {"en": form["name"]}


def change(world: Any, key: str, **fields: str) -> None:
    """Somebody else of the office changes it by the form."""
    from headway.collect.queries.packs import collect_rows

    (row,) = collect_rows(Campaign.objects.get(key="clean-rivers"), "activity", [key])
    keep_reported(world.campaign, [row.model_copy(update=fields)], acting_user=world.core_team)
