"""An upgrade leaves every kind as it stood; taken back, what has a kind of the campaign's own has one that older versions know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from headway.conftest import SMALL_PACK
from headway.engage.actions import keep_engagement
from headway.engage.models import CaseEvent, Partner, Target
from headway.engage.queries import engage_rows
from headway.exchange.packs import load_pack
from headway.movement.actions import ensure_operator
from headway.movement.tests.doors import case_row
from headway.plan.models import Output
from headway.plan.queries import kinds_of
from headway.plan.rows import OutputKindRow

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
BEFORE = [("plan", "0007_what_indicators_hear"), ("engage", "0005_weeks_ahead")]


@pytest.fixture
def campaign() -> Iterator[Any]:
    """The small pack, and a case in which something happened, in a database that was taken back."""
    loaded, _ = load_pack(SMALL_PACK, acting_user=ensure_operator())
    events = [
        {"key": "shut", "event_kind": "well-closed", "text": "It was shut."},
        {"key": "heard", "event_kind": "hearing", "text": "They were heard."},
    ]
    keep_engagement(loaded, [case_row("shut-well", events=events)], acting_user=ensure_operator())
    MigrationExecutor(connection).migrate(BEFORE)
    yield loaded
    _upgrade()


def _upgrade() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_kinds_of_a_campaigns_own_are_called_other_by_an_older_version_and_all_else_stays(
    campaign: Any,
) -> None:
    assert Partner.objects.get(key="anglers").partner_kind == "other"
    assert Output.objects.get(key="atlas").output_kind == "other"
    assert dict(CaseEvent.objects.values_list("key", "event_kind")) == {"shut": "other", "heard": "hearing"}
    assert Target.objects.get(key="water-ministry").target_kind == "ministry"
    _upgrade()
    assert not kinds_of(campaign, OutputKindRow).own
    assert {row.partner_kind for row in engage_rows(campaign, "partner")} == {"other"}
