"""Whoever reads a restricted record leaves an entry; whoever reads any other leaves none."""

from __future__ import annotations

from typing import Any

import pytest

from headway.audit.actions import record_reads
from headway.audit.models import Entry
from headway.audit.queries import first_broken_entry, payload_text
from headway.lib.sealed import is_sealed
from headway.verify.models import Outcome

pytestmark = pytest.mark.django_db


def _outcomes() -> list[Outcome]:
    return list(Outcome.objects.order_by("key"))


def _newest(number: int) -> list[Entry]:
    return list(Entry.objects.select_related("payload").order_by("-seq")[:number])


def test_a_restricted_record_that_is_shown_has_an_entry_of_its_own(world: Any) -> None:
    hidden = Outcome.objects.get(restricted=True)
    record_reads("outcome", _outcomes(), acting_user=world.operator)
    (entry,) = _newest(1)
    assert (entry.action, entry.kind, entry.subject) == ("read_outcome", "outcome", str(hidden.pk))
    assert entry.actor == str(world.operator.pk)
    assert is_sealed(entry.payload.body)
    assert first_broken_entry() is None


def test_a_list_is_one_entry_that_names_how_many(world: Any) -> None:
    Outcome.objects.filter(key="north-outcome").update(restricted=True)
    before = Entry.objects.count()
    record_reads("outcome", _outcomes(), acting_user=world.operator, listed=True)
    assert Entry.objects.count() == before + 1
    (entry,) = _newest(1)
    assert (entry.action, entry.subject) == ("list_outcome", "")
    assert '"count":2' in payload_text(entry.payload)
    assert is_sealed(entry.payload.body)


def test_what_is_not_restricted_leaves_no_entry(world: Any) -> None:
    before = Entry.objects.count()
    record_reads("outcome", Outcome.objects.filter(restricted=False), acting_user=world.reader)
    record_reads("outcome", [], acting_user=world.reader, listed=True)
    assert Entry.objects.count() == before
