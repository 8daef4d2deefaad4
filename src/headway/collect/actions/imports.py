"""Bringing in totals from what other tools export: petitions by country, visits by period, and nobody's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from headway.audit.actions import unit_of_work
from headway.audit.steps.keep import Tally
from headway.collect.actions.reported import keep_reported
from headway.collect.actions.returns import begin_returns
from headway.collect.rows import ActivityRow, FigureRow
from headway.lib.actionfiles import ActionFile, Petition
from headway.lib.additivity import Additivity
from headway.lib.analyticsfiles import ADDS_UP, Days
from headway.lib.edtf import ImpreciseDate
from headway.lib.precision import Precision
from headway.lib.problems import Refused
from headway.lib.standing import Standing
from headway.lib.tongue import say
from headway.movement.actions import require
from headway.movement.rules import Subject
from headway.plan.models import Campaign, Measure, Period
from headway.plan.queries import period_of_days

YES = frozenset({"yes", "y", "1", "true", "oui", "si", "sí", "نعم", "x"})


@dataclass(frozen=True)
class ImportInto:
    """Where counts go: the office that collected them, the kind of its activity, the measure, and what all are about."""

    office: str
    activity_kind: str
    measure: str
    case: str = ""
    target: str = ""
    delivery_kind: str = ""
    delivered_measure: str = ""


@dataclass(frozen=True)
class ImportPlan:
    """The records that a file comes to; the same file always comes to the same ones."""

    activities: tuple[ActivityRow, ...]
    figures: tuple[FigureRow, ...]


def plan_import(campaign: Campaign, file: ActionFile, into: ImportInto) -> ImportPlan:
    """One activity a petition with one figure a country, and one for its delivery; nothing is written.

    Raise Refused where a petition was delivered and the campaign has no kind of activity for that.
    """
    activities: list[ActivityRow] = []
    figures: list[FigureRow] = []
    for petition in sorted(file.petitions.values(), key=lambda one: one.name):
        key = f"{into.office[:24]}-{key_of(petition.name)}"
        activity = _activity(campaign, petition, key, into)
        activities.append(activity)
        figures += _figures(petition, activity, into)
        if petition.delivered.casefold() in YES:
            delivery, counted = _delivery(campaign, petition, key, into)
            activities.append(delivery)
            figures += counted
    return ImportPlan(tuple(activities), tuple(figures))


def import_actions(campaign: Campaign, plan: ImportPlan, *, tool: str, acting_user: Any) -> Tally:
    """Write what was planned, all of it or nothing. The same again changes nothing; a later export changes the numbers."""
    offices = {row.office for row in plan.activities} | {row.office for row in plan.figures}
    require(acting_user, "record_activity", Subject(offices=frozenset(offices)))
    with unit_of_work() as unit:
        # Petitions stand before the deliveries that name them.
        activities = sorted(plan.activities, key=lambda row: bool(row.delivers))
        tally = keep_reported(campaign, [*activities, *plan.figures], acting_user=acting_user)
        begin_returns(campaign, activities, acting_user=acting_user)
        if any((*tally.added.values(), *tally.changed.values())):
            told = {"tool": tool, "activities": len(plan.activities), "figures": len(plan.figures)}
            unit.record(
                "import_actions", acting_user=acting_user, kind="campaign", subject=campaign.pk, changes=told
            )
        return tally


def plan_days(campaign: Campaign, file: Days, office: str, measures: Mapping[str, str]) -> ImportPlan:
    """Of each kind of number one figure a period: what adds up is added, of visitors the largest day is at least reached.

    `measures` names the measure of each kind. Raise Refused where a measure adds otherwise than its numbers do, or where
    no day lies in a period.
    """
    figures: list[FigureRow] = []
    for kind, key in measures.items():
        measure = Measure.objects.filter(campaign=campaign, key=key).first()
        if measure is None:
            raise Refused(say('there is no measure "{key}" in {campaign}', key=key, campaign=campaign.key))
        wanted = Additivity.FLOW if kind in ADDS_UP else Additivity.UNIQUE
        if measure.additivity != wanted:
            raise Refused(
                say("{kind} are counted as {wanted}; {key} is {additivity}", kind=kind, wanted=wanted.value, key=key, additivity=measure.additivity)
            )  # fmt: skip
        figures += [
            _of_period(office, key, period.key, values, adds_up=kind in ADDS_UP)
            for period in Period.objects.filter(campaign=campaign)
            if (values := file.within(kind, period.begins, period.ends))
        ]
    if not figures:
        raise Refused(say("no day of the file lies in a period of {campaign}", campaign=campaign.key))
    return ImportPlan((), tuple(figures))


def _of_period(
    office: str, measure: str, period: str, values: Sequence[Decimal], *, adds_up: bool
) -> FigureRow:
    value = sum(values, Decimal(0)) if adds_up else max(values)
    precision = Precision.EXACT if adds_up or len(values) == 1 else Precision.AT_LEAST
    return FigureRow(
        key=f"{office[:24]}-{measure[:24]}-{period[:20]}-analytics".strip("-"), standing=Standing.ENTERED, measure=measure,
        value=value, precision=precision, office=office, period=period,
    )  # fmt: skip


def key_of(name: str) -> str:
    """A key made of a name: always the same, and never empty."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:30].strip("-")
    return f"{plain}-{_mark(name)}" if plain else f"petition-{_mark(name)}"


