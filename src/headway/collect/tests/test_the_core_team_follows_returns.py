"""Who has reported, in time or late; many accepted at once, a day set, offices reminded once and in their language."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from headway.collect.actions import (
    choose_reminders,
    keep_reported,
    remind_of_due_returns,
    remind_offices,
    report_nothing,
    send_back_returns,
)
from headway.collect.models import Activity, Reminder, Return
from headway.collect.queries.reporting import reporting
from headway.collect.rules import GRACE_DAYS, STAGES, stage_on
from headway.collect.tasks import look_after_returns
from headway.lib.problems import Refused
from headway.movement.models import User
from headway.movement.tests.cast import NORTH, SOUTH
from headway.movement.tests.doors import activity_row
from headway.movement.tests.doors_of_returns import given, of_return
from headway.plan.models import Period

pytestmark = pytest.mark.django_db
PAGE = "/c/clean-rivers/reporting/"
ENGLISH = {"Accept-Language": "en"}


def due(day: date | None) -> Period:
    Period.objects.filter(key="y1").update(due=day)
    return Period.objects.get(key="y1")


def today() -> date:
    return timezone.now().date()


def work_off() -> list[Any]:
    """What a worker does with all that waits in the queue; what it sent."""
    mail.outbox.clear()
    worker = Worker(
        queue_names=["default"], excluded_queue_names=[], backend_name="default", worker_id="of-the-tests",
        interval=0, batch=True, startup_delay=False, max_tasks=None,
    )  # fmt: skip
    while (waiting := DBTaskResult.objects.ready().first()) is not None:
        waiting.claim(worker.worker_id)
        worker.run_task(waiting)
    return list(mail.outbox)


def timings(world: Any) -> dict[str, str]:
    found = reporting(world.campaign, world.core_team)
    assert found
    return {one.office.key: one.timing.value for one in found.lines}


def test_in_time_late_overdue_and_not_asked_are_told_apart(client: Client, world: Any) -> None:
    for office, days in ((NORTH, -1), (SOUTH, 1)):
        Return.objects.filter(pk=given(world.campaign, "submitted", office).pk).update(
            handed_in=date(2024, 2, 1) + timedelta(days=days)
        )
    Return.objects.filter(office__key="danube-office").delete()
    due(date(2024, 2, 1))
    found = timings(world)
    assert found[NORTH] == "in-time"
    assert found[SOUTH] == "late"
    assert found["danube-office"] == "overdue"
    assert found["river-centre"] == "not-asked"
    client.force_login(world.core_team)
    text = client.get(PAGE, headers=ENGLISH).content.decode()
    assert "through the projects database" in text
    assert "Returns handed in over time" in text


def test_without_a_day_nothing_is_late(world: Any) -> None:
    due(None)
    assert {"late", "overdue"}.isdisjoint(timings(world).values())


def test_many_are_accepted_at_once(client: Client, world: Any) -> None:
    given(world.campaign, "submitted")
    given(world.campaign, "nothing-to-report", SOUTH)
    client.force_login(world.core_team)
    page = client.get(PAGE).content.decode()
    seen = dict(re.findall(r'name="(seen-[\w-]+)" value="(\w+)"', page))
    answer = client.post(PAGE, {"step": "accept", "office": [NORTH, SOUTH], **seen})
    assert answer.status_code == 302
    assert set(Return.objects.filter(office__key__in=[NORTH, SOUTH]).values_list("state", flat=True)) == {
        "accepted"
    }


def test_what_changed_since_the_page_was_read_is_not_accepted_unseen(client: Client, world: Any) -> None:
    given(world.campaign, "submitted")
    client.force_login(world.core_team)
    seen = dict(re.findall(r'name="(seen-[\w-]+)" value="(\w+)"', client.get(PAGE).content.decode()))
    given(world.campaign, "nothing-to-report")
    answer = client.post(PAGE, {"step": "accept", "office": [NORTH], **seen}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "look at it again" in answer.content.decode()
    assert Return.objects.get(office__key=NORTH).state == "nothing-to-report"


def test_the_day_is_set_and_taken_away(client: Client, world: Any) -> None:
    client.force_login(world.core_team)
    assert client.post(PAGE, {"step": "due", "due": "2024-02-01"}).status_code == 302
    assert Period.objects.get(key="y1").due == date(2024, 2, 1)
    assert client.post(PAGE, {"step": "due", "due": "1999-01-01"}).status_code == 422
    assert client.post(PAGE, {"step": "due", "due": "soon"}).status_code == 422
    assert client.post(PAGE, {"step": "due", "due": ""}).status_code == 302
    assert Period.objects.get(key="y1").due is None


@pytest.mark.parametrize("who", ["campaigner", "researcher", "reader", "administrator"])
def test_the_page_is_for_the_core_team(client: Client, world: Any, who: str) -> None:
    client.force_login(getattr(world, who))
    for step in ("due", "accept", "remind"):
        assert client.post(PAGE, {"step": step, "office": NORTH}).status_code == 403
    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}?live=1").status_code == 403


def test_one_click_reminds_in_the_language_of_each_and_once_a_day(client: Client, world: Any) -> None:
    User.objects.filter(pk=world.campaigner.pk).update(language="fr")
    client.force_login(world.core_team)
    assert client.post(PAGE, {"step": "remind", "office": [NORTH, "river-centre"]}).status_code == 302
    (sent,) = work_off()
    assert sent.to == [world.campaigner.email]
    assert sent.body.startswith("Bonjour Amina")
    assert "compte rendu" in sent.subject
    assert f"/c/clean-rivers/returns/{NORTH}/y1/" in sent.body
    assert "/c/clean-rivers/reminders/" in sent.body
    assert Reminder.objects.get().sent_at is not None
    again = client.post(PAGE, {"step": "remind", "office": [NORTH]}, headers=ENGLISH)
    assert again.status_code == 422
    assert "nobody is left to remind" in again.content.decode()
    assert work_off() == []


def test_each_stage_is_sent_once_however_often_the_worker_looks_and_starts_anew(world: Any) -> None:
    day = today()
    due(day)
    sent: dict[date, int] = {}
    for ahead in range(-9, 20):
        due(day - timedelta(days=ahead))
        for _ in range(3):
            look_after_returns(day)
        sent[day - timedelta(days=ahead)] = len(work_off())
    reminded = {due_on: number for due_on, number in sent.items() if number}
    assert set(reminded.values()) == {2}
    assert Reminder.objects.values("person", "why", "day").distinct().count() == Reminder.objects.count()


def test_what_is_queued_survives_and_is_not_sent_when_it_is_no_longer_wanted(world: Any) -> None:
    due(today())
    assert look_after_returns() == 2
    Activity.objects.filter(office__key=NORTH).update(period=None)
    report_nothing(of_return(world.campaign), acting_user=world.campaigner)
    assert [one.to for one in work_off()] == [[world.other_section.email]]


def test_whoever_mutes_reminders_gets_none(client: Client, world: Any) -> None:
    due(today())
    client.force_login(world.campaigner)
    assert client.post("/c/clean-rivers/reminders/", {"reminders": "off"}).status_code == 302
    look_after_returns()
    assert [one.to for one in work_off()] == [[world.other_section.email]]
    assert client.post("/c/clean-rivers/reminders/", {"reminders": "on"}).status_code == 302
    look_after_returns()
    assert [one.to for one in work_off()] == [[world.campaigner.email]]


def test_a_mail_server_that_fails_is_tried_again_later_and_told_no_address(world: Any, settings: Any) -> None:
    due(today())
    choose_reminders(world.campaign, muted=True, acting_user=world.other_section)
    settings.EMAIL_BACKEND = "headway.collect.tests.test_the_core_team_follows_returns.Refusing"
    look_after_returns()
    assert work_off() == []
    failed = Reminder.objects.get()
    assert failed.failed == "ConnectionRefusedError"
    assert failed.sent_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    waiting = DBTaskResult.objects.filter(status="READY")
    assert waiting.get().run_after > timezone.now()
    assert "@" not in str(waiting.get().args_kwargs)
    waiting.update(run_after=timezone.now())
    assert len(work_off()) == 1
    assert Reminder.objects.get().failed == ""


class Refusing:
    """A mail server that is not there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError(f"cannot send to {messages[0].to}")


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 1, 1)])
def test_a_stage_is_found_on_its_day_and_little_later(day: date) -> None:
    open_days = {days + late: why for why, days in STAGES.items() for late in range(GRACE_DAYS + 1)}
    for ahead in range(-30, 60):
        found = stage_on(day, day + timedelta(days=ahead))
        assert (found[0] if found else None) == open_days.get(ahead), ahead


