"""The actions by which an office enters what it did, tried with something of the northern office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headway.collect.actions import ImportPlan, Told, import_actions, record_activity
from headway.collect.models import Activity
from headway.collect.rows import ActivityRow
from headway.movement.tests.cast import NORTH
from headway.movement.tests.door import OFFICE, Door

PLACE = "Under the old bridge"


def _record(campaign: Any, user: Any) -> Any:
    given = {
        "key": "new",
        "name": "Vigil",
        "activity_kind": "march",
        "office": NORTH,
        "when": "2023-08",
        "place": PLACE,
    }
    return record_activity(campaign, Told(ActivityRow.model_validate(given)), acting_user=user)


def _recorded(campaign: Any) -> bool:
    return Activity.objects.filter(campaign=campaign, place=PLACE).exists()


def _import(campaign: Any, user: Any) -> Any:
    given = {
        "key": "north-imported",
        "name": "Petition",
        "activity_kind": "march",
        "office": NORTH,
        "place": PLACE,
    }
    plan = ImportPlan((ActivityRow.model_validate(given),), ())
    return import_actions(campaign, plan, tool="csv", acting_user=user)


ENTERING_DOORS: Mapping[str, Door] = {
    "activities imported": Door(import_actions, _import, OFFICE, "import_actions", "campaign", "", _recorded),
    "activities entered": Door(record_activity, _record, OFFICE, "add_activity", "activity", "", _recorded),
}