def _mark(name: str) -> str:
    """Eight signs that tell names apart which look alike once they are cut."""
    return blake2b(name.encode(), digest_size=4).hexdigest()


def _activity(campaign: Campaign, petition: Petition, key: str, into: ImportInto) -> ActivityRow:
    when = _span(petition)
    told: Mapping[str, Any] = {
        "key": key, "standing": Standing.ENTERED, "name": petition.name, "activity_kind": into.activity_kind,
        "office": into.office, "period": period_of_days(campaign, petition.first, petition.last), "when": when,
        "cases": [petition.case or into.case], "targets": [petition.target or into.target],
    }  # fmt: skip
    return ActivityRow.model_validate(_said(told))


def _figures(petition: Petition, activity: ActivityRow, into: ImportInto) -> list[FigureRow]:
    made = []
    key = activity.key
    for country, number in sorted(petition.by_country.items()):
        told = {
            "key": f"{key}-{country.casefold() or 'elsewhere'}", "standing": Standing.ENTERED, "measure": into.measure,
            "value": str(number), "activity": key, "office": into.office, "case": petition.case or into.case,
            "country": country, "period": activity.period, "when": activity.when,
        }  # fmt: skip
        made.append(FigureRow.model_validate(_said(told)))
    return made


def _delivery(
    campaign: Campaign, petition: Petition, key: str, into: ImportInto
) -> tuple[ActivityRow, list[FigureRow]]:
    if not into.delivery_kind:
        raise Refused(
            say(
                '"{name}" was delivered: say with --delivery-kind which kind of activity that is',
                name=petition.name,
            )
        )
    told: Mapping[str, Any] = {
        "key": f"{key}-delivered", "standing": Standing.ENTERED, "name": petition.name,
        "activity_kind": into.delivery_kind, "office": into.office, "delivers": key,
        "when": petition.delivered_on, "place": petition.place[:500], "by_whom": petition.by_whom[:500],
        "cases": [petition.case or into.case], "targets": [petition.target or into.target],
    }  # fmt: skip
    delivery = ActivityRow.model_validate(_said(told))
    if delivery.when is not None:
        period = period_of_days(campaign, delivery.when.earliest, delivery.when.latest)
        delivery = delivery.model_copy(update={"period": period})
    if not into.delivered_measure:
        return delivery, []
    counted = {
        "key": f"{key}-delivered-number", "standing": Standing.ENTERED, "measure": into.delivered_measure,
        "value": str(petition.signatures), "activity": delivery.key, "office": into.office,
        "case": petition.case or into.case, "period": delivery.period, "when": delivery.when,
    }  # fmt: skip
    return delivery, [FigureRow.model_validate(_said(counted))]


def _said(told: Mapping[str, Any]) -> dict[str, Any]:
    """Without what says nothing."""
    lists = {name: [one for one in value if one] for name, value in told.items() if isinstance(value, list)}
    return {name: value for name, value in {**told, **lists}.items() if value}


def _span(petition: Petition) -> ImpreciseDate | None:
    if petition.first is None or petition.last is None:
        return None
    first, last = petition.first.isoformat(), petition.last.isoformat()
    return ImpreciseDate.parse(first if first == last else f"{first}/{last}")
