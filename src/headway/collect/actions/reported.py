"""Writing what offices report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headway.audit.actions import UnitOfWork, record_reads, unit_of_work
from headway.audit.queries import model_of
from headway.audit.steps.keep import Records, Tally
from headway.collect.queries import collect_rows, offices_of_activities
from headway.collect.queries.checks import accepted_returns, periods_of_activities
from headway.collect.queries.entering import ENTERED
from headway.collect.rows import ActivityRow, FigureRow, PublishedRow, ReturnRow
from headway.collect.rules import (
    faults_of_activity,
    faults_of_figures,
    faults_of_parts,
    faults_of_published,
    faults_of_ratios,
    faults_of_returns,
    is_answer,
    locked_period,
)  # fmt: skip
from headway.lib.problems import Refused
from headway.lib.rows import Row
from headway.lib.told import Lending
from headway.lib.tongue import say
from headway.movement.actions import require, require_kind
from headway.movement.queries import person_of
from headway.movement.rules import Role, Subject
from headway.plan.actions import keeper_of
from headway.plan.models import Campaign
from headway.plan.queries import ids_of_plan, lent_by_plan, plan_rows, remembered

REPORTED = ("activity", "figure", "return", "sign-up")
PUBLISHED = ("published", "testimony")
# What activities and figures name of the plan.
OF_PLAN = ("activity-kind", "focus-country", "measure", "output", "period")


@dataclass(frozen=True)
class Known:
    """What whoever writes knows of the rows: which returns were `accepted`, and that their keys were made just now
    (`all_new`), so that no record can have them."""

    accepted: set[tuple[str, str]] | None = None
    all_new: bool = False


NOTHING_KNOWN = Known()


def keep_reported(
    campaign: Campaign,
    rows: Sequence[Row],
    *,
    acting_user: Any,
    known: Known = NOTHING_KNOWN,
    records: Records | None = None,
) -> Tally:
    """Keep activities, figures, returns or sign-ups: an office's own people write them for that office alone.

    A figure belongs to its office and to that of its activity. A record that is there already belongs to whoever it
    belonged to before as well, so that no office takes another's by giving it its own name. Accepting a return or
    sending it back, and changing one that was accepted, is for those who may do so. What belongs to an accepted return
    is closed to all but those who load packs. Into `records` goes what stands afterwards.
    """
    require_kind(rows, REPORTED)
    all_new = known.all_new
    with unit_of_work() as unit:
        plan = _Plan(campaign, remembers=not unit.events)
        stored = {} if all_new else {(row.kind, row.key): row for row in _stored(campaign, rows, unit)}
        holders = {row.key: row.office for row in rows if isinstance(row, ActivityRow)}
        holders |= _holders(
            campaign,
            [row for row in (*rows, *stored.values()) if isinstance(row, FigureRow)],
            holders,
            all_new,
        )
        for row in rows:
            before = stored.get((row.kind, row.key))
            for told in (row, before) if before else (row,):
                subject = Subject(offices=_offices(told, holders))
                require(acting_user, "record_activity", subject)
                if isinstance(row, ReturnRow) and is_answer(row, before):
                    require(acting_user, "accept_return", subject)
        _refuse_closed(plan, rows, stored, holders, acting_user, known.accepted)
        _refuse_wrong_dates(plan, rows)
        _refuse_wrong_figures(plan, rows, holders)
        _refuse_wrong_parts(campaign, rows)
        _refuse_second_returns(campaign, rows)
        batches = [[row for row in rows if row.kind == kind] for kind in REPORTED]
        keeper = keeper_of(campaign, acting_user, plan.ids(), plan.lending())
        return keeper.keep(*batches, all_new=all_new, records=records)


@dataclass(frozen=True)
class _Plan:
    """What the rows are held against. What is remembered knows nothing of what this unit of work has written itself."""

    campaign: Campaign
    remembers: bool

    def rows(self, kind: str) -> list[Any]:
        if not self.remembers:
            return plan_rows(self.campaign, kind)
        return remembered(f"rows of {kind}", self.campaign, lambda: plan_rows(self.campaign, kind), ENTERED)

    def ids(self) -> Mapping[str, Mapping[str, Any]] | None:
        return ids_of_plan(self.campaign, OF_PLAN, ENTERED) if self.remembers else None

    def lending(self) -> Lending | None:
        return lent_by_plan(self.campaign, OF_PLAN, ENTERED) if self.remembers else None


def _holders(
    campaign: Campaign, figures: Sequence[FigureRow], known: Mapping[str, str], all_new: bool
) -> dict[str, str]:
    """Whose activity each of those is of which these figures are, where the rows do not tell it anyway."""
    asked = {row.activity for row in figures if row.activity and not (all_new and row.activity in known)}
    stored = offices_of_activities(campaign, sorted(asked)) if asked else {}
    return {key: office for key, office in stored.items() if key not in known}


def keep_published(campaign: Campaign, rows: Sequence[Row], *, acting_user: Any) -> Tally:
    """Keep published facts and testimonies, which the core team takes from a source."""
    require(acting_user, "record_published")
    require_kind(rows, PUBLISHED)
    with unit_of_work():
        new = {row.key: row for row in rows if isinstance(row, PublishedRow)}
        for row, message in faults_of_ratios(new.values()):
            raise Refused(say("published {key}, {message}", key=row.key, message=message))
        if any(row.part_of for row in new.values()):
            held = {row.key: row for row in collect_rows(campaign, "published")}
            for row, message in faults_of_published({**held, **new}):
                raise Refused(say("published {key}, {message}", key=row.key, message=message))
        return keeper_of(campaign, acting_user).keep(rows)


def log_cases_of(facts: Iterable[Any], user: Any) -> None:
    """Log whom of restricted cases the user read by way of figures, published facts or testimonies about them."""
    cases = {fact.case.pk: fact.case for fact in facts if fact.case is not None}
    record_reads("case", cases.values(), acting_user=user, listed=True)


def _stored(campaign: Campaign, rows: Sequence[Row], unit: UnitOfWork) -> list[Any]:
    """The rows as they stand, locked."""
    found: list[Any] = []
    for kind in {row.kind for row in rows}:
        keys = [row.key for row in rows if row.kind == kind]
        records = model_of(kind).objects.filter(campaign=campaign, key__in=keys)
        unit.lock(model_of(kind), records.values_list("pk", flat=True))
        found += collect_rows(campaign, kind, keys)
    return found


def _offices(row: Any, holders: Mapping[str, str]) -> frozenset[str]:
    holder = holders.get(row.activity, "") if isinstance(row, FigureRow) else ""
    return frozenset({row.office, holder} - {""})


def _refuse_closed(
    plan: _Plan,
    rows: Sequence[Row],
    stored: Mapping[tuple[str, str], Any],
    holders: Mapping[str, str],
    acting_user: Any,
    known: set[tuple[str, str]] | None,
) -> None:
    """Refuse to add to an accepted return, to change what is in it, or to take something out of it."""
    changed = [
        (row, stored.get((row.kind, row.key)))
        for row in rows
        if isinstance(row, (ActivityRow, FigureRow)) and row != stored.get((row.kind, row.key))
    ]
    accepted = known if known is not None else accepted_returns(plan.campaign) if changed else set()
    if not accepted or person_of(acting_user).has(Role.ADMINISTRATOR):
        return
    told = [one for pair in changed for one in pair if one is not None]
    named = periods_of_activities(plan.campaign, [one.activity for one in told if isinstance(one, FigureRow)])
    named |= {row.key: row.period for row in rows if isinstance(row, ActivityRow) and row.key not in named}
    periods = plan.rows("period")
    for one in told:
        of = [one.period, named.get(getattr(one, "activity", ""), "")]
        if closed := locked_period(one, of, _offices(one, holders), periods, accepted):
            raise Refused(
                say(
                    "{kind} {key}: the return for {period} was accepted, which closed it; the core team can open it again",
                    kind=one.kind,
                    key=one.key,
                    period=closed,
                )
            )


def refuse_to_take_away(campaign: Campaign, figures: Sequence[FigureRow], user: Any) -> None:
    """Refuse to take figures of other offices away, and what an accepted return closed."""
    holders = _holders(campaign, figures, {}, all_new=False)
    for row in figures:
        require(user, "record_activity", Subject(offices=_offices(row, holders)))
    _refuse_closed(_Plan(campaign, remembers=False), figures, {}, holders, user, None)


def _refuse_wrong_dates(plan: _Plan, rows: Sequence[Row]) -> None:
    periods = {row.key: row for row in plan.rows("period")}
    for row in rows:
        if isinstance(row, (ActivityRow, FigureRow)):
            for field, message in faults_of_activity(row, periods, plan.campaign.cutoff):
                raise Refused(f"{row.kind} {row.key}, {field}: {message}")


def _refuse_wrong_figures(plan: _Plan, rows: Sequence[Row], holders: Mapping[str, str]) -> None:
    figures = [row for row in rows if isinstance(row, FigureRow)]
    if figures:
        additivity = {row.key: row.additivity for row in plan.rows("measure")}
        for row, _, message in faults_of_figures(figures, additivity, holders):
            raise Refused(say("figure {key}, {message}", key=row.key, message=message))


def _refuse_wrong_parts(campaign: Campaign, rows: Sequence[Row]) -> None:
    new = {row.key: row for row in rows if isinstance(row, FigureRow)}
    if any(row.part_of for row in new.values()):
        held = {row.key: row for row in collect_rows(campaign, "figure")}
        for figure, message in faults_of_parts({**held, **new}):
            raise Refused(say("figure {key}, {message}", key=figure.key, message=message))


def _refuse_second_returns(campaign: Campaign, rows: Sequence[Row]) -> None:
    new = {row.key: row for row in rows if isinstance(row, ReturnRow)}
    if new:
        held = {row.key: row for row in collect_rows(campaign, "return")}
        for _, message in faults_of_returns({**held, **new}.values()):
            raise Refused(message)
