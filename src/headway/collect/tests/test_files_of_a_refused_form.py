"""A form that is refused keeps the files that came with it: for its sender alone, sealed, until it is saved or they are let go."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from headway.audit.models import Entry
from headway.collect.actions import forget_orphans, sweep_files
from headway.collect.models import Activity, Attachment, Draft, KeptFile
from headway.collect.tests.test_an_office_records_an_activity import MARCH, NEW, hidden, opened, typed
from headway.collect.tests.test_photos_and_documents import picture, signed_in
from headway.lib.tests.test_files_that_are_taken_in import photo
from headway.movement.tests.cast import NORTH

pytestmark = pytest.mark.django_db


def refused(client: Client, **more: Any) -> Any:
    """The form as it comes back without its date, and with what was sent along."""
    told = typed(client_id=str(uuid4()), when="some day", **more)
    answer = client.post(f"{NEW}?kind=march", told, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    return answer


def again(client: Client, page: Any, *, without: str = "", **more: Any) -> Any:
    """Send the form that is shown, its boxes as they are ticked but for the one of this file."""
    text = page.content.decode()
    held = hidden(page) | {"kept-shown": re.findall(r'name="kept-shown" value="([^"]+)"', text)}
    boxes = re.findall(r'name="kept" value="([^"]+)"[^>]*checked><label[^>]*>(.*?)</label>', text)
    held["kept"] = [pk for pk, label in boxes if not without or without not in label]
    return client.post(f"{NEW}?kind=march", {**held, **typed(**more)}, headers={"Accept-Language": "en"})


def on_disk(digest: str) -> list[Path]:
    """Where a file of this content lies; a photo has a small copy beside it."""
    return [path for path in Path(settings.MEDIA_ROOT).rglob(f"{digest}*") if path.is_file()]


def the_new_one() -> Activity:
    return Activity.objects.exclude(key="north-march").get(office__key=NORTH)


def test_a_photo_is_chosen_once_although_the_form_was_refused(world: Any) -> None:
    client = signed_in(world, "campaigner")
    page = refused(client, photo=picture(), photo_caption="Us", photo_publish="on")
    text = page.content.decode()
    assert "Kept: <bdi>march.jpg</bdi>" in text
    assert 'id="id_photo_caption" aria-describedby="id_photo_caption-help" maxlength="500" value=""' in text
    assert not Attachment.objects.exists()
    answer = again(client, page)
    assert answer.status_code == 302
    kept = Attachment.objects.get()
    assert (kept.activity, kept.name, kept.caption, kept.may_publish) == (
        the_new_one(),
        "march.jpg",
        "Us",
        True,
    )
    assert client.get(f"{answer['Location']}files/{kept.pk}/").status_code == 200
    assert not KeptFile.objects.exists()
    assert Entry.objects.filter(action="add_attachment").count() == 1


def test_what_waits_is_sealed_and_the_log_tells_nothing_of_it(world: Any) -> None:
    before = Entry.objects.count()
    refused(signed_in(world, "campaigner"), photo=picture())
    assert Entry.objects.count() == before
    found = on_disk(KeptFile.objects.get().digest)
    assert len(found) == 2
    assert all(path.read_bytes().startswith(b"sealed:") for path in found)


def test_the_same_form_sent_twice_attaches_what_was_kept_once(world: Any) -> None:
    client = signed_in(world, "campaigner")
    page = refused(client, photo=picture())
    first, second = again(client, page), again(client, page)
    assert first["Location"] == second["Location"]
    assert Attachment.objects.count() == 1


def test_an_unticked_file_is_let_go_and_the_others_go_on(
    world: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(world, "campaigner")
    page = refused(client, photo=[picture(), picture("second.jpg", photo(turned=6))])
    gone = next(one for one in KeptFile.objects.all() if one.name == "march.jpg").digest
    with django_capture_on_commit_callbacks(execute=True):
        page = again(client, page, without="march.jpg", when="some other day")
    assert page.status_code == 422
    assert "march.jpg" not in page.content.decode()
    assert not on_disk(gone)
    assert again(client, page).status_code == 302
    assert [one.name for one in Attachment.objects.all()] == ["second.jpg"]


def test_whoever_unticks_all_attaches_none(world: Any) -> None:
    client = signed_in(world, "campaigner")
    page = refused(client, photo=picture())
    assert again(client, page, without="march.jpg").status_code == 302
    assert not Attachment.objects.exists()
    assert not KeptFile.objects.exists()


def test_a_file_that_is_none_is_said_and_the_good_one_beside_it_is_kept(world: Any) -> None:
    client = signed_in(world, "campaigner")
    told = typed(client_id=str(uuid4()), photo=[picture(), picture("broken.jpg", b"nothing")])
    page = client.post(NEW, told, headers={"Accept-Language": "en"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "broken.jpg" in text
    assert "Kept: <bdi>march.jpg</bdi>" in text
    assert again(client, page).status_code == 302
    assert [one.name for one in Attachment.objects.all()] == ["march.jpg"]


def test_a_draft_and_a_form_that_is_only_shown_again_keep_their_files_too(world: Any) -> None:
    client = signed_in(world, "campaigner")
    told = typed(client_id=str(uuid4()), photo=picture())
    assert client.post(NEW, told | {"step": "draft"}).status_code == 302
    draft = Draft.objects.get()
    page = client.get(f"{NEW}?kind=march&draft={draft.client_id}", headers={"Accept-Language": "en"})
    assert "Kept: <bdi>march.jpg</bdi>" in page.content.decode()
    told = typed(client_id=str(uuid4()), photo=picture("other.jpg"), step="rows")
    page = client.post(NEW, told, headers={"Accept-Language": "en"})
    assert "Kept: <bdi>other.jpg</bdi>" in page.content.decode()
    text = again(client, page, without="other.jpg", step="rows").content.decode()
    assert re.search(r'name="kept" value="[^"]+" id="[^"]+"><label[^>]*>Kept: <bdi>other.jpg', text)


def test_what_two_people_changed_at_once_keeps_the_files_of_the_second(client: Client, world: Any) -> None:
    held = opened(client, world.campaigner, MARCH)
    other = Client()
    theirs = opened(other, world.core_team, MARCH)
    assert other.post(MARCH, {**theirs, **typed(name="Theirs")}).status_code == 302
    mine = {**held, **typed(name="Mine"), "photo": picture()}
    answer = client.post(MARCH, mine, headers={"Accept-Language": "en"})
    assert answer.status_code == 409
    assert "Kept: <bdi>march.jpg</bdi>" in answer.content.decode()


def test_nobody_else_sees_or_takes_what_waits(world: Any) -> None:
    mine = signed_in(world, "campaigner")
    page = refused(mine, photo=picture())
    kept = KeptFile.objects.get()
    other = signed_in(world, "core_team")
    told = typed(client_id=str(kept.client_id), **{"kept": str(kept.pk), "kept-shown": str(kept.pk)})
    answer = other.post(NEW, told, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert "march.jpg" not in answer.content.decode()
    other.post(NEW, told | {"kept": "", "step": "rows"})
    assert KeptFile.objects.get().person == world.people["campaigner"]
    assert again(mine, page).status_code == 302


def test_a_program_is_told_what_is_wrong_and_keeps_its_files_itself(world: Any) -> None:
    client = signed_in(world, "campaigner")
    told = typed(client_id=str(uuid4()), when="some day", photo=picture())
    answer = client.post(NEW, told, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert not KeptFile.objects.exists()


def test_files_go_with_their_draft(world: Any, django_capture_on_commit_callbacks: Any) -> None:
    client = signed_in(world, "campaigner")
    refused(client, photo=picture())
    digest = KeptFile.objects.get().digest
    told = {"delete": str(Draft.objects.get().client_id), "sure": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/c/clean-rivers/drafts/", told).status_code == 302
    assert not KeptFile.objects.exists()
    assert not on_disk(digest)


def test_what_waits_is_swept_once_its_draft_is_gone_for_a_day_and_not_before(
    world: Any, django_capture_on_commit_callbacks: Any
) -> None:
    refused(signed_in(world, "campaigner"), photo=picture())
    digest = KeptFile.objects.get().digest
    for path in on_disk(digest):
        os.utime(path, (1, 1))
    forget_orphans()
    sweep_files()
    Draft.objects.all().delete()
    forget_orphans()
    sweep_files()
    assert len(on_disk(digest)) == 2
    KeptFile.objects.update(at=timezone.now() - timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        forget_orphans()
    assert not KeptFile.objects.exists()
    assert not on_disk(digest)


def test_a_file_that_is_gone_is_asked_for_again(world: Any) -> None:
    client = signed_in(world, "campaigner")
    page = refused(client, photo=picture())
    KeptFile.objects.all().delete()
    answer = again(client, page)
    assert answer.status_code == 422
    assert "choose it again" in answer.content.decode()
    assert not Attachment.objects.exists()
