"""Photos and documents of an activity: cleaned, sealed on the disk, shown to whom they may be shown, and gone when removed."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from headway.audit.actions import unit_of_work
from headway.audit.models import Entry
from headway.collect.actions import attach_files, keep_reported, sweep_files
from headway.collect.models import Activity, Attachment
from headway.engage.actions import keep_engagement
from headway.lib.takenfiles import NewFile, prepare_file
from headway.lib.tests.test_files_that_are_taken_in import SECRET, photo, zipped
from headway.movement.tests.cast import NORTH
from headway.movement.tests.doors import activity_row, case_row
from headway.movement.tests.doors_of_returns import given

pytestmark = pytest.mark.django_db
ACTIVITY = "/c/clean-rivers/activities/north-march/"
FILES = f"{ACTIVITY}files/"


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def picture(name: str = "march.jpg", data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or photo(), "image/jpeg")


def signed_in(world: Any, who: str) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(world.people[who])
    return client


def add(client: Client, **sent: Any) -> Any:
    return client.post(FILES, {"step": "add", **sent})


def test_photos_and_documents_are_attached_and_stand_on_the_page_of_the_activity(world: Any) -> None:
    client = signed_in(world, "campaigner")
    minutes = SimpleUploadedFile("minutes.docx", zipped(word__document_xml=b"<w/>"))
    answer = add(client, photo=[picture(), picture("second.png", photo("PNG"))], document=minutes, photo_caption=["At the bridge", "Later"])  # fmt: skip
    assert answer.status_code == 302
    assert sorted(Attachment.objects.values_list("name", "caption")) == [
        ("march.jpg", "At the bridge"), ("minutes.docx", ""), ("second.jpg", "Later"),
    ]  # fmt: skip
    page = client.get(ACTIVITY).content.decode()
    assert page.count('loading="lazy"') == 2
    assert 'alt="At the bridge"' in page
    assert "minutes.docx" in page
    assert [one.action for one in Entry.objects.filter(kind="attachment")] == ["add_attachment"] * 3


def test_a_photo_of_which_nothing_is_said_goes_by_its_name(world: Any) -> None:
    client = signed_in(world, "campaigner")
    add(client, photo=picture())
    assert 'alt="march.jpg"' in client.get(ACTIVITY).content.decode()


def test_what_is_kept_tells_nothing_of_where_a_photo_was_taken_and_lies_sealed_on_the_disk(
    world: Any,
) -> None:
    client = signed_in(world, "campaigner")
    add(client, photo=picture())
    kept = Attachment.objects.get()
    for size in ("", "?size=small"):
        answer = client.get(f"{FILES}{kept.pk}/{size}")
        assert answer.status_code == 200
        assert SECRET not in answer.content
        with Image.open(io.BytesIO(answer.content)) as opened:
            assert not opened.getexif()
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
    stored = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert len(stored) == 2
    assert all(path.read_bytes().startswith(b"sealed:1:") for path in stored)


def test_a_document_is_saved_and_not_opened_here(world: Any) -> None:
    client = signed_in(world, "campaigner")
    add(client, document=SimpleUploadedFile("minutes.txt", b"We agreed."))
    answer = client.get(f"{FILES}{Attachment.objects.get().pk}/")
    assert answer.content == b"We agreed."
    assert answer["Content-Disposition"] == 'attachment; filename="minutes.txt"'


@pytest.mark.parametrize(
    ("field", "data", "said"),
    [
        ("photo", b"no picture", "no photo that can be read"),
        ("document", b"<html><script>alert(1)</script>", "not taken in"),
        ("document", zipped(word__document_xml=b"", word__vbaProject_bin=b"x"), "macros"),
    ],
)  # fmt: skip
def test_what_is_not_taken_in_is_refused_by_name_and_nothing_is_kept(
    world: Any, field: str, data: bytes, said: str
) -> None:
    sent: dict[str, Any] = {field: [SimpleUploadedFile("evil.file", data)]}
    sent.setdefault("photo", []).append(picture())
    answer = add(signed_in(world, "campaigner"), **sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "evil.file" in text
    assert said in text
    assert not Attachment.objects.exists()


def test_the_same_file_sent_again_is_attached_once(world: Any) -> None:
    client = signed_in(world, "campaigner")
    add(client, photo=picture())
    add(client, photo=picture("again.jpg"))
    assert Attachment.objects.count() == 1


def test_a_body_beyond_all_measure_is_refused_before_it_is_read(world: Any) -> None:
    client = signed_in(world, "campaigner")
    answer = client.post(
        FILES, b"--b\r\n", content_type="multipart/form-data; boundary=b", CONTENT_LENGTH="2000000000"
    )
    assert answer.status_code == 413
    assert not Attachment.objects.exists()


def test_readers_and_other_offices_see_what_was_agreed_to_be_published_and_nothing_else(world: Any) -> None:
    owner = signed_in(world, "campaigner")
    add(owner, photo=picture())
    kept = Attachment.objects.get()
    file = f"{FILES}{kept.pk}/"
    for who in ("reader", "other_section"):
        other = signed_in(world, who)
        assert other.get(file).status_code == 404
        assert str(kept.pk) not in other.get(ACTIVITY).content.decode()
        assert other.get(FILES).status_code == 403
        assert other.post(FILES, {"file": str(kept.pk), "step": "remove"}).status_code == 403
    for who in ("core_team", "researcher"):
        assert signed_in(world, who).get(file).status_code == 200
    assert Client().get(file).status_code == 302
    changed = owner.post(FILES, {"file": str(kept.pk), "step": "describe", "caption": "The bridge", "credit": "Ana", "publish": "on"})  # fmt: skip
    assert changed.status_code == 302
    assert signed_in(world, "reader").get(file).status_code == 200
    assert "The bridge" in signed_in(world, "reader").get(ACTIVITY).content.decode()
    assert Entry.objects.filter(action="change_attachment", subject=str(kept.pk)).count() == 1


def test_files_of_an_activity_about_somebody_restricted_do_not_exist_for_those_who_may_not_know(
    world: Any,
) -> None:
    add(signed_in(world, "campaigner"), photo=picture(), photo_publish="on")
    kept = Attachment.objects.get()
    keep_engagement(world.campaign, [case_row("hidden-case", restricted=True)], acting_user=world.core_team)
    named = activity_row("north-march", name="north-march", cases=["hidden-case"])
    keep_reported(world.campaign, [named], acting_user=world.core_team)
    for who in ("reader", "other_section", "researcher", "core_colleague"):
        client = signed_in(world, who)
        assert client.get(f"{FILES}{kept.pk}/").status_code == 404, who
        assert str(kept.pk) not in client.get(ACTIVITY).content.decode()
    for who in ("core_team", "campaigner"):
        assert signed_in(world, who).get(f"{FILES}{kept.pk}/").status_code == 200, who


def test_a_file_that_is_removed_is_gone_from_the_disk_too(
    world: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(world, "campaigner")
    add(client, photo=picture())
    kept = Attachment.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(FILES, {"file": str(kept.pk), "step": "remove"}).status_code == 302
    assert not Attachment.objects.exists()
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert client.get(f"{FILES}{kept.pk}/").status_code == 404
    assert Entry.objects.filter(action="remove_attachment").count() == 1


def test_what_belongs_to_an_accepted_return_gets_no_more_files(world: Any) -> None:
    given(world.campaign, "accepted")
    answer = add(signed_in(world, "campaigner"), photo=picture())
    assert answer.status_code == 422
    assert "was accepted" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_what_a_broken_write_left_on_the_disk_is_swept_away_after_a_day(world: Any) -> None:
    add(signed_in(world, "campaigner"), photo=picture())
    kept = Attachment.objects.get()
    left = Path(settings.MEDIA_ROOT) / "attachments" / "ab" / ("ab" + "0" * 62)
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"sealed:1:x")
    assert sweep_files() == 0
    os.utime(left, (1, 1))
    os.utime(Path(settings.MEDIA_ROOT) / str(kept.file.name), (1, 1))
    assert sweep_files() == 1
    assert (Path(settings.MEDIA_ROOT) / str(kept.file.name)).exists()


def test_photos_are_sent_with_the_form_of_an_activity_once_however_often_it_is_sent(world: Any) -> None:
    client = signed_in(world, "campaigner")
    told = {"office": NORTH, "kind": "march", "name": "With a photo", "when": "15 July 2023", "step": "save", "client_id": str(uuid4()), "photo_caption": "Us", "photo_credit": "Ana"}  # fmt: skip
    asks = {"Accept": "application/json"}
    first = client.post("/c/clean-rivers/record/", {**told, "photo": picture()}, headers=asks)
    again = client.post("/c/clean-rivers/record/", {**told, "photo": picture()}, headers=asks)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert [(one.activity.key, one.caption, one.credit) for one in Attachment.objects.all()] == [(first.json()["key"], "Us", "Ana")]  # fmt: skip
    other = client.post(
        "/c/clean-rivers/record/", {**told, "photo": picture(data=photo(turned=6))}, headers=asks
    )
    assert other.status_code == 422
    assert Attachment.objects.count() == 1


def test_an_activity_whose_photo_is_none_is_not_kept_without_it(world: Any) -> None:
    client = signed_in(world, "campaigner")
    told = {"office": NORTH, "kind": "march", "name": "With no photo", "when": "2023", "step": "save", "client_id": str(uuid4())}  # fmt: skip
    answer = client.post("/c/clean-rivers/record/", {**told, "photo": picture("broken.jpg", b"nothing")})
    assert answer.status_code == 422
    assert "broken.jpg" in answer.content.decode()
    assert "With no photo" in answer.content.decode()
    assert not Activity.objects.filter(office__key=NORTH).exclude(key="north-march").exists()


@pytest.mark.django_db(transaction=True)
def test_an_activity_that_breaks_after_its_photo_was_written_leaves_a_file_that_is_swept_and_nothing_else(
    world: Any,
) -> None:
    activity = Activity.objects.get(key="north-march")
    ready = prepare_file(NewFile("march.jpg", photo(), photo=True))
    with pytest.raises(RuntimeError), unit_of_work():
        attach_files(activity, [ready], acting_user=world.people["campaigner"])
        raise RuntimeError("the power is cut")
    assert not Attachment.objects.exists()
    assert not Entry.objects.filter(kind="attachment").exists()
    left = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert len(left) == 2
    for path in left:
        os.utime(path, (1, 1))
    assert sweep_files() == 2


def test_a_file_that_two_activities_hold_stays_until_neither_does(
    world: Any, django_capture_on_commit_callbacks: Any
) -> None:
    keep_reported(world.campaign, [activity_row("second-march", name="Second")], acting_user=world.core_team)
    client = signed_in(world, "campaigner")
    second = ACTIVITY.replace("north-march", "second-march") + "files/"
    for address in (FILES, second):
        assert client.post(address, {"step": "add", "photo": picture()}).status_code == 302
    one, other = Attachment.objects.order_by("activity__key")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(FILES, {"file": str(one.pk), "step": "remove"})
    assert client.get(f"{second}{other.pk}/").status_code == 200


def test_who_agreed_and_when_is_kept_for_those_who_may_change_it_and_told_to_no_reader(world: Any) -> None:
    owner = signed_in(world, "campaigner")
    add(
        owner,
        photo=picture(),
        photo_publish="on",
        photo_consent_from="Zenobia",
        photo_consent_on="2023-07-16",
    )
    kept = Attachment.objects.get()
    assert (kept.consent_from, kept.consent_on) == ("Zenobia", date(2023, 7, 16))
    assert 'value="Zenobia"' in owner.get(FILES).content.decode()
    assert "Zenobia" not in signed_in(world, "reader").get(ACTIVITY).content.decode()
    told = {"file": str(kept.pk), "step": "describe", "publish": "on"}
    assert owner.post(FILES, {**told, "consent_from": "Ines", "consent_on": "2023-07-17"}).status_code == 302
    assert owner.post(FILES, {**told, "consent_on": "yesterday"}).status_code == 422
    kept.refresh_from_db()
    assert (kept.consent_from, kept.consent_on) == ("Ines", date(2023, 7, 17))


def test_that_one_photo_may_be_published_says_nothing_of_another(world: Any) -> None:
    two = [picture(), picture("second.jpg", photo(turned=6))]
    client = signed_in(world, "campaigner")
    add(client, photo=two, photo_publish=["on", ""])
    assert dict(Attachment.objects.values_list("name", "may_publish")) == {
        "march.jpg": True,
        "second.jpg": False,
    }
    three = [picture(f"{at}.jpg", photo(size=(50 + at, 40))) for at in range(3)]
    add(client, photo=three, photo_publish=["on", "on"])
    assert Attachment.objects.filter(may_publish=True).count() == 1, (
        "two ticks for three photos name none of them"
    )


@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_a_file_that_is_lost_is_said_to_be_by_its_name_and_the_rest_of_the_record_stays(
    world: Any, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    owner = signed_in(world, "campaigner")
    add(owner, photo=picture("march.jpg"), photo_caption="At the bridge")
    kept = Attachment.objects.get()
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file() and how == "missing":
            path.unlink()
        elif path.is_file():
            path.write_bytes(path.read_bytes()[:-1])
    for size in ("", "?size=small"):
        answer = owner.get(f"{FILES}{kept.pk}/{size}")
        assert answer.status_code == 404
        assert "march.jpg" in answer.content.decode()
        assert "missing or damaged" in answer.content.decode()
    assert f"the file {kept.pk} cannot be shown" in caplog.text
    assert "At the bridge" not in caplog.text
    assert "At the bridge" in owner.get(ACTIVITY).content.decode()
    assert owner.get(FILES).status_code == 200
    assert owner.post(FILES, {"file": str(kept.pk), "step": "remove"}).status_code == 302
