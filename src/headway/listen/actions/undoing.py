"""A whole import taken back: its files are not read any more, and what older ones said of the same items counts again."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.actions import unit_of_work
from headway.lake import DAYS_OF, TABLE_OF, Files, Stamp, Written, one_at_a_time, rebuilt_days, unlog
from headway.lib.problems import Refused
from headway.listen.models import Import, LakeFile
from headway.listen.queries import committed_files
from headway.listen.rules import ImportState, may_become
from headway.listen.steps.changes import record, to_change
from headway.listen.steps.committing import as_written, counts_of, move_on, name_files, state_of


def undo_import(made: Import, *, acting_user: Any) -> Import:
    """Undo an import that was written. Questions that began before go on with what they saw."""
    if not may_become(made.state, ImportState.UNDONE):
        raise Refused(_("Only an import that was written can be undone."))
    table = TABLE_OF[made.kind]
    with one_at_a_time(table):
        version = state_of(made.campaign, made.kind).version
        days = _days_without(made, table)
        with unit_of_work() as unit:
            kept = to_change(unit, made, ImportState.UNDONE, acting_user)
            move_on(kept.campaign, kept.kind, version)
            kept.undone_at = timezone.now()
            kept.save(update_fields=["state", "undone_at"])
            gone = _forget(kept, table, days)
            record(unit, "undo_import", kept, acting_user, counts_of(kept))
    unlog(gone, made.campaign.key, str(made.pk))
    made.refresh_from_db()
    return made


def _days_without(made: Import, table: str) -> list[Written] | None:
    """The sums by day made anew without the import; None where leaving out its own is enough."""
    others = Import.objects.filter(campaign=made.campaign, kind=made.kind, state=ImportState.WRITTEN)
    shared = LakeFile.objects.filter(campaign=made.campaign, of=None).exists()
    if not shared and not others.filter(changed__gt=0).exists():
        return None
    before = committed_files(made.campaign)
    own = set(LakeFile.objects.filter(of=made).values_list("name", flat=True))
    left = Files(
        {name: [one for one in files if one not in own] for name, files in before.by_table.items()},
        before.undone | {str(made.pk)},
    )
    return rebuilt_days(table, left, Stamp(made.campaign.key, str(made.pk), timezone.now()))


def _forget(made: Import, table: str, days: list[Written] | None) -> list[Written]:
    """Take the import's files out of what is read, and put the new sums in; what went."""
    own = LakeFile.objects.filter(of=made)
    if days is not None:
        own |= LakeFile.objects.filter(campaign=made.campaign, table=DAYS_OF[table])
    gone = as_written(own)
    own.delete()
    for one in LakeFile.objects.filter(campaign=made.campaign, of=None):
        if str(made.pk) in one.holds:
            one.gone = sorted({*one.gone, str(made.pk)})
            one.save(update_fields=["gone"])
    name_files(made.campaign, days or [])
    return gone
