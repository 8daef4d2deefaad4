"""What every step of an import does: asks the policy, locks, moves the state on, tells the log; and where files are read."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork
from headway.lib.problems import Refused
from headway.listen.models import Import, SurveyImport
from headway.listen.rules import ImportState, SurveyState, may_become
from headway.movement.actions import require
from headway.movement.models import Office
from headway.movement.rules import Subject

Made = TypeVar("Made", Import, SurveyImport)


def may_import_for(office: Office | None) -> Subject:
    return Subject(offices=frozenset({office.key}) if office else frozenset())


def workspaces() -> Path:
    home: Path = settings.HEADWAY_HOME
    return home / "staging"


def workspace_of(made: Import) -> Path:
    """Where an import is read; nothing in it is part of anything, and it may vanish."""
    folder = workspaces() / str(made.pk)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def forget_workspace(made: Import) -> None:
    shutil.rmtree(workspaces() / str(made.pk), ignore_errors=True)


def to_change(unit: UnitOfWork, made: Made, wanted: ImportState | SurveyState, acting_user: Any) -> Made:
    """The import as it stands, locked, in the state that is wanted, for somebody who may do that."""
    (kept,) = unit.lock(type(made), [made.pk])
    require(acting_user, "bring_in_listening", may_import_for(kept.office))
    if not may_become(kept.state, wanted):
        raise Refused(_("This import has gone on since: load its page again."))
    kept.state = wanted
    found: Made = kept
    return found


def record(unit: UnitOfWork, action: str, made: Import, acting_user: Any, changes: Mapping[str, Any]) -> None:
    unit.record(
        action,
        acting_user=acting_user,
        kind="import",
        subject=made.pk,
        changes=changes,
        campaign=made.campaign_id,
    )
