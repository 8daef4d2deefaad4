"""The lake looked after: small files put together, and files that nobody reads taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.audit.actions import unit_of_work
from headway.lake import (
    AGAIN_OF,
    DAYS_OF,
    TABLE_OF,
    discard,
    one_at_a_time,
    packed,
    strays,
    take_away,
    unlog,
)
from headway.listen.models import LakeFile
from headway.listen.queries import committed_files, known_files
from headway.listen.rules import Kind
from headway.listen.steps.committing import as_written, move_on, name_files, state_of
from headway.movement.actions import require
from headway.plan.models import Campaign

# So few are read as fast as one.
FEW_FILES = 4


def compact_lake(*, acting_user: Any) -> int:
    """Put the files of each table of each campaign together where they are many; how many there were."""
    require(acting_user, "operate")
    gone = 0
    for campaign in Campaign.objects.all():
        for kind in Kind:
            with one_at_a_time(TABLE_OF[kind]):
                gone += _compact(campaign, kind, acting_user)
    return gone


def _compact(campaign: Campaign, kind: Kind, acting_user: Any) -> int:
    """All tables of one kind go on together; whoever reads sees them before or after."""
    table = TABLE_OF[kind]
    version, files = state_of(campaign, kind).version, committed_files(campaign)
    many = [one for one in (table, AGAIN_OF[table], DAYS_OF[table]) if len(files.of(one)) > FEW_FILES]
    if not many:
        return 0
    new = [one for name in many for one in packed(campaign.key, name, files)]
    try:
        with unit_of_work() as unit:
            move_on(campaign, kind, version)
            old = LakeFile.objects.filter(campaign=campaign, table__in=many)
            gone = as_written(old)
            holds = _held_by(list(old.filter(table=table)))
            old.delete()
            name_files(campaign, [one for one in new if one.table == table], holds=holds)
            name_files(campaign, [one for one in new if one.table != table])
            unit.record(
                "compact_lake", acting_user=acting_user, kind="campaign", subject=campaign.pk, campaign=campaign.pk,
                changes={"table": table, "files": [len(gone), len(new)]},
            )  # fmt: skip
    except BaseException:
        discard("packed", campaign.key, names={one.name for one in new})
        raise
    unlog(gone, campaign.key, "packed")
    return len(gone)


def _held_by(files: Sequence[LakeFile]) -> list[str]:
    """The imports whose rows these files hold."""
    found: set[str] = set()
    for one in files:
        found |= {str(one.of_id)} if one.of_id else set(one.holds) - set(one.gone)
    return sorted(found)


def vacuum_lake(*, acting_user: Any) -> int:
    """Take away files that no record names and that are a day old; how many."""
    require(acting_user, "operate")
    gone = take_away(strays(known_files()))
    with unit_of_work() as unit:
        unit.record(
            "vacuum_lake", acting_user=acting_user, kind="installation", subject="", changes={"files": gone}
        )
    return gone
