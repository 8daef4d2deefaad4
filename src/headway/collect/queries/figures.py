"""Reading figures, published facts and testimonies: what is about a restricted case exists for those named on it alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, Model, Q, QuerySet

from headway.audit.fields import PARTS
from headway.collect.models import Figure, Published, Testimony
from headway.engage.queries import visible_cases
from headway.lib import additivity
from headway.lib.additivity import Additivity, Result, total
from headway.lib.edtf import ImpreciseDate
from headway.lib.precision import Precision
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.plan.models import Area, Campaign, Measure
from headway.plan.queries import remembered

Found = TypeVar("Found", bound=Model)


def _seen(model: type[Found], campaign: Campaign, user: Any) -> QuerySet[Found]:
    records = model._default_manager
    if not may(person_of(user), "see"):
        return records.none()
    cases = visible_cases(campaign, user).order_by().values("pk")
    return records.filter(Q(case=None) | Q(case__in=cases), campaign=campaign)


def visible_figures(campaign: Campaign, user: Any) -> QuerySet[Figure]:
    related = "measure", "office", "activity", "case", "focus_country", "period"
    return _seen(Figure, campaign, user).select_related(*related)


def visible_published(campaign: Campaign, user: Any) -> QuerySet[Published]:
    related = "measure", "office", "case", "focus_country", "area", "moment", "period"
    return _seen(Published, campaign, user).select_related(*related)


def figures_by_id(ids: Collection[Any]) -> QuerySet[Figure]:
    """Of figures that a search of the reader has found, and so may be known to them."""
    return Figure.objects.filter(pk__in=list(ids)).select_related("measure")


def published_by_id(ids: Collection[Any]) -> QuerySet[Published]:
    """As `figures_by_id`."""
    return Published.objects.filter(pk__in=list(ids))


def visible_testimonies(campaign: Campaign, user: Any) -> QuerySet[Testimony]:
    return _seen(Testimony, campaign, user).select_related("office", "case", "focus_country")


def published_by_key(campaign: Campaign, user: Any, key: str) -> Published | None:
    return visible_published(campaign, user).filter(key=key).first()


@dataclass(frozen=True)
class Kin:
    """A fact in the family of those that are part of each other: how deep it stands, and whether it is the one at hand."""

    depth: int
    record: Any
    is_own: bool


def family_of(record: Any, records: QuerySet[Any]) -> list[Kin]:
    """What the record is part of, and what is part of it, from the whole down; empty where it stands by itself.

    `records` are those that the reader may know of: where a whole is not among them, the part stands by itself.
    """
    parts = records.exclude(part_of=None)
    known = {
        one.pk: one
        for one in records.filter(Q(part_of__isnull=False) | Q(pk__in=parts.order_by().values("part_of")))
    }
    below: dict[Any, list[Any]] = defaultdict(list)
    for one in known.values():
        below[one.part_of_id].append(one)
    top = known.get(record.pk)
    if top is None:
        return []
    passed = {top.pk}
    while top.part_of_id in known and top.part_of_id not in passed:
        top = known[top.part_of_id]
        passed.add(top.pk)
    kin = list(_walk(top, below, record, 0, set()))
    return kin if len(kin) > 1 else []


def _walk(one: Any, below: Mapping[Any, list[Any]], own: Any, depth: int, passed: set[Any]) -> Iterator[Kin]:
    passed.add(one.pk)
    yield Kin(depth, one, one.pk == own.pk)
    for part in below.get(one.pk, ()):
        if part.pk not in passed:
            yield from _walk(part, below, own, depth + 1, passed)


def measure_by_key(campaign: Campaign, key: str) -> Measure | None:
    return Measure.objects.filter(campaign=campaign, key=key).select_related("area").first()


def measures_by_area(campaign: Campaign) -> list[tuple[Area | None, list[Measure]]]:
    """All measures under the areas in which they are counted, those of no area last."""
    measures = list(Measure.objects.filter(campaign=campaign).select_related("area"))
    areas = {one.area_id: one.area for one in measures if one.area}
    ordered = sorted(areas.values(), key=lambda area: (area.position, area.key))
    grouped = [(area, [one for one in measures if one.area_id == area.pk]) for area in ordered]
    apart = [one for one in measures if one.area_id is None]
    return [*grouped, (None, apart)] if apart else list(grouped)


def result_of(campaign: Campaign, measure: Measure) -> Result:
    return results_of(campaign)[measure.key]


def results_of(campaign: Campaign) -> Mapping[str, Result]:
    """What the figures of each measure come to, by its key.

    The same for every reader: totals count by what is not restricted, never by who reads.
    """
    return remembered("results of measures", campaign, lambda: _results(campaign))


def _results(campaign: Campaign) -> dict[str, Result]:
    figures, parents = open_figures(Figure.objects.filter(campaign=campaign))
    held = by_measure(figures)
    return {one.key: what_comes_of(one, held, parents) for one in measures_with_parts(campaign)}


@dataclass(frozen=True)
class Come:
    """What the figures about one record come to, of one measure."""

    measure: Measure
    result: Result


# By which of their fields figures, published facts and testimonies are about a record of another kind.
ABOUT = {"activity": "activity", "case": "case", "focus-country": "focus_country", "office": "office"}


def results_about(campaign: Campaign, user: Any, kind: str, record: Any) -> list[Come]:
    """What was counted for one case, country of focus or office: measure by measure, as far as its figures add."""
    if kind == "case":
        return _results_about(campaign, visible_figures(campaign, user).filter(case=record), all_open=True)
    about = Figure.objects.filter(campaign=campaign, **{ABOUT[kind]: record})
    # Of all else only what is open to all is counted, so that it is the same for every reader.
    return remembered(f"results about {kind} {record.key}", campaign, lambda: _results_about(campaign, about))


def _results_about(campaign: Campaign, about: QuerySet[Figure], *, all_open: bool = False) -> list[Come]:
    figures, parents = open_figures(about.select_related(None), all_open=all_open)
    if not figures:
        return []
    held = by_measure(figures)
    measures = measures_with_parts(campaign).filter(key__in=held)
    return [Come(one, what_comes_of(one, held, parents)) for one in measures]


def open_figures(
    records: QuerySet[Figure], *, all_open: bool = False
) -> tuple[list[additivity.Figure], dict[str, str]]:
    """Those that are open to all (or all of them), and what each of the records is part of."""
    found, parents = [], {}
    for figure, is_open in _counted(records):
        parents[figure.key] = figure.part_of
        if is_open or all_open:
            found.append(figure)
    return found, parents


def by_measure(figures: Iterable[additivity.Figure]) -> dict[str, list[additivity.Figure]]:
    held: dict[str, list[additivity.Figure]] = defaultdict(list)
    for figure in figures:
        held[figure.measure].append(figure)
    return held


def measures_with_parts(campaign: Campaign) -> QuerySet[Measure]:
    """Measures with what a ratio divides, in the order of the pack."""
    return Measure.objects.filter(campaign=campaign).select_related("numerator", "denominator")


def what_comes_of(
    measure: Measure, held: Mapping[str, Sequence[additivity.Figure]], parents: Mapping[str, str]
) -> Result:
    """What the figures of a measure come to; of a ratio, those of its two parts are read with them."""
    rule = rule_of(measure)
    return total(rule, [one for key in read_by(rule) for one in held.get(key, ())], parents)


def rule_of(measure: Measure) -> additivity.Measure:
    """How figures of the measure add; a ratio is recomputed from the two measures that it names."""
    above, below = (
        additivity.Measure(part.key, Additivity(part.additivity)) if part else None
        for part in (measure.numerator, measure.denominator)
    )
    return additivity.Measure(measure.key, Additivity(measure.additivity), above, below)


def read_by(rule: additivity.Measure) -> tuple[str, ...]:
    """Keys of the measures whose figures a result is computed from."""
    return tuple(part.key for part in (rule, rule.numerator, rule.denominator) if part)


_KEYS = ("key", "measure__key", "measure__additivity", "value", "precision", "words", "office__key", "activity__key",
         "case__key", "focus_country__key", "country", "period__key", "period__ends", "of", "part_of__key", "currency",
         "case__restricted")  # fmt: skip


def _counted(records: QuerySet[Figure]) -> Iterator[tuple[additivity.Figure, bool]]:
    """Figures as the rules of addition read them, and whether each is open to all."""
    names = (*_KEYS, *(f"when_{part}" for part in PARTS))
    for row in records.order_by().values(*names):
        when = ImpreciseDate(*(row[f"when_{part}"] for part in PARTS)) if row["when_edtf"] else None
        if when is None and row["period__ends"] and row["measure__additivity"] == Additivity.STOCK:
            when = ImpreciseDate.on(row["period__ends"])
        said = {
            name: row[f"{name}__key"] or ""
            for name in ("office", "activity", "case", "focus_country", "period", "part_of")
        }
        figure = additivity.Figure(
            key=row["key"], measure=row["measure__key"], value=row["value"], precision=Precision(row["precision"]),
            words=row["words"], country=row["country"], when=when, of=row["of"], currency=row["currency"],
            **said,
        )  # fmt: skip
        yield figure, not row["case__restricted"]


def counted_by_measure(records: QuerySet[Any]) -> dict[Any, int]:
    """How many of these figures or published facts each measure has, by its id."""
    return dict(records.exclude(measure=None).order_by().values_list("measure").annotate(Count("pk")))
