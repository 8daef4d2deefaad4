"""What is made of records and kept holds until a record changes, whoever signs in or reads meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from headway.audit.actions import record_reads
from headway.audit.queries import head, last_change
from headway.engage.models import Case
from headway.movement.actions import change_own_details, keep_offices
from headway.movement.rows import OfficeRow

pytestmark = pytest.mark.django_db


def test_what_people_do_at_the_door_and_read_leaves_it_as_it_was(world: Any) -> None:
    before = last_change()
    change_own_details(name="Another Name", language="fr", acting_user=world.reader)
    record_reads("case", Case.objects.filter(restricted=True), acting_user=world.researcher)
    assert head() != before
    assert last_change() == before


def test_a_record_that_changes_moves_it(world: Any) -> None:
    before = last_change()
    keep_offices(
        [OfficeRow(key="one-more", name={"*": "One more"}, country="SE")], acting_user=world.administrator
    )
    assert last_change() != before
