"""Outcomes one after the other: each with what a reader needs to choose among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from headway.pages.linked import Tied, linked
from headway.plan.models import Campaign
from headway.verify.models import Contribution, Evidence, Outcome
from headway.verify.queries.visible import visible_outcomes, visible_outcomes_anywhere
from headway.verify.rows import EvidenceKind, OutcomeState, Side

# By which of its links a record of an earlier room finds its outcomes.
PATHS_TO: Mapping[str, tuple[str, ...]] = {
    "activity": ("contributions__activities",),
    "case": ("cases",),
    "partner": ("partners", "contributions__partners"),
    "target": ("targets",),
    "opportunity": ("opportunities",),
    "focus-country": ("focus_country",),
    "change-area": ("change_areas",),
    "indicator": ("indicators",),
    "risk": ("risks",),
}


@dataclass(frozen=True)
class OutcomeLine:
    """One outcome in a list, with where it counts and what speaks for it."""

    record: Outcome
    campaign: Campaign
    areas: tuple[Tied, ...] = ()
    offices: tuple[Tied, ...] = ()
    speaks_for: int = 0
    speaks_against: int = 0


def counted(outcomes: QuerySet[Outcome]) -> QuerySet[Outcome]:
    """Outcomes with how many items of evidence speak for and against each."""
    return outcomes.select_related("focus_country").annotate(
        speaks_for=_items(Side.FOR), speaks_against=_items(Side.AGAINST)
    )


def _items(side: Side) -> Any:
    held = Evidence.objects.filter(outcome=OuterRef("pk"), side=side).order_by().values("outcome")
    return Coalesce(
        Subquery(held.annotate(of_side=Count("pk")).values("of_side")), 0, output_field=IntegerField()
    )


def lines_of(outcomes: Sequence[Outcome], campaign: Campaign | None = None) -> list[OutcomeLine]:
    """Outcomes that were `counted`, each with its change areas and the offices that claim a part in it.

    Without a campaign, they have to come with theirs.
    """
    ids = [outcome.pk for outcome in outcomes]
    areas = linked(Outcome, ids, "change_areas") if ids else {}
    offices = _claimants(ids)
    return [
        _line(
            one,
            campaign or one.campaign,
            areas.get(one.pk, {}).get("change_areas", ()),
            offices.get(one.pk, ()),
        )
        for one in outcomes
    ]


def _line(
    one: Any, campaign: Campaign, areas: tuple[Tied, ...] = (), offices: tuple[Tied, ...] = ()
) -> OutcomeLine:
    return OutcomeLine(one, campaign, areas, offices, one.speaks_for, one.speaks_against)


def _claimants(ids: Sequence[Any]) -> dict[Any, tuple[Tied, ...]]:
    found: dict[Any, dict[str, Tied]] = {}
    pairs = Contribution.offices.through.objects.filter(contribution__outcome__in=ids)
    order = F("contribution__position"), F("office__position"), F("office__key")
    for outcome, key, name in (
        pairs.order_by(*order).values_list("contribution__outcome_id", "office__key", "office__name")
        if ids
        else ()
    ):
        found.setdefault(outcome, {}).setdefault(key, Tied("office", key, name))
    return {outcome: tuple(offices.values()) for outcome, offices in found.items()}


def outcomes_about(record: Any, campaign: Campaign, user: Any) -> QuerySet[Outcome]:
    """The outcomes that are tied to a record of an earlier room, newest first."""
    seen = visible_outcomes(campaign, user)
    tied = reduce(or_, (Q(pk__in=_tied(path, record)) for path in PATHS_TO[record.row.kind]))
    return in_order(counted(seen.filter(tied)))


def _tied(path: str, record: Any) -> QuerySet[Any]:
    return Outcome.objects.filter(**{path: record.pk}).order_by().values("pk")


def outcomes_of_office(office: Any, campaign: Campaign | None, user: Any) -> QuerySet[Outcome]:
    """The outcomes in which an office claims a part, of one campaign or of all, newest first."""
    seen = visible_outcomes(campaign, user) if campaign is not None else visible_outcomes_anywhere(user)
    claimed = Contribution.objects.filter(offices=office).values("outcome_id")
    return in_order(counted(seen.filter(pk__in=claimed).select_related("campaign")))


def in_order(outcomes: QuerySet[Outcome]) -> QuerySet[Outcome]:
    """Newest first, the undated last."""
    return outcomes.order_by(
        F("when_latest").desc(nulls_last=True), F("when_earliest").desc(nulls_last=True), "position", "key"
    )


@dataclass(frozen=True)
class AreaMoved:
    """A change area in one country of focus: how many outcomes count there, on what evidence, and the newest of them."""

    area: Tied
    number: int
    verified: int
    speak_for: int = 0
    speak_against: int = 0
    kinds: tuple[EvidenceKind, ...] = ()
    lines: tuple[OutcomeLine, ...] = ()


def areas_moved(country: Any, campaign: Campaign, user: Any, most: int = 3) -> list[AreaMoved]:
    """Which change areas moved in a country of focus, in the order of the framework; set-aside outcomes do not count."""
    seen = (
        visible_outcomes(campaign, user).filter(focus_country=country).exclude(state=OutcomeState.SET_ASIDE)
    )
    ties = Outcome.change_areas.through.objects.filter(outcome__in=seen.order_by().values("pk"))
    by_area = [F("changearea")]
    newest = (
        F("outcome__when_latest").desc(nulls_last=True),
        F("outcome__position").asc(),
        F("outcome__key").asc(),
    )
    ranked = ties.annotate(
        number=Window(Count("pk"), partition_by=by_area),
        verified=Window(Count("pk", filter=Q(outcome__state=OutcomeState.VERIFIED)), partition_by=by_area),
        rank=Window(RowNumber(), partition_by=by_area, order_by=newest),
    )
    order = "changearea__dimension__position", "changearea__position", "changearea__key", "rank"
    rows = list(
        ranked.filter(rank__lte=most).order_by(*order).values_list(
            "changearea__key", "changearea__name", "number", "verified", "outcome_id"
        )
    )  # fmt: skip
    evidence = _evidence_by_area(ties)
    lines = _bare_lines({row[-1] for row in rows}, campaign)
    found: dict[str, AreaMoved] = {}
    for key, name, number, verified, outcome in rows:
        held = found.get(key) or AreaMoved(Tied("change-area", key, name), number, verified, *evidence[key])
        found[key] = replace(held, lines=(*held.lines, lines[outcome]))
    return list(found.values())


def _bare_lines(ids: Collection[Any], campaign: Campaign) -> dict[Any, OutcomeLine]:
    """Outcomes with the number of their items of evidence, and no more."""
    found = counted(Outcome.objects.filter(pk__in=ids)).select_related(None)
    return {one.pk: _line(one, campaign) for one in found}


def _evidence_by_area(ties: QuerySet[Any]) -> dict[str, tuple[int, int, tuple[EvidenceKind, ...]]]:
    """Items for and against, and the kinds of sources that speak for it, by change area."""
    rows = ties.order_by().values_list(
        "changearea__key", "outcome__evidence__side", "outcome__evidence__evidence_kind"
    )
    counts: dict[str, Counter[tuple[str | None, str | None]]] = defaultdict(Counter)
    for key, side, kind, number in rows.annotate(of_kind=Count("pk")):
        counts[key][side, kind] += number
    return {key: _sides(held) for key, held in counts.items()}


def _sides(held: Counter[tuple[str | None, str | None]]) -> tuple[int, int, tuple[EvidenceKind, ...]]:
    speak_for = sum(number for (side, _), number in held.items() if side == Side.FOR)
    speak_against = sum(number for (side, _), number in held.items() if side == Side.AGAINST)
    kinds = {kind for side, kind in held if side == Side.FOR}
    return speak_for, speak_against, tuple(kind for kind in EvidenceKind if kind in kinds)
