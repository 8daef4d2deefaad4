"""The actions by which an office enters what it did, tried with something of the northern office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from headway.collect.actions import (
    ImportPlan,
    Told,
    attach_files,
    describe_attachment,
    import_actions,
    keep_reported,
    record_activities,
    record_activity,
    remove_attachment,
    remove_figures,
    write_sheet,
)
from headway.collect.models import Activity, Attachment, Figure
from headway.collect.rows import ActivityRow, FigureRow
from headway.lib.takenfiles import About, NewFile, prepare_file
from headway.movement.actions import ensure_operator
from headway.movement.models import Office
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


def _row(key: str) -> ActivityRow:
    given = {"key": key, "name": "Vigil", "activity_kind": "march", "office": NORTH, "place": PLACE}
    return ActivityRow.model_validate(given)


def _many(campaign: Any, user: Any) -> Any:
    return record_activities(campaign, [_row("north-one"), _row("north-two")], [], acting_user=user)


@dataclass(frozen=True)
class _Sheet:
    """What a filled-in form comes to."""

    activities: tuple[ActivityRow, ...] = (_row("north-sheet"),)
    figures: tuple[Any, ...] = ()
    sent: tuple[Any, ...] = ()
    mark: str = "as shown"


def _sheet(campaign: Any, user: Any) -> Any:
    return write_sheet(campaign, Office.objects.get(key=NORTH), ["north-sheet"], _Sheet, acting_user=user)


def _march(campaign: Any) -> Activity:
    return Activity.objects.select_related("office", "campaign").get(campaign=campaign, key="north-march")


def _attach(campaign: Any, user: Any) -> Any:
    minutes = prepare_file(NewFile("minutes.txt", b"We agreed.", photo=False))
    return attach_files(_march(campaign), [minutes], acting_user=user)


def _attached(campaign: Any) -> bool:
    return Attachment.objects.filter(campaign=campaign).exists()


def _describe(campaign: Any, user: Any) -> Any:
    with transaction.atomic():
        (kept,) = _attach(campaign, ensure_operator())
        return describe_attachment(kept, About(caption=PLACE), acting_user=user)


def _described(campaign: Any) -> bool:
    return any(one.caption == PLACE for one in Attachment.objects.filter(campaign=campaign))


def _remove(campaign: Any, user: Any) -> Any:
    with transaction.atomic():
        (kept,) = _attach(campaign, ensure_operator())
        return remove_attachment(kept, acting_user=user)


def _take_away(campaign: Any, user: Any) -> Any:
    with transaction.atomic():
        row = {
            "key": "given-once",
            "measure": "bags",
            "value": "3",
            "activity": "north-march",
            "standing": "entered",
        }
        keep_reported(campaign, [FigureRow.model_validate(row)], acting_user=ensure_operator())
        return remove_figures(campaign, ["given-once"], acting_user=user)


ENTERING_DOORS: Mapping[str, Door] = {
    "activities in a batch": Door(
        record_activities, _many, OFFICE, "add_activity", "activity", "", _recorded
    ),
    "a filled-in form": Door(write_sheet, _sheet, OFFICE, "add_activity", "activity", "", _recorded),
    "files attached": Door(attach_files, _attach, OFFICE, "add_attachment", "attachment", "", _attached),
    "files described": Door(
        describe_attachment, _describe, OFFICE, "change_attachment", "attachment", "", _described
    ),
    "files removed": Door(
        remove_attachment,
        _remove,
        OFFICE,
        "remove_attachment",
        "attachment",
        "",
        lambda campaign: not _attached(campaign),
    ),
    "figures removed": Door(
        remove_figures,
        _take_away,
        OFFICE,
        "remove_figure",
        "figure",
        "",
        lambda campaign: not Figure.objects.filter(campaign=campaign, key="given-once").exists(),
    ),
    "activities imported": Door(import_actions, _import, OFFICE, "import_actions", "campaign", "", _recorded),
    "activities entered": Door(record_activity, _record, OFFICE, "add_activity", "activity", "", _recorded),
}
