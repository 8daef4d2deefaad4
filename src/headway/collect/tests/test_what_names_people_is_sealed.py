"""What is said of photos, what is typed in drafts, and what is about a restricted case stands nowhere in the clear."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from headway.audit.models import Entry, Payload
from headway.audit.queries import first_broken_entry, payload_text
from headway.collect import models as collected
from headway.collect.actions import keep_published, keep_reported
from headway.collect.models import Attachment, Draft, KeptFile
from headway.collect.rows import FigureRow, TestimonyRow
from headway.engage.actions import keep_engagement
from headway.lib.tests.test_files_that_are_taken_in import photo
from headway.movement.tests.cast import NORTH
from headway.movement.tests.doors import case_row

pytestmark = pytest.mark.django_db
FILES = "/c/clean-rivers/activities/north-march/files/"
NAME, HERS = "Ottoline-Quillfeather", "Quillfeather"
ABOUT = {
    "photo_caption": f"{NAME} at the gate", "photo_credit": f"brother of {NAME}", "photo_consent_from": f"{NAME} herself",
    "photo_consent_on": "2023-07-16",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def in_the_clear(word: str = HERS) -> list[str]:
    """Tables in which the word stands as the database holds it, past all our code."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            if any(word.lower() in str(row).lower() for row in cursor.fetchall()):
                found.append(model._meta.db_table)
    return found


def signed_in(world: Any, who: str) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(world.people[who])
    return client


def named(name: str = f"{NAME}.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo(), "image/jpeg")


def test_the_texts_of_an_attachment_are_sealed_and_shown_as_before(world: Any) -> None:
    owner = signed_in(world, "campaigner")
    assert owner.post(FILES, {"step": "add", "photo": named(), **ABOUT}).status_code == 302
    kept = Attachment.objects.get()
    assert (kept.name, kept.caption, kept.credit, kept.consent_from) == (
        f"{NAME}.jpg", f"{NAME} at the gate", f"brother of {NAME}", f"{NAME} herself",
    )  # fmt: skip
    page = owner.get(FILES).content.decode()
    for text in (f"{NAME} at the gate", f"brother of {NAME}", f"{NAME} herself"):
        assert text in page
    shown = owner.get(FILES.removesuffix("files/")).content.decode()
    assert f'alt="{NAME} at the gate"' in shown
    assert in_the_clear() == []


def test_what_is_said_anew_of_an_attachment_is_sealed_too(world: Any) -> None:
    owner = signed_in(world, "campaigner")
    owner.post(FILES, {"step": "add", "photo": named("march.jpg")})
    told = {"file": str(Attachment.objects.get().pk), "step": "describe", "caption": NAME, "credit": NAME}
    assert owner.post(FILES, {**told, "consent_from": NAME}).status_code == 302
    assert Attachment.objects.get().caption == NAME
    assert in_the_clear() == []
    changed = Entry.objects.get(action="change_attachment")
    assert NAME in payload_text(changed.payload)


def test_a_draft_and_the_files_that_wait_with_it_are_sealed(world: Any) -> None:
    owner, client_id = signed_in(world, "campaigner"), str(uuid4())
    typed = {"office": NORTH, "kind": "march", "name": f"For {NAME}", "story": f"{NAME} was there.", "client_id": client_id}  # fmt: skip
    refused = owner.post("/c/clean-rivers/record/", {**typed, "when": "someday", "step": "save", "photo": named(), **ABOUT})  # fmt: skip
    assert refused.status_code == 422
    assert KeptFile.objects.get().caption == f"{NAME} at the gate"
    assert Draft.objects.get().content["story"] == [f"{NAME} was there."]
    assert in_the_clear() == []
    again = owner.get(f"/c/clean-rivers/record/?draft={client_id}").content.decode()
    assert f"{NAME} was there." in again
    assert f"{NAME} at the gate" in again
    saved = owner.post("/c/clean-rivers/record/", {**typed, "name": "A march", "story": "", "when": "15 July 2023", "step": "save", "kept": str(KeptFile.objects.get().pk), "kept-shown": str(KeptFile.objects.get().pk)})  # fmt: skip
    assert saved.status_code == 302
    assert Attachment.objects.get().consent_from == f"{NAME} herself"
    assert in_the_clear() == []


def said(key: str, case: str) -> TestimonyRow:
    return TestimonyRow.model_validate({"key": key, "who": NAME, "text": f"{NAME} said so.", "case": case, "note": HERS, "standing": "printed"})  # fmt: skip


def counted(case: str) -> FigureRow:
    return FigureRow(
        key="counted-for-her", measure="bags", office=NORTH, case=case, words=f"a visit to {NAME}", note=NAME
    )


def test_what_is_about_a_restricted_case_is_sealed_with_it_in_the_log_too(world: Any) -> None:
    keep_engagement(world.campaign, [case_row("hidden-case", restricted=True)], acting_user=world.core_team)
    keep_published(world.campaign, [said("of-hers", "hidden-case")], acting_user=world.core_team)
    keep_reported(world.campaign, [counted("hidden-case")], acting_user=world.core_team)
    assert in_the_clear() == []
    page = signed_in(world, "core_team").get("/c/clean-rivers/testimonies/of-hers/").content.decode()
    assert f"{NAME} said so." in page
    assert signed_in(world, "core_colleague").get("/c/clean-rivers/testimonies/of-hers/").status_code == 404


def test_the_log_tells_it_to_the_people_named_on_the_case_alone(world: Any) -> None:
    keep_engagement(world.campaign, [case_row("hidden-case", restricted=True)], acting_user=world.core_team)
    keep_published(world.campaign, [said("of-hers", "hidden-case")], acting_user=world.core_team)
    record = str(collected.Testimony.objects.get(key="of-hers").pk)
    entry = Entry.objects.get(action="add_testimony", subject=record)
    told, history = f"/log/entry/{entry.seq}/", f"/log/testimony/{record}/"
    assert f"{NAME} said so." in signed_in(world, "core_team").get(told).content.decode()
    assert signed_in(world, "core_team").get(history).status_code == 200
    assert NAME not in signed_in(world, "core_colleague").get(told).content.decode()
    assert signed_in(world, "core_colleague").get(history).status_code == 404


def test_a_case_that_turns_restricted_takes_what_is_about_it_along_and_gives_it_back(world: Any) -> None:
    campaign, core = world.campaign, world.core_team
    keep_engagement(campaign, [case_row("her-case")], acting_user=core)
    keep_published(campaign, [said("of-hers", "her-case")], acting_user=core)
    keep_reported(campaign, [counted("her-case")], acting_user=core)
    assert in_the_clear()
    keep_engagement(campaign, [case_row("her-case", restricted=True)], acting_user=core)
    assert in_the_clear() == []
    assert collected.Testimony.objects.get(key="of-hers").text == f"{NAME} said so."
    keep_published(campaign, [said("of-hers", "her-case").model_copy(update={"text": f"{NAME} says no."})], acting_user=core)  # fmt: skip
    assert in_the_clear() == []
    keep_engagement(campaign, [case_row("her-case")], acting_user=core)
    assert "collect_testimony" in in_the_clear()
    assert "collect_figure" in in_the_clear()
    assert Payload.objects.filter(entry__kind="testimony", body__contains=NAME).count() == 0
    assert first_broken_entry() is None
