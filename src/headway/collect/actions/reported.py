"""Writing what offices report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from headway.audit.actions import UnitOfWork, record_reads, unit_of_work
from headway.audit.queries import model_of
from headway.audit.steps.keep import Tally
from headway.collect.queries import collect_rows, offices_of_activities
from headway.collect.queries.checks import accepted_returns, periods_of_activities
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
from headway.lib.tongue import say
from headway.movement.actions import require, require_kind
from headway.movement.queries import person_of
from headway.movement.rules import Role, Subject
from headway.plan.actions import keeper_of
from headway.plan.models import Campaign
from headway.plan.queries import plan_rows

REPORTED = ("activity", "figure", "return", "sign-up")
PUBLISHED = ("published", "testimony")


def keep_reported(campaign: Campaign, rows: Sequence[Row], *, acting_user: Any) -> Tally:
    """Keep activities, figures, returns or sign-ups: an office's own people write them for that office alone.

    A figure belongs to its office and to that of its activity. A record that is there already belongs to whoever it
    belonged to before as well, so that no office takes another's by giving it its own name. Accepting a return or
    sending it back, and changing one that was accepted, is for those who may do so. What belongs to an accepted return
    is closed to all but those who load packs.
    """
    require_kind(rows, REPORTED)
    with unit_of_work() as unit:
        stored = {(row.kind, row.key): row for row in _stored(campaign, rows, unit)}
        holders = offices_of_activities(
            campaign, [row.activity for row in (*rows, *stored.values()) if isinstance(row, FigureRow)]
        )
        for row in rows:
            before = stored.get((row.kind, row.key))
            for told in (row, before) if before else (row,):
                subject = Subject(offices=_offices(told, holders))
                require(acting_user, "record_activity", subject)
                if isinstance(row, ReturnRow) and is_answer(row, before):
                    require(acting_user, "accept_return", subject)
        _refuse_closed(campaign, rows, stored, holders, acting_user)
        _refuse_wrong_dates(campaign, rows)
        _refuse_wrong_figures(campaign, rows, holders)
        _refuse_wrong_parts(campaign, rows)
        _refuse_second_returns(campaign, rows)
        return keeper_of(campaign, acting_user).keep(rows)


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
    campaign: Campaign,
    rows: Sequence[Row],
    stored: Mapping[tuple[str, str], Any],
    holders: Mapping[str, str],
    acting_user: Any,
) -> None:
    """Refuse to add to an accepted return, to change what is in it, or to take something out of it."""
    changed = [
        (row, stored.get((row.kind, row.key)))
        for row in rows
        if isinstance(row, (ActivityRow, FigureRow)) and row != stored.get((row.kind, row.key))
    ]
    accepted = accepted_returns(campaign) if changed else set()
    if not accepted or person_of(acting_user).has(Role.ADMINISTRATOR):
        return
    told = [one for pair in changed for one in pair if one is not None]
    named = periods_of_activities(campaign, [one.activity for one in told if isinstance(one, FigureRow)])
    periods = plan_rows(campaign, "period")
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


def _refuse_wrong_dates(campaign: Campaign, rows: Sequence[Row]) -> None:
    periods = {row.key: row for row in plan_rows(campaign, "period")}
    for row in rows:
        if isinstance(row, (ActivityRow, FigureRow)):
            for field, message in faults_of_activity(row, periods, campaign.cutoff):
                raise Refused(f"{row.kind} {row.key}, {field}: {message}")


def _refuse_wrong_figures(campaign: Campaign, rows: Sequence[Row], holders: Mapping[str, str]) -> None:
    figures = [row for row in rows if isinstance(row, FigureRow)]
    if figures:
        additivity = {row.key: row.additivity for row in plan_rows(campaign, "measure")}
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
