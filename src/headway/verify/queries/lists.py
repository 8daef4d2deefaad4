"""Outcomes one after the other: each with what a reader needs to choose among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.linked import Tied, linked
from headway.plan.models import Campaign
from headway.plan.queries import remembered
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


def unintended_outcomes(campaign: Campaign, user: Any) -> QuerySet[Outcome]:
    """Outcomes that were not intended, newest first."""
    return in_order(counted(visible_outcomes(campaign, user).filter(intended=False)))


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
    """Which change areas moved in a country of focus, in the order of the framework; set-aside outcomes do not count.

    What is the same for all who know of nothing restricted there is kept until something is written.
    """
    seen = (
        visible_outcomes(campaign, user).filter(focus_country=country).exclude(state=OutcomeState.SET_ASIDE)
    )
    if not may(person_of(user), "see") or seen.filter(restricted=True).exists():
        return _areas(seen, campaign, most)
    return remembered(f"areas moved in {country.pk}, {most}", campaign, lambda: _areas(seen, campaign, most))


def _areas(seen: QuerySet[Outcome], campaign: Campaign, most: int) -> list[AreaMoved]:
    ids = seen.order_by().values("pk")
    weighed: dict[Any, Counter[tuple[str, str]]] = defaultdict(Counter)
    items = (
        Evidence.objects.filter(outcome__in=ids).order_by().values_list("outcome_id", "side", "evidence_kind")
    )
    for outcome, side, kind, number in items.annotate(of_kind=Count("pk")):
        weighed[outcome][side, kind] += number
    found: dict[str, list[OutcomeLine]] = {}
    areas: dict[str, Tied] = {}
    for tie in _ties_of_areas(ids):
        area, outcome = tie.changearea, tie.outcome
        areas.setdefault(area.key, Tied("change-area", area.key, area.name))
        speak_for, speak_against, _ = _sides(weighed[outcome.pk])
        line = OutcomeLine(outcome, campaign, speaks_for=speak_for, speaks_against=speak_against)
        found.setdefault(area.key, []).append(line)
    return [_moved(areas[key], lines, weighed, most) for key, lines in found.items()]


def _ties_of_areas(outcomes: QuerySet[Any, Any]) -> QuerySet[Any]:
    """Each change area with each of these outcomes, in the order of the framework, the newest first."""
    fields = "key", "name", "state", "direction", "restricted"
    found: QuerySet[Any] = (
        Outcome.change_areas.through.objects.filter(outcome__in=outcomes)
        .select_related("outcome", "changearea")
        .only(*(f"outcome__{name}" for name in fields), "changearea__key", "changearea__name")
        .order_by(
            "changearea__dimension__position", "changearea__position", "changearea__key",
            F("outcome__when_latest").desc(nulls_last=True), "outcome__position", "outcome__key",
        )
    )  # fmt: skip
    return found


def _moved(
    area: Tied, lines: list[OutcomeLine], weighed: Mapping[Any, Counter[tuple[str, str]]], most: int
) -> AreaMoved:
    whole: Counter[tuple[str, str]] = Counter()
    for line in lines:
        whole.update(weighed[line.record.pk])
    verified = sum(line.record.state == OutcomeState.VERIFIED for line in lines)
    return AreaMoved(area, len(lines), verified, *_sides(whole), lines=tuple(lines[:most]))


def _sides(held: Counter[tuple[str, str]]) -> tuple[int, int, tuple[EvidenceKind, ...]]:
    """How many items speak for and against, and the kinds of sources that speak for it."""
    speak_for = sum(number for (side, _), number in held.items() if side == Side.FOR)
    speak_against = sum(number for (side, _), number in held.items() if side == Side.AGAINST)
    kinds = {kind for side, kind in held if side == Side.FOR}
    return speak_for, speak_against, tuple(kind for kind in EvidenceKind if kind in kinds)
