"""People talk about records, follow them and hear of what becomes of them; of what is restricted only those named on it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from headway.audit.models import Entry, Payload
from headway.audit.queries import model_of
from headway.lib.problems import Refused
from headway.movement.actions import choose_digest, follow_record, take_back_comment, write_comment
from headway.movement.models import Comment, Follow
from headway.movement.queries.talk import news_for
from headway.movement.rules import Every, last_digest
from headway.movement.tasks import look_after_digests, send_digest
from headway.verify.actions import keep_outcomes, move_outcomes
from headway.verify.queries import outcome_rows
from headway.verify.rows import EvidenceRow, OutcomeState

pytestmark = pytest.mark.django_db


def client_of(person: Any) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person)
    return client


def outcome(world: Any, *, restricted: bool = False) -> Any:
    found = model_of("outcome").objects.filter(campaign=world.campaign, restricted=restricted)
    return found.order_by("key")[0]


def say(record: Any, text: str, person: Any) -> Any:
    return write_comment(record, text, client=uuid4(), acting_user=person)


def news(person: Any) -> list[Any]:
    return news_for(type(person).objects.get(pk=person.pk))


def page_of(record: Any) -> str:
    return f"/c/{record.campaign.key}/outcomes/{record.key}/"


def talk_of(record: Any) -> str:
    return f"/comments/outcome/{record.pk}/"


def test_a_comment_stands_on_the_page_of_its_record_for_those_who_work_there(world: Any) -> None:
    record = outcome(world)
    sent = {"text": "The ministry says it was <b>otherwise</b>.", "client_id": str(uuid4())}
    answer = client_of(world.researcher).post(talk_of(record), sent)
    assert answer.status_code == 302
    assert answer["Location"] == f"{page_of(record)}#comments"
    for who in ("campaigner", "core_team", "administrator"):
        said = client_of(world.people[who]).get(page_of(record)).content.decode()
        assert "it was &lt;b&gt;otherwise&lt;/b&gt;" in said
    assert "otherwise" not in client_of(world.reader).get(page_of(record)).content.decode()


@pytest.mark.parametrize("of", [page_of, talk_of])
def test_the_form_on_the_page_holds_what_sending_it_takes(world: Any, of: Any) -> None:
    record, client = outcome(world), client_of(world.researcher)
    page = client.get(of(record)).content.decode()
    (sent,) = set(re.findall(r'name="client_id" value="([0-9a-f-]+)"', page))
    assert client.post(talk_of(record), {"text": "As it is.", "client_id": sent}).status_code == 302
    assert Comment.objects.get().text == "As it is."


def test_what_is_sent_twice_is_said_once(world: Any) -> None:
    record, client = outcome(world), client_of(world.campaigner)
    sent = {"text": "Once.", "client_id": str(uuid4())}
    assert [client.post(talk_of(record), sent).status_code for _ in range(2)] == [302, 302]
    assert Comment.objects.count() == 1
    assert Entry.objects.filter(action="comment").count() == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 4_001, "turned \u202e round"])
def test_a_refused_comment_is_kept_in_the_form(world: Any, text: str) -> None:
    record = outcome(world)
    answer = client_of(world.campaigner).post(talk_of(record), {"text": text, "client_id": str(uuid4())})
    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_comment_without_its_id_or_of_an_unknown_kind_is_refused(world: Any) -> None:
    client, record = client_of(world.campaigner), outcome(world)
    assert client.post(talk_of(record), {"text": "Hello"}).status_code == 422
    assert client.post(f"/comments/user/{world.reader.pk}/", {"text": "Hello"}).status_code == 404
    assert client.get(f"/comments/outcome/{uuid4()}/").status_code == 404


def test_only_who_said_it_takes_it_back_and_nothing_of_it_stays(world: Any) -> None:
    record = outcome(world)
    said, _ = say(record, "Ulysses was seen there.", world.campaigner)
    at = f"{talk_of(record)}{said.pk}/take-back/"
    assert client_of(world.core_team).post(at).status_code == 404
    with pytest.raises(Refused, match="what you said yourself"):
        take_back_comment(said, record, acting_user=world.core_team)
    assert client_of(world.campaigner).post(at).status_code == 302
    assert not Comment.objects.exists()
    assert "Ulysses" not in "".join(Payload.objects.values_list("body", flat=True))


def test_whoever_is_called_by_name_or_address_follows_and_is_told(world: Any) -> None:
    record = outcome(world)
    _, missed = say(record, "@Dolores and @chen@movement.example, is this so?", world.campaigner)
    assert not missed
    for person in (world.core_team, world.researcher):
        (found,) = news(person)
        assert (found.pk, found.news[0].who, found.news[0].told) == (record.pk, "Amina", True)
    assert news(world.core_colleague) == []
    home = client_of(world.core_team).get("/").content.decode()
    assert "New in what you follow" in home
    assert "you are called" in home
    assert "is this so?" in client_of(world.core_team).get("/news/").content.decode()


def test_whoever_calls_somebody_who_may_not_read_it_learns_only_that_nobody_was_told(world: Any) -> None:
    record = outcome(world)
    for name in ("@Emeka", "@Gone", "@Idle", "@Nobody at all"):
        sent = {"text": f"{name}: what do you say?", "client_id": str(uuid4())}
        answer = client_of(world.campaigner).post(talk_of(record), sent, follow=True)
        assert "was not told" in answer.content.decode(), name
    assert set(Follow.objects.values_list("person", flat=True)) == {world.campaigner.pk}


def test_the_longest_name_is_called_and_no_other_that_begins_alike(world: Any) -> None:
    type(world.core_team).objects.filter(pk=world.core_team.pk).update(name="Amina Bello")
    say(outcome(world), "@Amina Bello, look.", world.researcher)
    assert set(Follow.objects.values_list("person__name", flat=True)) == {"Amina Bello", "Chen"}


def test_what_others_do_to_a_followed_record_and_inside_it_is_news_once(world: Any) -> None:
    record = outcome(world)
    follow_record(record, acting_user=world.researcher)
    if record.state == OutcomeState.VERIFIED:
        move_outcomes(
            [record], OutcomeState.UNDER_REVIEW, acting_user=world.core_team, reason="To look again."
        )
    item = EvidenceRow.model_validate(
        {"key": "the-letter", "evidence_kind": "media", "text": "A letter.", "side": "for"}
    )
    (row,) = outcome_rows(world.campaign, [record.key])
    keep_outcomes(
        world.campaign,
        [row.model_copy(update={"evidence": (*row.evidence, item)})],
        acting_user=world.core_team,
    )
    (found,) = news(world.researcher)
    assert {new.kind for new in found.news} >= {"evidence"}
    assert {new.who for new in found.news} == {"Dolores"}
    client = client_of(world.researcher)
    until = Entry.objects.order_by("-seq")[0].seq
    assert client.post("/news/seen/", {"until": until}).status_code == 302
    assert news(world.researcher) == []
    assert "Nothing new" in client.get("/news/").content.decode()


@pytest.mark.parametrize("until", ["", "x", "-1", "9" * 30, "٣"])
def test_nonsense_of_what_was_seen_changes_nothing(world: Any, until: str) -> None:
    say(outcome(world), "@Dolores!", world.campaigner)
    assert client_of(world.core_team).post("/news/seen/", {"until": until}).status_code == 302
    assert len(news(world.core_team)) == 1


def test_of_a_restricted_record_nobody_hears_who_is_not_named_on_it(world: Any) -> None:
    record = outcome(world, restricted=True)
    record.named.add(world.core_team)
    said, missed = say(record, "Quillfeather is safe. @Chen @Dolores", world.core_team)
    assert missed
    assert list(said.told.all()) == []
    for who in ("researcher", "campaigner", "administrator", "core_colleague"):
        client = client_of(world.people[who])
        assert client.get(talk_of(record)).status_code == 404, who
        assert client.post(f"{talk_of(record)}follow/").status_code == 404, who
        assert client.post(talk_of(record), {"text": "x", "client_id": str(uuid4())}).status_code == 404, who
    assert client_of(world.core_team).get(talk_of(record)).status_code == 200
    stored = Comment.objects.extra(select={"raw": "text"}).values_list("raw", flat=True)[0]
    assert stored.startswith("sealed:1:")


def test_who_followed_a_record_before_it_was_restricted_hears_no_more_and_can_let_go(world: Any) -> None:
    record = outcome(world)
    follow_record(record, acting_user=world.researcher)
    say(record, "Before.", world.campaigner)
    assert len(news(world.researcher)) == 1
    (row,) = outcome_rows(world.campaign, [record.key])
    keep_outcomes(world.campaign, [row.model_copy(update={"restricted": True})], acting_user=world.operator)
    assert news(world.researcher) == []
    client = client_of(world.researcher)
    said = client.get("/news/").content.decode()
    assert record.key not in said
    assert client.post(f"{talk_of(record)}follow/", {"stop": "1"}).status_code == 302
    assert not Follow.objects.filter(person=world.researcher).exists()


def test_mail_names_what_is_new_and_says_nothing_that_is_written_or_restricted(world: Any) -> None:
    record, hidden = outcome(world), outcome(world, restricted=True)
    hidden.named.add(world.core_team, world.core_colleague)
    say(record, "Secretive words. @Dolores", world.campaigner)
    say(hidden, "Quillfeather! @Dolores", world.core_colleague)
    now = datetime.now(UTC)
    assert look_after_digests(now) == 3
    assert look_after_digests(now) == 0
    send_digest.func(str(world.core_team.pk))
    (sent,) = mail.outbox
    assert sent.to == [world.core_team.email]
    assert "Amina commented" in sent.body
    assert "restricted record" in sent.body
    for word in ("Secretive", "Quillfeather", hidden.key):
        assert word not in f"{sent.body}{sent.subject}"
    send_digest.func(str(world.core_team.pk))
    assert len(mail.outbox) == 1
    assert len(news(world.core_team)) == 2, "mail does not take what is new from the page"


def test_mail_comes_in_the_language_of_its_reader(world: Any) -> None:
    type(world.core_team).objects.filter(pk=world.core_team.pk).update(language="fr")
    say(outcome(world), "@Dolores!", world.campaigner)
    look_after_digests(datetime.now(UTC))
    send_digest.func(str(world.core_team.pk))
    assert mail.outbox[0].body.startswith("Bonjour Dolores")


def test_whoever_wants_no_mail_gets_none(world: Any) -> None:
    say(outcome(world), "@Dolores!", world.campaigner)
    answer = client_of(world.core_team).post("/news/mail/", {"every": "never"})
    assert answer.status_code == 302
    assert client_of(world.core_team).post("/news/mail/", {"every": "hourly"}).status_code == 422
    choose_digest(Every.NEVER, acting_user=world.campaigner)
    assert look_after_digests(datetime.now(UTC)) == 0


MOMENTS = st.datetimes(datetime(2014, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, st.sampled_from([Every.DAY, Every.WEEK]))
def test_mail_was_due_within_its_time_and_not_in_the_future(now: datetime, every: Every) -> None:
    due = last_digest(every, now)
    assert due is not None
    assert timedelta() <= now - due < timedelta(days=1 if every is Every.DAY else 7)
    assert due.hour == 6
    assert every is Every.DAY or due.weekday() == 0
