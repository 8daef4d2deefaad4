"""Reading ratings, and what each rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.db.models import Count, Q, QuerySet

from headway.assess import rules
from headway.assess.models import Rating
from headway.assess.rows import Basis, RatingRow
from headway.audit.queries import rows_of
from headway.collect.models import Figure, Published
from headway.engage.queries import visible_cases
from headway.lib import additivity as adding
from headway.lib.additivity import Additivity
from headway.lib.edtf import ImpreciseDate
from headway.lib.precision import Precision
from headway.lib.rows import Row
from headway.plan.models import Campaign, ChangeArea, FocusCountry, Indicator, Period, ScaleStep
from headway.plan.queries import plan_rows, remembered
from headway.plan.rows import ChangeAreaRow, DimensionRow, IndicatorKind, IndicatorRow
from headway.plan.rules import tones_of
from headway.verify.models import Outcome
from headway.verify.queries import visible_outcomes
from headway.verify.rows import OutcomeRow, OutcomeState


def ratings_of(campaign: Campaign) -> list[Any]:
    """Every rating, as a pack holds it."""
    return rows_of(Rating.objects.filter(campaign=campaign))


def progress_of(campaign: Campaign, period: str = "") -> rules.ProgressMatrix:
    """The progress matrix of one period; without one, of the last period for which anything was rated."""
    ratings = ratings_of(campaign)
    period = period or rules.latest_rated(ratings, plan_rows(campaign, "period"))
    countries = [row.key for row in plan_rows(campaign, "focus-country")]
    return rules.progress_matrix(ratings, countries, plan_rows(campaign, "dimension"), period)


Light = TypeVar("Light", bound=Row)


@dataclass(frozen=True)
class Board:
    """The progress matrix of one period with all that it takes to show it; the same for every reader."""

    matrix: rules.ProgressMatrix
    period: Period | None
    periods: tuple[Period, ...]
    countries: Mapping[str, FocusCountry]
    areas: Mapping[str, ChangeArea]
    steps: Mapping[str, ScaleStep]
    tones: Mapping[str, str]
    ratings: tuple[RatingRow, ...]

    @property
    def is_latest(self) -> bool:
        """True where the period is the last one for which anything was rated."""
        return not self.periods or self.period == self.periods[-1]

    def of_cell(self, country: str, area: str) -> tuple[RatingRow, ...]:
        """The ratings of one cell in all periods."""
        return tuple(row for row in self.ratings if (row.focus_country, row.change_area) == (country, area))


def board_of(campaign: Campaign, period: str = "") -> Board:
    """The matrix of `period`, or of the last one for which anything was rated."""
    return remembered(f"board {period}", campaign, lambda: _board(campaign, period))


def _board(campaign: Campaign, period: str) -> Board:
    ratings = tuple(_light_ratings(campaign))
    periods = {row.key: row for row in Period.objects.filter(campaign=campaign)}
    countries = {row.key: row for row in FocusCountry.objects.filter(campaign=campaign)}
    areas = {row.key: row for row in ChangeArea.objects.filter(campaign=campaign).select_related("dimension")}
    in_order = sorted(areas.values(), key=lambda row: (row.dimension.position, row.position))
    areas = {row.key: row for row in in_order}
    steps = sorted(ScaleStep.objects.filter(campaign=campaign), key=lambda step: (step.value, step.key))
    period = period or rules.latest_rated(ratings, cast(Any, list(periods.values())))
    rated = {row.period for row in ratings}
    return Board(
        matrix=rules.progress_matrix(ratings, list(countries), _dimension_rows(in_order), period),
        period=periods.get(period),
        periods=tuple(
            sorted((row for row in periods.values() if row.key in rated), key=lambda row: (row.ends, row.key))
        ),
        countries=countries,
        areas=areas,
        steps={step.key: step for step in steps},
        tones=tones_of(steps),
        ratings=ratings,
    )


def _light(row: type[Light], **fields: Any) -> Light:
    """A row of which only these fields are read: what comes from the database was checked when it came in."""
    return cast(Light, row.model_construct(**fields))


def _light_ratings(campaign: Campaign) -> Iterable[RatingRow]:
    """Every rating without its text and its grounds, in one read."""
    fields = "key", "focus_country__key", "change_area__key", "period__key", "step__key", "basis"
    for key, country, area, period, step, basis in Rating.objects.filter(campaign=campaign).values_list(
        *fields
    ):
        yield _light(
            RatingRow,
            key=key,
            focus_country=country or "",
            change_area=area,
            period=period,
            step=step,
            basis=Basis(basis),
            text="",
        )


def _dimension_rows(areas: Sequence[ChangeArea]) -> list[DimensionRow]:
    grouped: dict[str, list[ChangeAreaRow]] = defaultdict(list)
    for area in areas:
        grouped[area.dimension.key].append(_light(ChangeAreaRow, key=area.key))
    return [_light(DimensionRow, key=key, change_areas=tuple(own)) for key, own in grouped.items()]


def rating_of_cell(campaign: Campaign, country: str, area: str, period: str) -> Rating | None:
    """The rating of one cell; an empty country is the campaign as a whole."""
    found = Rating.objects.filter(campaign=campaign, change_area__key=area, period__key=period)
    found = found.filter(focus_country__key=country) if country else found.filter(focus_country=None)
    return found.select_related("step", "period").first()


def rating_by_key(campaign: Campaign, key: str) -> Rating | None:
    found = Rating.objects.filter(campaign=campaign, key=key)
    return found.select_related("focus_country", "change_area", "period").first()


def outcomes_with_evidence(outcomes: QuerySet[Outcome]) -> QuerySet[Outcome]:
    """Outcomes with how many items of evidence speak for and against each, and how many people confirmed it."""
    return outcomes.select_related("focus_country").annotate(
        speaks_for=Count("evidence", filter=Q(evidence__side="for"), distinct=True),
        speaks_against=Count("evidence", filter=Q(evidence__side="against"), distinct=True),
        confirmed_by=Count("substantiations", distinct=True),
    )


def outcomes_behind(rating: Rating, campaign: Campaign, user: Any) -> list[Outcome]:
    """The outcomes that a rating rests on, as far as the reader may know of them."""
    return list(outcomes_with_evidence(visible_outcomes(campaign, user).filter(pk__in=rating.outcomes.all())))


def outcomes_in_cell(
    campaign: Campaign, user: Any, *, country: str = "", area: str = "", dimension: str = ""
) -> QuerySet[Outcome]:
    """Outcomes of a country of focus, a change area or a dimension, newest first."""
    found = visible_outcomes(campaign, user)
    found = found.filter(focus_country__key=country) if country else found
    found = found.filter(change_areas__key=area) if area else found
    found = found.filter(change_areas__dimension__key=dimension).distinct() if dimension else found
    return outcomes_with_evidence(found.order_by("-when_earliest", "position", "key"))


def figures_behind(rating: Rating, campaign: Campaign, user: Any) -> tuple[list[Figure], list[Published]]:
    """The figures and published facts that a rating rests on; those of a case that is hidden are hidden."""
    seen = Q(case=None) | Q(case__in=visible_cases(campaign, user))
    named = "measure", "office", "case", "focus_country"
    figures = rating.figures.filter(seen).select_related(*named, "activity")
    return list(figures), list(rating.published.filter(seen).select_related(*named))


@dataclass(frozen=True)
class Trend:
    """What was seen of an indicator in one period."""

    period: Period
    value: rules.IndicatorValue


@dataclass(frozen=True)
class Seen:
    """An indicator with what was seen of it in all, and period by period."""

    indicator: Indicator
    value: rules.IndicatorValue
    trend: tuple[Trend, ...]


@dataclass(frozen=True)
class Grounds:
    """All that indicators are read from, by whom it may be counted: nothing restricted is among it."""

    outcomes: tuple[tuple[OutcomeRow, ImpreciseDate | None], ...]
    measures: Mapping[str, adding.Measure]
    figures: tuple[adding.Figure, ...]
    ratings: tuple[RatingRow, ...]

    def in_period(self, period: Period) -> Grounds:
        """What was reported for the period, and the outcomes that surely lie in it."""
        return Grounds(
            tuple((row, when) for row, when in self.outcomes if _lies_in(when, period)),
            self.measures,
            tuple(figure for figure in self.figures if figure.period == period.key),
            tuple(row for row in self.ratings if row.period == period.key),
        )


def _lies_in(when: ImpreciseDate | None, period: Period) -> bool:
    if when is None or when.earliest is None or when.latest is None:
        return False
    return bool(period.begins <= when.earliest and when.latest <= period.ends)


def indicators_seen(campaign: Campaign) -> tuple[Seen, ...]:
    """Every indicator with what was seen of it, in the order of the framework; the same for every reader."""
    return remembered("indicators", campaign, lambda: tuple(_indicators_seen(campaign)))


def _indicators_seen(campaign: Campaign) -> Iterable[Seen]:
    indicators = sorted(
        Indicator.objects.filter(campaign=campaign)
        .select_related("change_area__dimension", "focus_country")
        .prefetch_related("measures", "targets__focus_country", "targets__period"),
        key=lambda row: (row.change_area.dimension.position, row.change_area.position, row.position),
    )
    periods = sorted(Period.objects.filter(campaign=campaign), key=lambda row: (row.begins, row.key))
    grounds = _grounds(campaign, indicators)
    by_period = [(period, grounds.in_period(period)) for period in periods]
    for indicator in indicators:
        trend = (Trend(period, _value(indicator, part)) for period, part in by_period)
        yield Seen(indicator, _value(indicator, grounds), tuple(trend))


def _value(indicator: Indicator, grounds: Grounds) -> rules.IndicatorValue:
    row = _light(
        IndicatorRow,
        key=indicator.key,
        name=indicator.name,
        indicator_kind=IndicatorKind(indicator.indicator_kind),
        measures=tuple(measure.key for measure in indicator.measures.all()),
        focus_country=indicator.focus_country.key if indicator.focus_country else "",
    )
    return rules.indicator_value(
        row,
        indicator.change_area.key,
        outcomes=[outcome for outcome, _ in grounds.outcomes],
        measures=grounds.measures,
        figures=grounds.figures,
        ratings=grounds.ratings,
    )


def _grounds(campaign: Campaign, indicators: Sequence[Indicator]) -> Grounds:
    measures = {row.key: row for indicator in indicators for row in indicator.measures.all()}
    additivity = {key: Additivity(row.additivity) for key, row in measures.items()}
    return Grounds(
        outcomes=tuple(_tied_outcomes(campaign)),
        measures={key: adding.Measure(key, how) for key, how in additivity.items()},
        figures=tuple(figures_to_add(campaign, additivity)),
        ratings=tuple(_light_ratings(campaign)),
    )


def _tied_outcomes(campaign: Campaign) -> Iterable[tuple[OutcomeRow, ImpreciseDate | None]]:
    """Unrestricted outcomes that are tied to an indicator, with no more of each than counting needs."""
    tied: dict[Any, list[str]] = defaultdict(list)
    pairs = Outcome.indicators.through.objects.filter(outcome__campaign=campaign, outcome__restricted=False)
    for outcome, indicator in pairs.values_list("outcome_id", "indicator__key"):
        tied[outcome].append(indicator)
    found = Outcome.objects.filter(campaign=campaign, restricted=False, pk__in=list(tied))
    fields = "pk", "key", "state", "focus_country__key", "when_edtf", "when_earliest", "when_latest"
    for pk, key, state, country, edtf, earliest, latest in found.values_list(*fields):
        row = _light(
            OutcomeRow,
            key=key,
            state=OutcomeState(state),
            focus_country=country or "",
            indicators=tuple(tied[pk]),
        )
        yield row, ImpreciseDate(edtf, "", earliest, latest) if edtf else None


def figures_to_add(campaign: Campaign, additivity: Mapping[str, Additivity]) -> Iterable[adding.Figure]:
    """The figures of these measures as the rules of addition read them; those of restricted cases are not there."""
    found = Figure.objects.filter(campaign=campaign, measure__key__in=list(additivity))
    found = found.exclude(case__restricted=True)
    fields = (
        "key", "measure__key", "value", "precision", "words", "office__key", "activity__key", "case__key",
        "focus_country__key", "country", "period__key", "period__ends", "when_edtf", "when_earliest", "when_latest",
        "of", "part_of__key",
    )  # fmt: skip
    for row in found.values(*fields):
        when = None
        if row["when_edtf"]:
            when = ImpreciseDate(row["when_edtf"], "", row["when_earliest"], row["when_latest"])
        elif row["period__ends"] and additivity[row["measure__key"]] is Additivity.STOCK:
            when = ImpreciseDate.on(row["period__ends"])
        yield adding.Figure(
            key=row["key"], measure=row["measure__key"], value=row["value"], precision=Precision(row["precision"]),
            words=row["words"], office=row["office__key"] or "", activity=row["activity__key"] or "",
            case=row["case__key"] or "", focus_country=row["focus_country__key"] or "", country=row["country"],
            period=row["period__key"] or "", when=when, of=row["of"], part_of=row["part_of__key"] or "",
        )  # fmt: skip


def outcomes_of_indicator(indicator: Indicator, campaign: Campaign, user: Any) -> list[Outcome]:
    """The outcomes that are tied to an indicator, as far as the reader may know of them; of its country, if it has one."""
    found = visible_outcomes(campaign, user).filter(indicators=indicator)
    if indicator.focus_country_id:
        found = found.filter(focus_country=indicator.focus_country_id)
    return list(outcomes_with_evidence(found.order_by("-when_earliest", "position", "key"))[:50])


def published_of_indicator(indicator: Indicator, campaign: Campaign) -> list[Published]:
    """What sources printed of the measures of an indicator, without the records under it."""
    found = Published.objects.filter(campaign=campaign, measure__in=indicator.measures.all())
    found = found.exclude(case__restricted=True)
    if indicator.focus_country_id:
        found = found.filter(focus_country=indicator.focus_country_id)
    return list(found.select_related("measure"))


def ratings_resting_on(record: Any, campaign: Campaign) -> list[Rating]:
    """The ratings that name an outcome or a published fact as their ground."""
    if READ_ALREADY in record.__dict__:
        return list(record.__dict__[READ_ALREADY])
    field = {"outcome": "outcomes", "published": "published", "figure": "figures"}[record.row.kind]
    found = Rating.objects.filter(campaign=campaign, **{field: record.pk})
    return list(found.select_related("focus_country", "change_area", "period", "step"))


# Where a record keeps the ratings that rest on it, for a page asks twice: for its chain and for its panel.
READ_ALREADY = "_ratings_resting_on"


def ratings_by_outcome(outcomes: Sequence[Outcome]) -> dict[str, list[Rating]]:
    """By the key of each of these outcomes, the ratings that name it as their ground; in one query."""
    named = Rating.outcomes.through.objects.filter(outcome__in=[outcome.pk for outcome in outcomes])
    related = ("rating__focus_country", "rating__change_area", "rating__period", "rating__step")
    found: dict[Any, list[Rating]] = defaultdict(list)
    for pair in named.select_related(*related).order_by("rating__position", "rating__key"):
        found[pair.outcome_id].append(pair.rating)
    for outcome in outcomes:
        outcome.__dict__[READ_ALREADY] = found[outcome.pk]
    return {outcome.key: found[outcome.pk] for outcome in outcomes}


def unrated_cells(campaign: Campaign) -> list[tuple[str, str, str]]:
    """Country, change area and period of each cell of the running period that has outcomes but no rating."""
    period = (
        Period.objects.filter(campaign=campaign, begins__lte=campaign.cutoff).order_by("-ends", "key").first()
    )
    if period is None:
        return []
    rated = {
        (row.focus_country, row.change_area) for row in _light_ratings(campaign) if row.period == period.key
    }
    recorded = Outcome.objects.filter(campaign=campaign, restricted=False, focus_country__isnull=False)
    pairs = recorded.order_by().values_list("focus_country__key", "change_areas__key").distinct()
    return [(*pair, period.key) for pair in sorted(pairs) if pair[1] and pair not in rated]
