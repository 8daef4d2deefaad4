"""A unit of work writes all or nothing, and what it wrote stands in the log."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, connections

from headway.audit.actions import erase_payload, unit_of_work
from headway.audit.models import Entry, Head, Payload
from headway.audit.queries import entries_about, first_broken_entry, head, payload_text
from headway.movement.actions import ensure_operator
from headway.movement.models import User

pytestmark = pytest.mark.django_db


def _note(operator: Any, subject: str, text: str = "a change", *, sealed: bool = False) -> None:
    with unit_of_work() as unit:
        unit.record(
            "note", acting_user=operator, kind="thing", subject=subject, changes={"text": text}, sealed=sealed
        )


def test_every_write_is_in_the_log_with_who_what_and_how_it_changed(operator: Any) -> None:
    _note(operator, "42", "from red to green")
    (entry,) = entries_about("thing", "42")
    assert (entry.actor, entry.action) == (str(operator.pk), "note")
    assert payload_text(entry.payload) == '{"text":"from red to green"}'
    assert first_broken_entry() is None


def test_a_unit_that_fails_leaves_neither_the_write_nor_the_entry(operator: Any) -> None:
    before = head()
    with pytest.raises(RuntimeError), unit_of_work() as unit:
        User.objects.create(email="ghost@movement.example", name="Ghost")
        unit.record("add", acting_user=operator, kind="thing", subject="1", changes={})
        raise RuntimeError("the power went")
    assert head() == before
    assert not User.objects.filter(name="Ghost").exists()


def test_an_inner_unit_joins_the_outer_one_and_is_undone_with_it(operator: Any) -> None:
    before = head()
    with pytest.raises(RuntimeError), unit_of_work():
        _note(operator, "inner")
        raise RuntimeError
    assert head() == before


def test_the_log_of_a_restricted_write_is_stored_sealed_and_read_back(operator: Any) -> None:
    _note(operator, "7", "Ottoline Quillfeather", sealed=True)
    (entry,) = entries_about("thing", "7")
    assert "Quillfeather" not in entry.payload.body
    assert "Quillfeather" in payload_text(entry.payload)
    assert first_broken_entry() is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor", "somebody-else"),
        ("action", "other"),
        ("subject", "43"),
        ("kind", "other"),
        ("at", "2020-01-01"),
    ],
)
def test_a_changed_entry_is_found(operator: Any, field: str, value: str) -> None:
    for number in range(5):
        _note(operator, str(number))
    third = Entry.objects.order_by("seq")[2]
    Entry.objects.filter(pk=third.pk).update(**{field: value})
    broken = first_broken_entry()
    assert broken is not None
    assert broken.seq == third.seq


def test_a_changed_payload_is_found(operator: Any) -> None:
    _note(operator, "1", "one thousand")
    Payload.objects.filter(entry__subject="1").update(body='{"text":"two thousand"}')
    broken = first_broken_entry()
    assert broken is not None
    assert "tells" in broken.why


def test_a_removed_entry_is_found_wherever_it_stood(operator: Any) -> None:
    for number in range(4):
        _note(operator, str(number))
    last = Entry.objects.order_by("-seq")[0]
    Payload.objects.filter(pk=last.pk).delete()
    last.delete()
    broken = first_broken_entry()
    assert broken is not None
    assert "cut off" in broken.why


def test_an_erased_payload_leaves_the_chain_whole_and_the_erasure_is_logged(operator: Any) -> None:
    _note(operator, "1", "a name that must go")
    (entry,) = entries_about("thing", "1")
    erase_payload(entry.seq, acting_user=operator, reason="asked by the person")
    assert payload_text(Payload.objects.get(pk=entry.seq)) == ""
    assert first_broken_entry() is None
    assert "asked by the person" in payload_text(Entry.objects.order_by("-seq")[0].payload)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_leave_one_unbroken_chain() -> None:
    operator = ensure_operator()
    writers, each = 6, 8
    failures: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            for number in range(each):
                _note(operator, f"{writer}-{number}")
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Entry.objects.filter(kind="thing").count() == writers * each
    assert Head.objects.get().seq == Entry.objects.count()
    assert first_broken_entry() is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_records_locked_in_opposite_order_do_not_deadlock() -> None:
    operator = ensure_operator()
    pair = [User.objects.create(email=f"{name}@movement.example", name=name).pk for name in ("a", "b")]
    failures: list[BaseException] = []

    def lock(ids: list[Any]) -> None:
        try:
            for _ in range(15):
                with unit_of_work() as unit:
                    for user in unit.lock(User, ids):
                        user.name += "."
                        user.save(update_fields=["name"])
                    unit.record("rename", acting_user=operator, kind="user", subject=ids[0], changes={})
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=lock, args=(ids,)) for ids in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {user.name.count(".") for user in User.objects.filter(pk__in=pair)} == {30}
    assert connection.vendor in {"sqlite", "postgresql"}