def test_only_those_who_may_remind_and_run_the_site_make_reminders(world: Any) -> None:
    period = due(today())
    for person in (world.campaigner, world.reader, world.administrator):
        with pytest.raises(Refused, match="you may not"):
            remind_offices(period, [of_return(world.campaign).office], acting_user=person)
    with pytest.raises(Refused, match="you may not"):
        remind_of_due_returns(today(), acting_user=world.core_team)


def test_an_office_whose_return_came_back_is_reminded_too(world: Any) -> None:
    due(today())
    record = given(world.campaign, "submitted")
    send_back_returns(world.campaign, [record], reason="Where?", acting_user=world.core_team)
    look_after_returns()
    assert [world.campaigner.email] in [one.to for one in work_off()]


def test_nothing_is_sent_anew_where_nothing_was_written(client: Client, world: Any) -> None:
    client.force_login(world.core_team)
    first = client.get(f"{PAGE}?live=1")
    assert first.status_code == 200
    again = client.get(f"{PAGE}?live=1", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    given(world.campaign, "submitted")
    fresh = client.get(f"{PAGE}?live=1", headers={"If-None-Match": first["ETag"], "Accept-Language": "en"})
    assert fresh.status_code == 200
    assert "<html" not in fresh.content.decode()
    assert "handed in" in fresh.content.decode()


def test_an_activity_shows_as_soon_as_it_is_recorded(client: Client, world: Any) -> None:
    client.force_login(world.core_team)
    mark = client.get(f"{PAGE}?live=1")["ETag"]
    keep_reported(world.campaign, [activity_row("just-now")], acting_user=world.campaigner)
    fresh = client.get(f"{PAGE}?live=1", headers={"If-None-Match": mark})
    assert "/c/clean-rivers/activities/just-now/" in fresh.content.decode()


def test_who_watches_costs_few_questions(
    client: Client, world: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(world.core_team)
    mark = client.get(f"{PAGE}?live=1")["ETag"]
    with django_assert_max_num_queries(5):
        assert client.get(f"{PAGE}?live=1", headers={"If-None-Match": mark}).status_code == 304
