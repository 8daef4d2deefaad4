"""An office tells of a period on one page, hands it in, and hears what the core team answers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from headway.audit.models import Entry
from headway.collect.actions import Assessment, Stale, accept_returns, keep_reported, write_return
from headway.collect.models import Activity, Return
from headway.collect.queries.returns import version_of
from headway.collect.rows import FigureRow
from headway.lib.problems import Refused
from headway.movement.tests.cast import NORTH, SOUTH
from headway.movement.tests.doors import activity_row
from headway.movement.tests.doors_of_returns import given, of_return

pytestmark = pytest.mark.django_db
PAGE = f"/c/clean-rivers/returns/{NORTH}/y1/"


def page(client: Client, user: Any) -> str:
    client.force_login(user)
    answer = client.get(PAGE, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def send(client: Client, user: Any, step: str, **typed: str) -> Any:
    """Open the page and send its form, with what it holds hidden."""
    held = page(client, user)
    seen = re.search(r'name="seen" value="(\w+)"', held)
    answer_seen = re.search(r'name="answer-seen" value="(\w+)"', held)
    hidden = {"seen": seen[1] if seen else "", "answer-seen": answer_seen[1] if answer_seen else ""}
    return client.post(PAGE, {**hidden, "step": step, **typed}, headers={"Accept-Language": "en"})


def mark(text: str) -> str:
    found = re.search(r'name="confirmed" id="id_confirmed_now" value="(\w+)"', text)
    assert found, "nothing asks to be confirmed"
    return found[1]


def state() -> str:
    return str(Return.objects.get(office__key=NORTH).state)


def test_an_office_writes_comes_back_and_hands_in(client: Client, world: Any) -> None:
    assert send(client, world.campaigner, "write", worked="The march.").status_code == 302
    assert state() == "in-progress"
    text = page(client, world.campaigner)
    assert ">\nThe march.</textarea>" in text
    assert "not handed in yet" in text
    handed = send(client, world.campaigner, "submit", worked="The march.", confirmed=mark(text))
    assert handed.status_code == 302
    assert state() == "submitted"
    record = Return.objects.get(office__key=NORTH)
    assert record.handed_in is not None
    assert [area.key for area in record.areas.all()] == ["streets"]
    assert record.standing == "entered"
    assert [entry.actor for entry in Entry.objects.filter(kind="return", subject=record.pk)] == (
        [str(world.campaigner.pk)] * 2
    )


def test_what_is_odd_has_to_be_confirmed_and_what_was_typed_is_kept(client: Client, world: Any) -> None:
    answer = send(client, world.campaigner, "submit", worked="The <b>march</b>.")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "In the meeting rooms: nothing is reported." in text
    assert "The &lt;b&gt;march&lt;/b&gt;." in text
    assert not Return.objects.filter(office__key=NORTH).exists()
    assert (
        send(client, world.campaigner, "submit", worked="x", confirmed="0123456789abcdef").status_code == 422
    )


def test_a_warning_that_came_up_since_is_not_confirmed_by_the_old_one(client: Client, world: Any) -> None:
    old = mark(page(client, world.campaigner))
    again = activity_row("north-march-again", name="north-march", when="2023-07-04")
    keep_reported(world.campaign, [again], acting_user=world.campaigner)
    answer = send(client, world.campaigner, "submit", worked="Well.", confirmed=old)
    assert answer.status_code == 422
    assert "may be one and the same" in answer.content.decode()


def test_an_office_says_how_it_went_before_it_hands_in(client: Client, world: Any) -> None:
    confirmed = mark(page(client, world.campaigner))
    answer = send(client, world.campaigner, "submit", confirmed=confirmed)
    assert answer.status_code == 422
    assert "in your own words" in answer.content.decode()


def test_an_activity_without_a_date_stops_the_return(client: Client, world: Any) -> None:
    keep_reported(world.campaign, [_undated("some-day")], acting_user=world.campaigner)
    answer = send(client, world.campaigner, "submit", worked="Well.")
    assert answer.status_code == 422
    assert "“some-day” has no date" in answer.content.decode()
    assert "id_confirmed_now" not in answer.content.decode()


def _undated(key: str) -> Any:
    return activity_row(key).model_copy(update={"when": None})


def test_a_share_above_a_hundred_per_cent_is_asked_about(client: Client, world: Any) -> None:
    row = FigureRow.model_validate(
        {"key": "sh", "measure": "share-clean", "value": "1.2", "activity": "north-march"}
    )
    keep_reported(world.campaign, [row], acting_user=world.campaigner)
    assert "a share is above 100 %" in page(client, world.campaigner)


def test_nothing_to_report_is_for_offices_that_did_nothing(client: Client, world: Any) -> None:
    assert "We have nothing to report" not in page(client, world.campaigner)
    assert send(client, world.campaigner, "nothing").status_code == 422
    Activity.objects.filter(office__key=NORTH).update(period=None)
    assert "We have nothing to report" in page(client, world.campaigner)
    assert send(client, world.campaigner, "nothing").status_code == 302
    assert state() == "nothing-to-report"
    assert send(client, world.campaigner, "take-back").status_code == 302
    assert state() == "in-progress"


def test_the_core_team_sends_back_with_a_reason_that_the_office_reads(client: Client, world: Any) -> None:
    given(world.campaign, "submitted")
    refused = send(client, world.core_team, "send-back")
    assert refused.status_code == 422
    assert "say why" in refused.content.decode()
    assert send(client, world.core_team, "send-back", **{"answer-reason": "Where was it?"}).status_code == 302
    assert state() == "returned"
    text = page(client, world.campaigner)
    assert "Where was it?" in text
    assert "Hand in" in text
    assert "Where was it?" not in page(client, world.other_section)


def test_what_belongs_to_an_accepted_return_is_closed_until_it_is_opened_again(
    client: Client, world: Any
) -> None:
    given(world.campaign, "submitted")
    assert send(client, world.core_team, "accept").status_code == 302
    figure = FigureRow.model_validate(
        {"key": "late", "measure": "bags", "value": "7", "activity": "north-march"}
    )
    for row in (activity_row("late-act"), activity_row("north-march", name="Renamed"), figure):
        for person in (world.campaigner, world.core_team):
            with pytest.raises(Refused, match="was accepted, which closed it"):
                keep_reported(world.campaign, [row], acting_user=person)
    moved_out = activity_row("north-march", when="2024-02-01").model_copy(update={"period": ""})
    with pytest.raises(Refused, match="was accepted"):
        keep_reported(world.campaign, [moved_out], acting_user=world.campaigner)
    keep_reported(world.campaign, [activity_row("south-act", office=SOUTH)], acting_user=world.other_section)
    keep_reported(world.campaign, [activity_row("from-a-pack")], acting_user=world.operator)
    assert send(client, world.core_team, "reopen").status_code == 422
    assert send(client, world.core_team, "reopen", **{"answer-reason": "A wrong figure."}).status_code == 302
    keep_reported(world.campaign, [figure], acting_user=world.campaigner)


def test_what_is_already_there_may_come_again_unchanged(world: Any) -> None:
    given(world.campaign, "accepted")
    tally = keep_reported(world.campaign, [activity_row("north-march")], acting_user=world.core_team)
    assert tally.left == {"activity": 1}


def test_two_who_write_at_once_lose_nothing(client: Client, world: Any) -> None:
    held = page(client, world.campaigner)
    seen = re.search(r'name="seen" value="(\w+)"', held)
    assert seen
    write_return(
        of_return(world.campaign), Assessment(worked="Written by a colleague."), acting_user=world.campaigner
    )
    typed = {"step": "write", "seen": seen[1], "worked": "Written by me."}
    answer = client.post(PAGE, typed, headers={"Accept-Language": "en"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Written by me." in text
    assert "Written by a colleague." in text
    assert Return.objects.get(office__key=NORTH).worked == "Written by a colleague."
    fresh = re.search(r'name="seen" value="(\w+)"', text)
    assert fresh
    assert client.post(PAGE, {**typed, "seen": fresh[1]}).status_code == 302
    assert Return.objects.get(office__key=NORTH).worked == "Written by me."


def test_an_answer_to_a_return_that_changed_meanwhile_is_stopped(world: Any) -> None:
    record = given(world.campaign, "submitted")
    seen = {record.key: version_of(record)}
    given(world.campaign, "nothing-to-report")
    with pytest.raises(Stale):
        accept_returns(world.campaign, [record], seen=seen, acting_user=world.core_team)


def test_a_batch_is_accepted_whole_or_not_at_all(world: Any) -> None:
    good, bad = given(world.campaign, "submitted"), given(world.campaign, "in-progress", SOUTH)
    with pytest.raises(Refused, match="handed in can be accepted"):
        accept_returns(world.campaign, [good, bad], acting_user=world.core_team)
    assert state() == "submitted"
    given(world.campaign, "submitted", SOUTH)
    accept_returns(world.campaign, [good, bad], acting_user=world.core_team)
    assert set(Return.objects.filter(office__key__startswith="cast").values_list("state", flat=True)) == {
        "accepted"
    }


@pytest.mark.parametrize("step", ["", "delete", "accept", "reopen", "submit", "write"])
def test_a_reader_and_another_office_can_do_nothing_here(client: Client, world: Any, step: str) -> None:
    given(world.campaign, "in-progress")
    for who in (world.reader, world.other_section, world.administrator):
        if who == world.administrator and step in ("submit", "write"):
            continue
        assert send(client, who, step, worked="x", **{"answer-reason": "x"}).status_code in (404, 422)
    assert state() == "in-progress"


def test_what_an_office_is_still_writing_is_its_own(client: Client, world: Any) -> None:
    write_return(of_return(world.campaign), Assessment(worked="Half a thought"), acting_user=world.campaigner)
    assert "Half a thought" not in page(client, world.reader)
    assert "Half a thought" in page(client, world.core_team)


@pytest.mark.parametrize("place", ["nowhere/y1", f"{NORTH}/y9", "river-centre-x/y1"])
def test_a_return_of_no_office_or_no_period_is_no_page(client: Client, world: Any, place: str) -> None:
    client.force_login(world.core_team)
    assert client.get(f"/c/clean-rivers/returns/{place}/").status_code == 404
