"""Writing moments and content types, and what is brought into the lake."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.audit.steps.keep import Tally
from headway.lake import MENTIONS, POSTS, Written, append
from headway.lib.rows import Row
from headway.listen.models import Import, LakeFile
from headway.listen.rules import ImportState, Kind
from headway.movement.actions import require, require_kind
from headway.plan.actions import keeper_of
from headway.plan.models import Campaign

KINDS = ("moment", "content-type")
TABLE_OF = {Kind.MEDIA: MENTIONS, Kind.SOCIAL: POSTS}


def keep_listening(campaign: Campaign, rows: Sequence[Row], *, acting_user: Any) -> Tally:
    """Keep moments or content types."""
    require(acting_user, "set_up_listening")
    require_kind(rows, KINDS)
    return keeper_of(campaign, acting_user).keep(rows)


def import_rows(
    campaign: Campaign, kind: Kind, batches: Iterable[Any], *, layout: str, acting_user: Any
) -> Import:
    """Bring in rows that have the lake's columns already (record batches): new items, each once."""
    require(acting_user, "set_up_listening")
    now = timezone.now()
    made = Import(
        campaign=campaign, kind=kind, layout=layout, snapshot_at=now, made_by=acting_user, made_at=now,
    )  # fmt: skip
    table = TABLE_OF[kind]
    files = append(table, batches, campaign=campaign.key, import_id=str(made.pk))
    with unit_of_work() as unit:
        made.added = sum(file.rows for file in files)
        made.state, made.written_at = ImportState.WRITTEN, timezone.now()
        made.save(force_insert=True)
        commit_files(made, files, unit, acting_user)
    return made


def commit_files(made: Import, files: Sequence[Written], unit: UnitOfWork, acting_user: Any) -> None:
    """From the commit on, these files are read; this is the one place that makes it so."""
    LakeFile.objects.bulk_create(
        LakeFile(
            campaign=made.campaign, of=made, table=file.table, name=file.name, rows=file.rows, size=file.size
        )
        for file in files
    )
    unit.record(
        "write_import", acting_user=acting_user, kind="import", subject=made.pk, campaign=made.campaign_id,
        changes={
            "kind": made.kind, "layout": made.layout, "added": made.added, "changed": made.changed,
            "duplicates": made.duplicates, "refused": made.refused,
            "files": [[one.name, one.digest] for one in made.originals.all()],
        },
    )  # fmt: skip
