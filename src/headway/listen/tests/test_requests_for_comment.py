"""Requests for comment: noted at a mention, answered, taken away; told beside activities and never added to them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from headway.audit.models import Entry
from headway.collect.actions import keep_reported
from headway.collect.rows import ActivityRow
from headway.lake.questions import Family
from headway.lib.problems import Refused
from headway.listen.actions import Request, change_request, note_request, remove_request
from headway.listen.models import MediaRequest, Withheld
from headway.listen.queries.items import Heard, heard_item
from headway.listen.rules import Answered, fault_of_request
from headway.listen.tests.heard import OPENING, hear
from headway.movement.models import Office
from headway.movement.tests.cast import NORTH, SOUTH
from headway.plan.actions import keep_plan
from headway.plan.models import ActivityKind
from headway.plan.rows import ParticipationRow

LISTENING = "/c/clean-rivers/listening/"
ASKED = "Whether the dam is safe."


def test_a_request_may_come_before_the_text_and_not_after_today() -> None:
    today = date(2024, 1, 10)
    assert fault_of_request(date(2024, 1, 9), date(2024, 1, 10), today) == ""
    assert fault_of_request(date(2024, 1, 11), None, today) == "future"
    assert fault_of_request(date(2021, 1, 9), date(2024, 1, 10), today) == "long-before"


@pytest.fixture(autouse=True)
def _lake(tmp_path: Any, settings: Any) -> None:
    settings.HEADWAY_LAKE = str(tmp_path / "lake")


@pytest.fixture
def heard(world: Any) -> Heard:
    hear(world.campaign, world.core_team)
    parts = [ParticipationRow(key=key, office=key) for key in (NORTH, SOUTH)]
    keep_plan(world.campaign, parts, acting_user=world.core_team)
    found = heard_item(world.campaign, world.core_team, Family.MEDIA, "m1")
    assert found is not None
    return found


def told(asked: str = ASKED, office: str = NORTH, **more: Any) -> Request:
    return Request(OPENING, asked, office=Office.objects.get(key=office) if office else None, **more)


def noted(world: Any, heard: Heard, **more: Any) -> MediaRequest:
    return note_request(world.campaign, heard, told(**more), acting_user=world.core_team)


@pytest.mark.django_db
def test_a_request_keeps_a_copy_of_the_mention_and_stands_once(world: Any, heard: Heard) -> None:
    kept = noted(world, heard)
    assert noted(world, heard) == kept
    held = MediaRequest.objects.get()
    assert (str(held.says), held.outlet, held.answered) == ("Rivers run clean", "The Gazette", "waiting")
    with connection.cursor() as cursor:
        cursor.execute("SELECT asked, says FROM listen_mediarequest")
        (row,) = cursor.fetchall()
    assert not any("dam" in part or "Rivers" in part for part in row), "what was asked is sealed at rest"


@pytest.mark.django_db
def test_there_is_nowhere_to_keep_who_asked() -> None:
    names = {field.name for field in MediaRequest._meta.fields}
    assert not {"journalist", "author", "name", "email", "phone"} & names


@pytest.mark.django_db
def test_what_became_of_it_is_said_later_and_each_step_stands_in_the_log(world: Any, heard: Heard) -> None:
    kept = noted(world, heard)
    change_request(kept, told(answered=Answered.ANSWERED), acting_user=world.core_team)
    change_request(kept, told(answered=Answered.ANSWERED), acting_user=world.core_team)
    remove_request(kept, acting_user=world.core_team)
    steps = list(Entry.objects.filter(kind="media-request").order_by("seq").values_list("action", flat=True))
    assert steps == ["note_request", "change_request", "remove_request"]
    assert not MediaRequest.objects.exists()


@pytest.mark.django_db
def test_what_nobody_asked_or_will_ask_is_refused(world: Any, heard: Heard) -> None:
    tomorrow = timezone.localdate() + timedelta(days=2)
    for wrong in (told(asked="  "), Request(tomorrow, ASKED)):
        with pytest.raises(Refused):
            note_request(world.campaign, heard, wrong, acting_user=world.core_team)
    post = heard_item(world.campaign, world.core_team, Family.SOCIAL, "p1")
    assert post is not None
    with pytest.raises(Refused):
        note_request(world.campaign, post, told(), acting_user=world.core_team)


@pytest.mark.django_db
def test_an_office_notes_for_itself_and_for_no_other(world: Any, heard: Heard) -> None:
    note_request(world.campaign, heard, told(), acting_user=world.campaigner)
    for wrong in (told(office=SOUTH), told(office="")):
        with pytest.raises(Refused):
            note_request(world.campaign, heard, wrong, acting_user=world.campaigner)


def browser_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read(person: Any, address: str) -> str:
    return browser_of(person).get(address).content.decode()


@pytest.mark.django_db
def test_a_section_notes_it_on_the_page_of_the_mention_and_says_later_that_it_was_answered(
    world: Any, heard: Heard
) -> None:
    browser = browser_of(world.campaigner)
    page = browser.get(f"{LISTENING}mentions/m1/").content.decode()
    assert "requests/new/?mention=m1" in page
    sent = {"asked_on": "2023-03-22", "asked": "", "answered": "waiting", "office": NORTH}
    assert browser.post(f"{LISTENING}requests/new/?mention=m1", sent).status_code == 422
    browser.post(f"{LISTENING}requests/new/?mention=m1", sent | {"asked": ASKED})
    (held,) = MediaRequest.objects.all()
    assert ASKED in browser.get(f"{LISTENING}mentions/m1/").content.decode()
    browser.post(f"{LISTENING}requests/{held.pk}/", sent | {"asked": ASKED, "answered": "answered"})
    held.refresh_from_db()
    assert held.answered == Answered.ANSWERED
    browser.post(f"{LISTENING}requests/{held.pk}/remove/")
    assert not MediaRequest.objects.exists()


@pytest.mark.django_db
def test_whoever_only_reads_sees_that_it_was_asked_and_not_what(world: Any, heard: Heard) -> None:
    noted(world, heard)
    page = read(world.reader, f"{LISTENING}requests/")
    assert "The Gazette" in page
    assert ASKED not in page
    assert ASKED in read(world.researcher, f"{LISTENING}requests/")


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["other_section", "researcher", "reader"])
def test_others_cannot_change_or_take_away_what_an_office_noted(
    world: Any, heard: Heard, person: str
) -> None:
    held, browser = noted(world, heard), browser_of(getattr(world, person))
    assert browser.post(f"{LISTENING}requests/{held.pk}/", {}).status_code == 403
    assert browser.post(f"{LISTENING}requests/{held.pk}/remove/").status_code == 403
    assert Client().get(f"{LISTENING}requests/{held.pk}/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["researcher", "reader"])
def test_who_works_for_no_office_notes_nothing(world: Any, heard: Heard, person: str) -> None:
    browser = browser_of(getattr(world, person))
    assert browser.get(f"{LISTENING}requests/new/?mention=m1").status_code == 403


@pytest.mark.django_db
def test_a_request_about_a_withheld_mention_is_the_core_teams_alone(world: Any, heard: Heard) -> None:
    kept = noted(world, heard)
    Withheld.objects.create(campaign=world.campaign, kind="word", text="Open")
    assert ASKED in read(world.core_team, f"{LISTENING}requests/")
    assert "The Gazette" not in read(world.campaigner, f"{LISTENING}requests/")
    assert browser_of(world.campaigner).get(f"{LISTENING}requests/{kept.pk}/").status_code == 404


@pytest.mark.django_db
def test_requests_at_mentions_and_activities_stand_side_by_side_and_are_never_added(
    world: Any, heard: Heard
) -> None:
    noted(world, heard)
    ActivityKind.objects.filter(campaign=world.campaign, key="march").update(enquiries=True)
    row = {"key": "answers", "name": "Answered the radio", "activity_kind": "march", "office": NORTH, "period": "y1",
           "when": "2023-07"}  # fmt: skip
    keep_reported(world.campaign, [ActivityRow.model_validate(row)], acting_user=world.core_team)
    for address in (LISTENING, f"{LISTENING}requests/"):
        page = read(world.reader, address)
        assert "Answered the radio" in page
        assert "noted at mentions<" in page
        assert "counted apart and never added" in page
    assert "noted at mentions<" not in read(world.reader, f"{LISTENING}social/")
