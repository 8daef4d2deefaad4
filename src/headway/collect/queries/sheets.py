"""What the form of a period as a workbook holds: what can be chosen in it, and what is entered already.

A file goes where no permission follows: cases that are restricted stand in none, whoever takes it away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from headway.audit.queries import rows_of
from headway.collect.models import Activity, Sent
from headway.collect.queries.activities import visible_activities
from headway.collect.queries.checks import accepted_returns
from headway.collect.queries.entering import kinds_by_area
from headway.collect.queries.figures import visible_figures
from headway.collect.queries.packs import collect_rows
from headway.collect.rows import ActivityRow, FigureRow
from headway.engage.queries import (
    unrestricted_cases,
    visible_cases,
    visible_opportunities,
    visible_partners,
    visible_targets,
)
from headway.lib.rows import territories
from headway.movement.models import Office
from headway.movement.queries import person_of
from headway.movement.rules import Role
from headway.pages.speech import speech
from headway.plan.models import Campaign, Period
from headway.plan.queries import all_of_plan

Labels = Mapping[str, Mapping[str, str]]
SENT = "sheet"


@dataclass(frozen=True)
class Stands:
    """What an office has entered for a period, as far as a file may hold it; `hidden` are the cases left out, by activity."""

    activities: Mapping[str, ActivityRow]
    figures: Mapping[str, tuple[FigureRow, ...]]
    hidden: Mapping[str, tuple[str, ...]]


def stands_in_period(
    campaign: Campaign, user: Any, office: Office, period: Period, keys: Collection[str] | None = None
) -> Stands:
    """All of the period; or of these keys those that are the office's, in whichever period."""
    found = visible_activities(campaign, user).filter(office=office)
    if keys is None:
        found = found.filter(period=period)
    else:
        found = found.filter(Q(period=period) | Q(key__in=list(keys)))
    rows: list[ActivityRow] = rows_of(found)
    open_cases = set(unrestricted_cases(campaign).values_list("key", flat=True))
    named = {case for row in rows for case in row.cases} - open_cases
    known = set(visible_cases(campaign, user).filter(key__in=named).values_list("key", flat=True))
    shown = {
        row.key: row.model_copy(update={"cases": tuple(one for one in row.cases if one in open_cases)})
        if named.intersection(row.cases)
        else row
        for row in rows
    }
    hidden = {row.key: kept for row in rows if (kept := tuple(known.intersection(row.cases)))}
    return Stands(shown, _figures(campaign, user, found), hidden)


def _figures(campaign: Campaign, user: Any, activities: Any) -> dict[str, tuple[FigureRow, ...]]:
    found = visible_figures(campaign, user).filter(activity__in=activities.order_by().values("pk"))
    open_ones = found.filter(Q(case=None) | Q(case__restricted=False)).select_related(None)
    grouped: dict[str, list[FigureRow]] = defaultdict(list)
    for row in rows_of(open_ones):
        grouped[row.activity].append(row)
    return {key: tuple(rows) for key, rows in grouped.items()}


def figures_named(campaign: Campaign, keys: Collection[str]) -> list[FigureRow]:
    """Figures of which others are part, wherever they stand."""
    return collect_rows(campaign, "figure", sorted(keys)) if keys else []


Records = Mapping[str, Sequence[tuple[str, Mapping[str, str]]]]


NAMED: Mapping[str, Callable[[Campaign, Any], Iterable[Any]]] = {
    "activity_kind": lambda campaign, user: [
        kind for area in kinds_by_area(campaign) for kind in area.kinds.all()
    ],
    "measure": lambda campaign, user: all_of_plan(campaign, "measure"),
    "focus_countries": lambda campaign, user: all_of_plan(campaign, "focus-country"),
    "outputs": lambda campaign, user: all_of_plan(campaign, "output"),
    "cases": lambda campaign, user: _named(unrestricted_cases(campaign)),
    "partners": lambda campaign, user: _named(visible_partners(campaign, user)),
    "targets": lambda campaign, user: _named(visible_targets(campaign, user)),
    "opportunities": lambda campaign, user: _named(visible_opportunities(campaign, user)),
}


def _named(records: QuerySet[Any]) -> QuerySet[Any]:
    """No more of them than their keys and names."""
    return records.prefetch_related(None).select_related(None).only("key", "name")


def records_in_sheets(campaign: Campaign, user: Any, names: Iterable[str] = tuple(NAMED)) -> Records:
    """What each column can name, or each of these: keys and names in all languages."""
    return {name: [(one.key, one.name) for one in NAMED[name](campaign, user)] for name in names}


def said_of_records(records: Records, narrative: str = "") -> dict[str, dict[str, str]]:
    """What can be chosen of records, by key, as the active language says it; each name once."""
    here = speech(narrative)
    return {
        name: _each_once([(key, here.say(label)) for key, label in found]) for name, found in records.items()
    }


def said_in_sheets(records: Records, narrative: str = "") -> dict[str, dict[str, str]]:
    """As `said_of_records`, with the countries."""
    here = speech(narrative)
    countries = sorted(((code, here.country(code)) for code in territories()), key=lambda one: one[1])
    return {**said_of_records(records, narrative), "country": _each_once(countries)}


def _each_once(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Names without the sign that parts them in a cell; two that are the same are told apart by their keys."""
    plain = [(key, " ".join(said.replace(";", ",").split())) for key, said in pairs]
    seen: dict[str, int] = defaultdict(int)
    for _key, said in plain:
        seen[said.casefold()] += 1
    return {key: said if seen[said.casefold()] == 1 else f"{said} ({key})" for key, said in plain}


def is_closed(campaign: Campaign, user: Any, office: Office, period: Period) -> bool:
    """True where the office's return was accepted, which closes its period to all but those who load packs."""
    if person_of(user).has(Role.ADMINISTRATOR):
        return False
    return (office.key, period.key) in accepted_returns(campaign)


def sent_before(campaign: Campaign, user: Any, ids: Collection[UUID]) -> dict[UUID, str]:
    """As what the person's last upload left each row of a file: its mark, by the row's id."""
    found = Sent.objects.filter(person=user, campaign=campaign, kind=SENT, client_id__in=list(ids))
    return dict(found.values_list("client_id", "digest"))


def activities_of_office(campaign: Campaign, office: Office, keys: Collection[str]) -> Any:
    return Activity.objects.filter(campaign=campaign, office=office, key__in=list(keys))
