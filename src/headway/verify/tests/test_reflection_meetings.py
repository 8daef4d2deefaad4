"""A reflection meeting from its plan to its minutes: what waits is on its agenda, what it decides and agrees is kept."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client

from headway.audit.models import Entry
from headway.audit.queries import payload_text
from headway.lib.problems import Refused
from headway.movement.tests.doors import outcome_row
from headway.movement.tests.doors_of_meetings import autumn, the_outcome
from headway.verify.actions import (
    add_point,
    agree_on,
    decide_in_meeting,
    draw_agenda,
    keep_outcomes,
    move_outcomes,
    put_on_agenda,
    shift_on_agenda,
    tick_agreed,
    write_meeting,
)
from headway.verify.actions.meetings import OvertakenVerdict, Spoken
from headway.verify.models import AgendaItem, Agreed, Meeting, Outcome, Verdict
from headway.verify.queries.agenda import agenda_of, carried_to, meeting_row
from headway.verify.rows import MeetingRow, OutcomeState

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers/meetings/"
PAGE = f"{HERE}autumn-meeting/"
SCREEN = f"{PAGE}screen/"


def browser(user: Any) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def names(meeting: Meeting, user: Any) -> list[str]:
    """What is on the agenda, without what the pack says was decided there long ago."""
    return [line.outcome.key for line in agenda_of(meeting, user) if line.outcome.key != "limit-law"]


def hidden(world: Any) -> Outcome:
    """A restricted outcome that waits, on which the researcher of Kenya alone is named."""
    row = outcome_row("hush-well", name="Hush well", restricted=True, contributions=())
    keep_outcomes(world.campaign, [row], acting_user=world.researcher)
    return Outcome.objects.get(key="hush-well")


def test_a_new_meeting_is_planned_by_page_and_finds_what_waits_on_its_agenda(world: Any) -> None:
    client = browser(world.core_team)
    page = client.post(
        "/c/clean-rivers/plan-a-meeting/",
        {
            "name": "Spring meeting",
            "period": "y1",
            "when": "3 May 2024",
            "place": "Uppsala",
            "attendees": "Ada\nBo\n",
        },
        follow=True,
    )
    meeting = Meeting.objects.get(key__startswith="spring-meeting-")
    assert page.redirect_chain[-1][0] == f"{HERE}{meeting.key}/"
    assert (meeting.when_edtf, meeting.place, meeting.attendees) == ("2024-05-03", "Uppsala", ["Ada", "Bo"])
    assert names(meeting, world.core_team) == ["north-outcome"]
    assert "north-outcome" in page.content.decode()


def test_what_is_wrong_in_the_form_is_said_and_what_was_typed_stays(world: Any) -> None:
    page = browser(world.core_team).post(
        "/c/clean-rivers/plan-a-meeting/", {"name": "", "when": "the day after", "place": "Uppsala"}
    )
    assert page.status_code == 422
    assert 'value="the day after"' in page.content.decode()
    assert 'value="Uppsala"' in page.content.decode()
    assert set(page.context["form"].errors) == {"name", "when"}
    assert not Meeting.objects.exclude(key="autumn-meeting").exists()


def test_two_who_change_different_fields_both_keep_theirs_and_one_field_is_asked_about(world: Any) -> None:
    first, second = browser(world.core_team), browser(world.core_colleague)
    opened = first.get(f"{PAGE}change/").context["form"].initial
    sent = {name: opened[name] for name in ("name", "period", "when", "place", "attendees", "points", "base")}
    assert second.post(f"{PAGE}change/", sent | {"place": "Lima"}).status_code == 302
    assert first.post(f"{PAGE}change/", sent | {"attendees": "Ada"}).status_code == 302
    assert (autumn().place, autumn().attendees) == ("Lima", ["Ada"])
    clash = first.post(f"{PAGE}change/", sent | {"place": "Oslo"})
    assert clash.status_code == 409
    assert autumn().place == "Lima"
    assert 'value="Oslo"' in clash.content.decode()
    assert "Lima" in clash.content.decode()
    again = sent | {"place": "Oslo", "base": clash.context["form"].data["base"], "attendees": "Ada"}
    assert first.post(f"{PAGE}change/", again).status_code == 302
    assert autumn().place == "Oslo"


def test_a_restricted_outcome_is_on_the_agenda_for_those_who_may_know_of_it_alone(world: Any) -> None:
    hidden(world)
    draw_agenda(autumn(), acting_user=world.core_team)
    assert names(autumn(), world.core_team) == ["north-outcome"]
    outcome = hidden_named(world)
    draw_agenda(autumn(), acting_user=world.core_colleague)
    assert names(autumn(), world.core_colleague) == ["north-outcome", outcome.key]
    for address in (PAGE, SCREEN, f"{SCREEN}?at={outcome.key}", f"{SCREEN}?at={outcome.key}&live=1"):
        assert "Hush" not in browser(world.core_team).get(address).content.decode()
        assert "hush" not in browser(world.core_team).get(address).content.decode().replace(
            f"at={outcome.key}", ""
        )
    assert "Hush well" in browser(world.core_colleague).get(f"{SCREEN}?at={outcome.key}").content.decode()
    told = Entry.objects.filter(action="change_agenda")
    assert all("hush" not in payload_text(entry.payload) for entry in told)


def hidden_named(world: Any) -> Outcome:
    outcome = Outcome.objects.get(key="hush-well")
    outcome.named.add(world.core_colleague)
    return outcome


def test_who_cannot_know_of_an_outcome_cannot_put_it_on_an_agenda(world: Any) -> None:
    outcome = hidden(world)
    with pytest.raises(Refused, match="no such outcome"):
        put_on_agenda(autumn(), outcome, acting_user=world.core_team)
    page = browser(world.core_team).post(PAGE, {"step": "put", "outcome": outcome.key})
    assert page.status_code == 404
    assert not AgendaItem.objects.exists()


def test_an_agenda_is_put_in_order_by_page(world: Any) -> None:
    keep_outcomes(
        world.campaign, [outcome_row("kenya-pump"), outcome_row("kenya-weir")], acting_user=world.core_team
    )
    client = browser(world.core_team)
    client.post(PAGE, {"step": "draw"})
    assert names(autumn(), world.core_team) == ["north-outcome", "kenya-pump", "kenya-weir"]
    client.post(PAGE, {"step": "up=kenya-weir"})
    assert names(autumn(), world.core_team) == ["north-outcome", "kenya-weir", "kenya-pump"]
    client.post(PAGE, {"step": "down=north-outcome"})
    assert names(autumn(), world.core_team) == ["kenya-weir", "north-outcome", "kenya-pump"]
    client.post(PAGE, {"step": "off=north-outcome"})
    assert names(autumn(), world.core_team) == ["kenya-weir", "kenya-pump"]
    client.post(PAGE, {"step": "put", "outcome": "north-outcome"})
    assert names(autumn(), world.core_team) == ["kenya-weir", "kenya-pump", "north-outcome"]


def test_whoever_reads_sees_no_tools_and_can_change_nothing(world: Any) -> None:
    draw_agenda(autumn(), acting_user=world.core_team)
    for who in ("reader", "campaigner", "researcher"):
        client = browser(world.people[who])
        assert 'name="step"' not in client.get(PAGE).content.decode()
        assert client.post(PAGE, {"step": "point", "point-text": "Mine."}).status_code == 422
        assert client.get(f"{PAGE}change/").status_code == 403
        assert client.get("/c/clean-rivers/plan-a-meeting/").status_code == 403
    assert autumn().points == []


def test_the_verdict_of_a_meeting_goes_through_the_review_and_keeps_who_disagreed(world: Any) -> None:
    draw_agenda(autumn(), acting_user=world.core_team)
    client = browser(world.core_team)
    sent = {"verdict": "verified", "reason": "Two sources.", "dissent": "One doubted.", "seen": "proposed"}
    assert client.post(f"{SCREEN}?at=north-outcome", sent).status_code == 302
    verdict = Verdict.objects.get(outcome=the_outcome())
    assert (verdict.outcome, verdict.text, verdict.dissent) == (the_outcome(), "Two sources.", "One doubted.")
    assert verdict.given_by == world.core_team
    assert the_outcome().state == "verified"
    moves = Entry.objects.filter(action="move_outcome", subject=str(the_outcome().pk))
    assert moves.count() == 2
    shown = client.get(PAGE).content.decode()
    assert "Two sources." in shown
    assert "One doubted." in shown


def test_nobody_gives_the_verdict_on_their_own(world: Any) -> None:
    keep_outcomes(world.campaign, [outcome_row("own", contributions=())], acting_user=world.core_team)
    put_on_agenda(autumn(), Outcome.objects.get(key="own"), acting_user=world.core_team)
    client = browser(world.core_team)
    page = client.get(f"{SCREEN}?at=own").content.decode()
    assert 'name="verdict"' not in page
    assert "somebody else gives the verdict" in page
    sent = {"verdict": "verified", "reason": "We met.", "seen": "proposed"}
    assert client.post(f"{SCREEN}?at=own", sent).status_code == 422
    assert Outcome.objects.get(key="own").state == "proposed"
    assert 'name="verdict"' in browser(world.core_colleague).get(f"{SCREEN}?at=own").content.decode()


def test_of_two_scribes_the_second_learns_that_the_first_was_quicker_and_keeps_the_words(world: Any) -> None:
    draw_agenda(autumn(), acting_user=world.core_team)
    first, second = browser(world.core_team), browser(world.core_colleague)
    sent = {"verdict": "verified", "reason": "Two sources.", "seen": "proposed"}
    assert first.post(f"{SCREEN}?at=north-outcome", sent).status_code == 302
    late = second.post(
        f"{SCREEN}?at=north-outcome", sent | {"verdict": "set-aside", "reason": "Not so sure of this."}
    )
    assert late.status_code == 409
    assert "Not so sure of this." in late.content.decode()
    assert the_outcome().state == "verified"
    assert Verdict.objects.filter(outcome=the_outcome()).count() == 1


def test_a_verdict_thought_of_before_the_outcome_moved_is_not_given(world: Any) -> None:
    move_outcomes([the_outcome()], OutcomeState.UNDER_REVIEW, acting_user=world.core_team, reason="its turn")
    spoken = Spoken(OutcomeState.VERIFIED, "Two sources.", seen="proposed")
    with pytest.raises(OvertakenVerdict):
        decide_in_meeting(autumn(), the_outcome(), spoken, acting_user=world.core_team)


@pytest.mark.parametrize("state", ["draft", "verified", "set-aside"])
def test_a_meeting_decides_only_about_what_is_open(state: str, world: Any) -> None:
    Outcome.objects.filter(key="north-outcome").update(state=state)
    with pytest.raises(Refused, match="proposed or under review"):
        decide_in_meeting(
            autumn(), the_outcome(), Spoken(OutcomeState.VERIFIED, "So."), acting_user=world.core_team
        )


def test_points_of_two_scribes_both_stay(world: Any) -> None:
    add_point(autumn(), "Ask early.", acting_user=world.core_team)
    browser(world.core_colleague).post(PAGE, {"step": "point", "point-text": "Count once."})
    assert autumn().points == ["Ask early.", "Count once."]


def test_what_was_agreed_is_carried_to_the_next_meeting_until_it_is_done(world: Any) -> None:
    client = browser(world.core_team)
    sent = {
        "step": "agree",
        "agreed-text": "Ask the works.",
        "agreed-owner": "Dolores",
        "agreed-due": "2024-02-01",
    }
    assert client.post(PAGE, sent).status_code == 302
    agreed = Agreed.objects.get()
    assert (agreed.meeting, agreed.owner, agreed.due) == (autumn(), "Dolores", date(2024, 2, 1))
    row = MeetingRow.model_validate(
        {"key": "new", "name": "Later", "when": "2024-05-03", "standing": "entered"}
    )
    later = write_meeting(world.campaign, row, acting_user=world.core_team)
    assert carried_to(later) == [agreed]
    assert carried_to(autumn()) == []
    assert "Ask the works." in client.get(f"{HERE}{later.key}/").content.decode()
    client.post(f"{HERE}{later.key}/", {"step": f"tick={agreed.key}"})
    assert Agreed.objects.get().done is not None
    assert carried_to(later) == []
    client.post(PAGE, {"step": f"tick={agreed.key}"})
    assert Agreed.objects.get().done is None
    assert carried_to(later) == [Agreed.objects.get()]


def test_what_is_to_be_done_needs_somebody_who_does_it(world: Any) -> None:
    page = browser(world.core_team).post(PAGE, {"step": "agree", "agreed-text": "Ask the works."})
    assert page.status_code == 422
    assert "Ask the works." in page.content.decode()
    assert not Agreed.objects.exists()


def test_an_agreed_action_stands_in_the_row_of_its_meeting(world: Any) -> None:
    one = agree_on(autumn(), "Ask the works.", owner="Dolores", acting_user=world.core_team)
    tick_agreed(one, done=date(2024, 1, 2), acting_user=world.core_team)
    (told,) = meeting_row(autumn()).agreed
    assert (told.text, told.owner, told.done) == ("Ask the works.", "Dolores", date(2024, 1, 2))


def test_where_nothing_was_written_a_watcher_is_sent_nothing_and_little_is_asked(
    world: Any, django_assert_max_num_queries: Any
) -> None:
    draw_agenda(autumn(), acting_user=world.core_team)
    client = browser(world.reader)
    address = f"{SCREEN}?at=north-outcome&live=1"
    mark = client.get(address)["ETag"]
    with django_assert_max_num_queries(8):
        again = client.get(address, headers={"If-None-Match": mark})
    assert again.status_code == 304
    assert not again.content
    decide_in_meeting(
        autumn(), the_outcome(), Spoken(OutcomeState.VERIFIED, "Two sources."), acting_user=world.core_team
    )
    fresh = client.get(address, headers={"If-None-Match": mark})
    assert fresh.status_code == 200
    assert "Two sources." in fresh.content.decode()


def test_the_minutes_tell_what_was_decided_learnt_and_agreed_in_the_same_bytes_each_time(world: Any) -> None:
    draw_agenda(autumn(), acting_user=world.core_team)
    spoken = Spoken(OutcomeState.VERIFIED, "Two sources.", "One doubted.")
    decide_in_meeting(autumn(), the_outcome(), spoken, acting_user=world.core_team)
    add_point(autumn(), "Ask early.", acting_user=world.core_team)
    agree_on(autumn(), "Ask the works.", owner="Dolores", due=date(2024, 2, 1), acting_user=world.core_team)
    client = browser(world.reader)
    first, again = (client.get(f"{PAGE}minutes.docx").content for _ in range(2))
    assert first == again
    text = _text(first)
    for told in (
        "Autumn meeting",
        "River centre",
        "north-outcome",
        "Two sources.",
        "One doubted.",
        "Ask early.",
        "Dolores",
    ):
        assert told in text
    world.reader.language = "ar"
    world.reader.save()
    arabic = client.get(f"{PAGE}minutes.docx").content
    assert "w:bidi" in docx.Document(BytesIO(arabic)).paragraphs[1]._p.xml
    assert "Two sources." in _text(arabic)


def test_nothing_restricted_stands_in_the_minutes_whoever_takes_them(world: Any) -> None:
    hidden(world)
    outcome = hidden_named(world)
    put_on_agenda(autumn(), outcome, acting_user=world.core_colleague)
    spoken = Spoken(OutcomeState.VERIFIED, "Hush, two sources.")
    decide_in_meeting(autumn(), outcome, spoken, acting_user=world.core_colleague)
    assert "Hush, two sources." in browser(world.core_colleague).get(PAGE).content.decode()
    assert "ush" not in _text(browser(world.core_colleague).get(f"{PAGE}minutes.docx").content)


def test_moving_beyond_either_end_moves_nothing(world: Any) -> None:
    draw_agenda(autumn(), acting_user=world.core_team)
    for by in (-1, 1):
        shift_on_agenda(autumn(), the_outcome(), by=by, acting_user=world.core_team)
        assert names(autumn(), world.core_team) == ["north-outcome"]


def _text(content: bytes) -> str:
    file = docx.Document(BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])
