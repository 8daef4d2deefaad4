"""Writing whom the work is with and on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db.models import prefetch_related_objects

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.audit.queries import model_of, rows_of
from headway.audit.steps.keep import Tally
from headway.engage.models import Case
from headway.engage.queries import engage_rows
from headway.engage.rows import Grade, PartnerKindRow
from headway.engage.rules import TOLD_TO_FEW, countries_of, faults_of_grades
from headway.lib.problems import Refused
from headway.lib.rows import Row
from headway.lib.tongue import say
from headway.movement.actions import name_on, require, require_kind
from headway.movement.rules import Subject
from headway.plan.actions import Named, keeper_of, naming_kinds, refuse_unknown_kinds
from headway.plan.models import Campaign
from headway.plan.queries import countries_of_focus, kinds_of

KINDS = ("partner", "case", "target", "relation", "opportunity")


def keep_engagement(
    campaign: Campaign, rows: Sequence[Row], *, notes_may_lack: bool = False, acting_user: Any
) -> Tally:
    """Keep partners, cases, targets, relations or opportunities.

    Whoever writes a case as restricted is named on it. To restrict or open one that is there already takes the
    permission for that. A case that comes without its protected name keeps the one that it has; where `notes_may_lack`,
    it keeps its notes too: an ordinary export leaves both out, and must not erase them when it comes back.
    """
    require_kind(rows, KINDS)
    lacking = TOLD_TO_FEW if notes_may_lack else TOLD_TO_FEW[:1]
    with unit_of_work() as unit:
        kinds = {row.kind for row in rows}
        stored = {row.key: row for kind in kinds for row in _stored(campaign, kind, rows)}
        named = _named(campaign, [row.key for row in rows if row.kind == "case"], unit)
        focus = countries_of_focus(campaign)
        for row in rows:
            before = stored.get(row.key)
            restricted = _restricted(before)
            for told in (row, before) if before else (row,):
                subject = Subject(
                    countries=countries_of(told, focus),
                    restricted=restricted,
                    named=named.get(row.key, _NOBODY),
                )
                require(acting_user, "record_engagement", subject)
                if before and _restricted(row) != restricted:
                    require(acting_user, "restrict_record", subject)
        _refuse_kinds(campaign, rows)
        tally = keeper_of(campaign, acting_user).keep(
            [_with_what_lacks(row, stored, lacking) for row in rows]
        )
        turned = [
            row.key
            for row in rows
            if getattr(row, "restricted", False) and not _restricted(stored.get(row.key))
        ]
        cases = Case.objects.filter(campaign=campaign, key__in=turned).exclude(named=acting_user)
        name_on(cases, acting_user=acting_user, unit=unit)
        return tally


@contextmanager
def naming_engagement_kinds(campaign: Campaign, named: Named, *, acting_user: Any) -> Iterator[Tally]:
    """As `naming_kinds`; refused too where a partner is left with a grade that its kind has not."""
    with naming_kinds(campaign, named, acting_user=acting_user) as tally:
        yield tally
        _refuse_grades(campaign, engage_rows(campaign, "partner"))


def _refuse_kinds(campaign: Campaign, rows: Sequence[Row]) -> None:
    """Refuse a kind that the campaign does not have, and a grade where its kind has none."""
    refuse_unknown_kinds(campaign, rows)
    _refuse_grades(campaign, [row for row in rows if row.kind == "partner"])


def _refuse_grades(campaign: Campaign, partners: Sequence[Row]) -> None:
    graded = [row for row in partners if getattr(row, "grade", Grade.NOT_GRADED) is not Grade.NOT_GRADED]
    if graded:
        for partner, message in faults_of_grades(graded, kinds_of(campaign, PartnerKindRow)):
            raise Refused(say("partner {key}, {message}", key=partner.key, message=message))


_NOBODY: frozenset[str] = frozenset()


def _restricted(row: Row | None) -> bool:
    return bool(getattr(row, "restricted", False))


def _stored(campaign: Campaign, kind: str, rows: Sequence[Row]) -> list[Any]:
    keys = [row.key for row in rows if row.kind == kind]
    return rows_of(model_of(kind).objects.filter(campaign=campaign, key__in=keys))


def _named(campaign: Campaign, keys: Sequence[str], unit: UnitOfWork) -> dict[str, frozenset[str]]:
    """Who is named on each of these cases, by key; the cases are locked."""
    ids = Case.objects.filter(campaign=campaign, key__in=keys).values_list("pk", flat=True)
    locked = unit.lock(Case, ids)
    prefetch_related_objects(locked, "named")
    return {case.key: frozenset(str(person.pk) for person in case.named.all()) for case in locked}


def _with_what_lacks(row: Row, stored: dict[str, Any], names: Sequence[str]) -> Row:
    before = stored.get(row.key)
    kept = {name: getattr(before, name, "") for name in names if not getattr(row, name, "")}
    kept = {name: value for name, value in kept.items() if value}
    return row.model_copy(update=kept) if kept else row
