"""Who joined and from where, trainings with what came out of them, and the steps of supporter journeys.

All three count what is open to all, so that they are the same for every reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from headway.collect.models import Activity, Figure
from headway.collect.queries.figures import (
    Come,
    by_measure,
    measures_with_parts,
    open_figures,
    rule_of,
    what_comes_of,
)
from headway.collect.rules import in_chains
from headway.lib import additivity
from headway.lib.additivity import NoFigures, Result, share_of, total
from headway.movement.models import Office
from headway.plan.models import Campaign, Measure, Period
from headway.plan.queries import remembered

Figures = Sequence[additivity.Figure]


@dataclass(frozen=True)
class FromSource:
    """How many came from one source, and what share of all that is."""

    source: str
    result: Result
    share: Result


@dataclass(frozen=True)
class Grown:
    """What one office counted of one measure of growth in one period."""

    measure: Measure
    office: Office | None
    period: Period | None
    result: Result
    sources: tuple[FromSource, ...]


@dataclass(frozen=True)
class Session:
    """One activity of a cascade: how deep it stands below the first, and what was counted of it."""

    activity: Activity
    depth: int
    counted: tuple[Come, ...]


@dataclass(frozen=True)
class Cascade:
    """An activity with all that came out of it, and what their figures come to together."""

    sessions: tuple[Session, ...]
    together: tuple[Come, ...]


@dataclass(frozen=True)
class Step:
    """One step of a journey. `share` is what it is of the step before, reckoned or as it was told (None at the first that
    was counted); `words` say of it what nobody counted.
    """

    measure: Measure
    result: Result
    share: Result | None
    words: str = ""


@dataclass(frozen=True)
class Journey:
    activity: Activity
    steps: tuple[Step, ...]


def growth_of(campaign: Campaign) -> tuple[Grown, ...]:
    """Measure by measure in the order of the pack, office by office and period by period."""
    return remembered("growth", campaign, lambda: tuple(_growth(campaign)))


def cascades_of(campaign: Campaign) -> tuple[Cascade, ...]:
    return remembered("cascades", campaign, lambda: tuple(_cascades(campaign)))


def journeys_of(campaign: Campaign) -> tuple[Journey, ...]:
    return remembered("journeys", campaign, lambda: tuple(_journeys(campaign)))


def _growth(campaign: Campaign) -> Iterator[Grown]:
    measures = list(Measure.objects.filter(campaign=campaign, growth=True))
    figures, parents = open_figures(Figure.objects.filter(campaign=campaign, measure__in=measures))
    offices = {office.key: office for office in Office.objects.all()}
    periods = {period.key: period for period in Period.objects.filter(campaign=campaign)}
    for measure in measures:
        groups: dict[tuple[str, str], list[additivity.Figure]] = defaultdict(list)
        for figure in figures:
            if figure.measure == measure.key:
                groups[figure.office, figure.period].append(figure)
        for (office, period), own in sorted(groups.items()):
            rule = rule_of(measure)
            whole = total(rule, own, parents)
            sources = tuple(_by_source(rule, own, whole))
            yield Grown(measure, offices.get(office), periods.get(period), whole, sources)


def _by_source(rule: additivity.Measure, own: Figures, whole: Result) -> Iterator[FromSource]:
    for source in sorted({figure.of for figure in own if figure.of}):
        part = total(rule, [figure for figure in own if figure.of == source])
        yield FromSource(source, part, share_of(part, whole))


def _cascades(campaign: Campaign) -> Iterator[Cascade]:
    inside = Q(pk__in=Activity.objects.filter(campaign=campaign).exclude(follows=None).values("follows"))
    found = Activity.objects.filter(campaign=campaign).filter(inside | Q(follows__isnull=False))
    activities = {one.pk: one for one in found.select_related("office", "activity_kind")}
    below: dict[object, list[Activity]] = defaultdict(list)
    for one in activities.values():
        below[one.follows_id if one.follows_id in activities else None].append(one)
    figures, parents = open_figures(Figure.objects.filter(campaign=campaign, activity__in=list(activities)))
    of_activity: dict[str, list[additivity.Figure]] = defaultdict(list)
    for figure in figures:
        of_activity[figure.activity].append(figure)
    measures = list(measures_with_parts(campaign).filter(key__in=by_measure(figures)))
    for first in below[None]:
        walked = list(_walk(first, below, 0, set()))
        sessions = tuple(
            Session(one, depth, _come(measures, of_activity[one.key], parents)) for one, depth in walked
        )
        every = [figure for one, _ in walked for figure in of_activity[one.key]]
        yield Cascade(sessions, _come(measures, every, parents))


def _walk(
    one: Activity, below: Mapping[object, list[Activity]], depth: int, passed: set[object]
) -> Iterator[tuple[Activity, int]]:
    passed.add(one.pk)
    yield one, depth
    for further in below.get(one.pk, ()):
        if further.pk not in passed:
            yield from _walk(further, below, depth + 1, passed)


def _come(measures: Sequence[Measure], figures: Figures, parents: Mapping[str, str]) -> tuple[Come, ...]:
    held = by_measure(figures)
    come = (Come(one, what_comes_of(one, held, parents)) for one in measures)
    return tuple(one for one in come if one.result.parts or one.result.left_out)


def _journeys(campaign: Campaign) -> Iterator[Journey]:
    measures = {one.pk: one for one in Measure.objects.filter(campaign=campaign)}
    by_key = {one.key: one for one in measures.values()}
    before = {
        one.key: measures[one.step_after_id].key for one in measures.values() if one.step_after_id in measures
    }
    chains = in_chains(before)
    steps = [key for chain in chains for key in chain]
    # What was told only as a share of the step before: two thirds of those who clicked went on.
    ratios = measures_with_parts(campaign).filter(numerator__key__in=steps, denominator__key__in=steps)
    told = {
        (one.denominator.key, one.numerator.key): one for one in ratios if one.denominator and one.numerator
    }
    counted = [*steps, *(one.key for one in told.values())]
    figures, parents = open_figures(Figure.objects.filter(campaign=campaign, measure__key__in=counted))
    held: dict[str, list[additivity.Figure]] = defaultdict(list)
    for figure in figures:
        held[figure.activity].append(figure)
    named = Activity.objects.filter(campaign=campaign, key__in=list(held)).select_related("office")
    for activity in named:
        for chain in chains:
            taken = tuple(_steps([by_key[key] for key in chain], told, held[activity.key], parents))
            if len(taken) > 1:
                yield Journey(activity, taken)


def _steps(
    chain: Sequence[Measure],
    told: Mapping[tuple[str, str], Measure],
    figures: Figures,
    parents: Mapping[str, str],
) -> Iterator[Step]:
    before: Result | None = None
    for at, measure in enumerate(chain):
        own = [one for one in figures if one.measure == measure.key]
        result = total(rule_of(measure), own, parents)
        words = ", ".join(one.words for one in own if one.value is None)
        ratio = told.get((chain[at - 1].key, measure.key)) if at else None
        share = _as_told(ratio, figures, parents) if ratio else None
        if not isinstance(result, NoFigures):
            yield Step(measure, result, share_of(result, before) if before is not None else share, words)
            before = result
        elif words or share is not None:
            yield Step(measure, result, share, words)
            before = None


def _as_told(ratio: Measure, figures: Figures, parents: Mapping[str, str]) -> Result | None:
    result = total(rule_of(ratio), [one for one in figures if one.measure == ratio.key], parents)
    return None if isinstance(result, NoFigures) else result
