"""What was seen of each indicator, in all and period by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headway.assess import rules
from headway.assess.queries.board import light, light_ratings
from headway.assess.queries.grounds import outcomes_with_evidence
from headway.assess.rows import RatingRow
from headway.collect.models import Figure, Published
from headway.lib import additivity as adding
from headway.lib.additivity import Additivity
from headway.lib.edtf import ImpreciseDate
from headway.lib.precision import Precision
from headway.listen.queries.indicators import Heard, heard_of_indicators
from headway.plan.models import Campaign, Indicator, Period
from headway.plan.queries import remembered
from headway.plan.rows import IndicatorKind, IndicatorRow
from headway.verify.models import Outcome
from headway.verify.queries import visible_outcomes
from headway.verify.rows import OutcomeRow, OutcomeState


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
    heard: Mapping[str, Heard]

    def in_period(self, period: Period) -> Grounds:
        """What was reported for the period, and the outcomes that surely lie in it."""
        return Grounds(
            tuple((row, when) for row, when in self.outcomes if _lies_in(when, period)),
            self.measures,
            tuple(figure for figure in self.figures if figure.period == period.key),
            tuple(row for row in self.ratings if row.period == period.key),
            {key: one.in_period(period.key) for key, one in self.heard.items()},
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
    grounds = _grounds(campaign, indicators, periods)
    by_period = [(period, grounds.in_period(period)) for period in periods]
    for indicator in indicators:
        trend = (Trend(period, _value(indicator, part)) for period, part in by_period)
        yield Seen(indicator, _value(indicator, grounds), tuple(trend))


def _value(indicator: Indicator, grounds: Grounds) -> rules.IndicatorValue:
    row = light(
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
        heard=grounds.heard[indicator.key].whole if indicator.key in grounds.heard else None,
    )


def _grounds(campaign: Campaign, indicators: Sequence[Indicator], periods: Sequence[Period]) -> Grounds:
    measures = {row.key: row for indicator in indicators for row in indicator.measures.all()}
    additivity = {key: Additivity(row.additivity) for key, row in measures.items()}
    return Grounds(
        outcomes=tuple(_tied_outcomes(campaign)),
        measures={key: adding.Measure(key, how) for key, how in additivity.items()},
        figures=tuple(figures_to_add(campaign, additivity)),
        ratings=tuple(light_ratings(campaign)),
        heard=heard_of_indicators(campaign, indicators, periods),
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
        row = light(
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
        "of", "part_of__key", "currency",
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
            currency=row["currency"],
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
