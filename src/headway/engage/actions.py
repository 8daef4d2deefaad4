"""Writing whom the work is with and on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.audit.actions import unit_of_work
from headway.audit.steps.keep import Keeper, Tally
from headway.engage.models import Case
from headway.engage.rules import countries_of
from headway.lib.rows import Row
from headway.movement.actions import require
from headway.movement.rules import Subject
from headway.plan.models import Campaign


def keep_engagement(campaign: Campaign, rows: Sequence[Row], *, acting_user: Any) -> Tally:
    """Keep partners, cases, targets, relations or opportunities; whoever writes a restricted case is named on it."""
    with unit_of_work():
        require(acting_user, "record_engagement", *(_subject(campaign, row) for row in rows))
        known = set(_restricted(campaign, rows).values_list("key", flat=True))
        tally = Keeper({"campaign": campaign}, acting_user).keep(rows)
        for case in _restricted(campaign, rows).exclude(key__in=known):
            case.named.add(acting_user)
        return tally


def _restricted(campaign: Campaign, rows: Sequence[Row]) -> Any:
    keys = [row.key for row in rows if row.kind == "case"]
    return Case.objects.filter(campaign=campaign, restricted=True, key__in=keys)


def _subject(campaign: Campaign, row: Row) -> Subject:
    stored = Case.objects.filter(campaign=campaign, key=row.key).first() if row.kind == "case" else None
    restricted = stored is not None and stored.restricted
    named = frozenset(str(pk) for pk in stored.named.values_list("pk", flat=True)) if stored and restricted else None
    return Subject(countries=countries_of([row]), restricted=restricted, named=named or frozenset())
