"""A statement that was composed once asks and writes what Django would have, whatever the values are."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import CharField, F, UUIDField
from django.test.utils import CaptureQueriesContext

from headway.audit.asking import Given, Question
from headway.audit.inserting import Over, insert
from headway.audit.models import Head
from headway.collect.models import Activity, Sent
from headway.lib.ids import uuid7
from headway.movement.models import Office, User
from headway.movement.tests.cast import NORTH, SOUTH

pytestmark = pytest.mark.django_db
OFFICES = Question(
    lambda: Office.objects.filter(key=Given("key", CharField())).annotate(person=F("grants__user__name"))
)


def test_each_time_the_answer_is_that_to_what_was_asked(world: Any) -> None:
    for key in (NORTH, SOUTH, NORTH):
        (office,) = OFFICES.ask(key=key)
        assert office == Office.objects.get(key=key)
        assert office.person == office.grants.get().user.name
    assert OFFICES.ask(key="nowhere") == []


def test_what_was_changed_since_is_told_as_it_is(world: Any) -> None:
    OFFICES.ask(key=NORTH)
    Office.objects.filter(key=NORTH).update(country="NO")
    assert OFFICES.ask(key=NORTH)[0].country == "NO"


def test_what_somebody_typed_is_a_value_and_no_part_of_the_statement(world: Any) -> None:
    assert OFFICES.ask(key=f"{NORTH}' OR '1'='1") == []


def test_a_question_that_locks_is_one_statement_every_time() -> None:
    head = Question(lambda: Head.objects.select_for_update().filter(pk=1))
    Head.objects.get_or_create(pk=1)
    for _ in range(2):
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            assert [one.pk for one in head.ask()] == [1]
        assert len([one for one in asked if "audit_head" in one["sql"]]) == 1


def test_new_records_are_stored_as_django_stores_them(world: Any) -> None:
    there = Activity.objects.get(key="north-march")
    copies = [Activity.objects.get(pk=there.pk) for _ in range(3)]
    for at, copy in enumerate(copies):
        copy.pk, copy.key, copy.story = uuid7(), f"copy-{at}", "“Ça va?” 100 % — it's {fine} %s"
    insert(copies)
    for copy in copies:
        kept = Activity.objects.get(pk=copy.pk)
        names = [field.attname for field in Activity._meta.concrete_fields]
        assert [getattr(kept, name) for name in names] == [getattr(copy, name) for name in names]
        assert not copy._state.adding
    insert([])


def test_one_that_is_written_over_another_keeps_what_is_not_named(world: Any) -> None:
    one = uuid7()
    person = User.objects.get(pk=world.campaigner.pk)
    told = {"person": person, "client_id": one, "campaign": world.campaign}
    when = datetime(2023, 7, 15, tzinfo=UTC)
    by = Over(unique=("person_id", "client_id"), written=("subject",))
    insert([Sent(**told, kind="row", subject="first", digest="a", at=when)], over=by)
    insert([Sent(**told, kind="row", subject="second", digest="b", at=when)], over=by)
    asked = Question(lambda: Sent.objects.filter(client_id=Given("client", UUIDField())))
    (kept,) = asked.ask(client=one)
    assert (kept.subject, kept.digest) == ("second", "a")
