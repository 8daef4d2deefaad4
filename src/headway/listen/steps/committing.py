"""The commit of an import: from there on its files are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from headway.audit.actions import UnitOfWork
from headway.lake import TABLE_OF, Written
from headway.listen.models import Import, LakeFile, LakeState
from headway.listen.steps.changes import record
from headway.plan.models import Campaign


class Overtaken(Exception):
    """The table has moved on since the plan was made."""


def commit_files(made: Import, files: Sequence[Written], unit: UnitOfWork, acting_user: Any) -> None:
    """From the commit on, these files are read; this is the one place that makes it so."""
    name_files(made.campaign, files, of=made)
    digests = [[one.name, one.digest] for one in made.originals.all()]
    record(
        unit, "write_import", made, acting_user, counts_of(made) | {"layout": made.layout, "files": digests}
    )


def name_files(campaign: Campaign, files: Sequence[Written], **more: Any) -> None:
    """Put files on the record of what is read; `more` says whose they are, and which imports in them are undone."""
    LakeFile.objects.bulk_create(
        LakeFile(campaign=campaign, table=one.table, name=one.name, rows=one.rows, size=one.size, **more)
        for one in files
    )


def as_written(rows: Iterable[LakeFile]) -> list[Written]:
    """Files on the record, as the lake speaks of them."""
    return [Written(one.table, one.name, one.rows, one.size) for one in rows]


def counts_of(made: Import) -> dict[str, Any]:
    return {name: getattr(made, name) for name in ("kind", "added", "changed", "duplicates", "refused")}


def state_of(campaign: Campaign, kind: str) -> LakeState:
    with transaction.atomic():
        return LakeState.objects.get_or_create(campaign=campaign, table=TABLE_OF[kind])[0]


def move_on(campaign: Campaign, kind: str, version: int) -> None:
    """The table goes on from the version that was planned against; raise where another was quicker."""
    found = LakeState.objects.filter(campaign=campaign, table=TABLE_OF[kind], version=version)
    if not found.update(version=version + 1):
        raise Overtaken
