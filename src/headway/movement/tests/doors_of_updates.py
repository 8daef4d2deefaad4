"""The actions of monthly updates, tried with what a researcher tells of Kenya."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from headway.movement.actions import ensure_operator
from headway.movement.tests.door import COUNTRY, Door
from headway.movement.tests.doors_of_outcomes import WRITERS, outcome_of_the_north
from headway.verify.actions import keep_updates, tie_outcome, withdraw_update, write_update
from headway.verify.models import Update
from headway.verify.rows import UpdateRow


def update_row(key: str = "kenya-may", **fields: Any) -> UpdateRow:
    """What happened in Kenya in May."""
    given = {
        "key": key,
        "focus_country": "kenya",
        "when": "2023-05",
        "happened": "The works met us.",
        "standing": "entered",
    }
    return UpdateRow.model_validate(given | fields)


def _keep(campaign: Any, user: Any) -> Any:
    return keep_updates(campaign, [update_row()], acting_user=user)


def _write(campaign: Any, user: Any) -> Any:
    return write_update(campaign, update_row("new"), acting_user=user)


def _kept(campaign: Any) -> bool:
    return Update.objects.filter(campaign=campaign, focus_country__key="kenya", when_edtf="2023-05").exists()


def _told(campaign: Any) -> Update:
    keep_updates(campaign, [update_row()], acting_user=ensure_operator())
    return Update.objects.get(campaign=campaign, key="kenya-may")


@transaction.atomic
def _withdraw(campaign: Any, user: Any) -> Any:
    return withdraw_update(_told(campaign), "It was another month.", acting_user=user)


def _withdrawn(campaign: Any) -> bool:
    return Update.objects.filter(campaign=campaign, key="kenya-may").exclude(withdrawn="").exists()


@transaction.atomic
def _tie(campaign: Any, user: Any) -> Any:
    return tie_outcome(_told(campaign), outcome_of_the_north(), acting_user=user)


def _tied(campaign: Any) -> bool:
    return Update.objects.filter(campaign=campaign, outcomes__key="north-outcome").exists()


UPDATE_DOORS: Mapping[str, Door] = {
    "updates": Door(keep_updates, _keep, COUNTRY, "add_update", "update", "kenya-may", _kept),
    "writing an update": Door(write_update, _write, COUNTRY, "add_update", "update", "", _kept),
    "withdrawing an update": Door(
        withdraw_update, _withdraw, COUNTRY, "change_update", "update", "kenya-may", _withdrawn
    ),
    "tying an outcome": Door(tie_outcome, _tie, WRITERS, "change_update", "update", "kenya-may", _tied),
}
