"""Indicators: baseline, target, what was seen, and how it went period by period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from headway.assess.drawings import series_of, trend_chart
from headway.assess.queries import Seen, indicators_seen, outcomes_of_indicator, published_of_indicator
from headway.assess.rules import IndicatorValue
from headway.assess.views.grounds import grounds_of
from headway.assess.words import how_taken, outcomes_in_words, taken_in_words, value_in_words
from headway.audit.actions import record_reads
from headway.lib.additivity import Additivity, NoFigures, Result
from headway.listen.queries.indicators import address_of_hearing
from headway.listen.rules import Taken
from headway.pages.panels import panels_for
from headway.pages.places import Crumb, found
from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.plan.drawings import NARROW, WIDE, downloads_of
from headway.plan.queries import at_one_moment, campaign_by_key, in_terms
from headway.plan.rows import IndicatorKind


@dataclass(frozen=True)
class Said:
    """One value of an indicator in words: what was measured, how much, and why it is told so."""

    what: dict[str, str] | None
    value: str
    why: str = ""
    href: str = ""


@dataclass(frozen=True)
class Shown:
    """An indicator as a page shows it."""

    indicator: Any
    kind: str
    seen: tuple[Said, ...]
    trend: tuple[tuple[Any, tuple[Said, ...]], ...]

    @property
    def has_trend(self) -> bool:
        """True where anything was seen in two periods at least: less is no trend."""
        return sum(bool(said) for _, said in self.trend) > 1

    @property
    def kinds_seen(self) -> int:
        """Of how many things anything was seen in some period: measures, and all else as one."""
        return len({str(one.what) for _, said in self.trend for one in said})


def line_of(seen: Seen, campaign: Any) -> Shown:
    """The indicator in words."""
    indicator = seen.indicator
    return Shown(
        indicator,
        wording(IndicatorKind(indicator.indicator_kind)),
        tuple(_said(indicator, seen.value, campaign)),
        tuple((one.period, tuple(_said(indicator, one.value, campaign))) for one in seen.trend),
    )


def _said(indicator: Any, value: IndicatorValue, campaign: Any) -> list[Said]:
    """Figures first, then outcomes and ratings; nothing where nothing was seen."""
    measures = {row.key: row for row in indicator.measures.all()}
    said = [
        _measured(measures[result.measure], result, campaign)
        for result in value.results
        if not isinstance(result, NoFigures)
    ]
    if value.heard is not None:
        said.append(_heard(indicator, value.heard, campaign))
    outcomes = outcomes_in_words(len(value.verified), len(value.unverified))
    said += [Said(None, words) for words in outcomes]
    if count := len(value.ratings):
        words = ngettext("%(count)s rating", "%(count)s ratings", count)
        href = reverse("change-area", args=[campaign.key, indicator.change_area.key])
        said.append(Said(None, words % {"count": speech().number(count)}, href=href))
    return said


def _measured(measure: Any, result: Result, campaign: Any) -> Said:
    value, why = value_in_words(result, is_share=measure.additivity == Additivity.RATIO)
    href = reverse("fact", args=[campaign.key, f"total:{measure.key}"])
    return Said(measure.name, value, why, href)


def _heard(indicator: Any, taken: Taken, campaign: Any) -> Said:
    """What was counted in imported rows, with the listening page that counts the same."""
    address, query = address_of_hearing(indicator)
    href = reverse(address, args=[campaign.key]) + query
    return Said({"*": wording(taken.what)}, taken_in_words(taken), how_taken(taken), href)


@require_safe
def indicators(request: HttpRequest, campaign: str) -> HttpResponse:
    """All indicators of the framework, by dimension and change area."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    lines = [line_of(one, shown) for one in indicators_seen(shown)]
    context = {
        "campaign": shown,
        "heading": _("Indicators"),
        "trail": _trail(shown),
        "dimensions": [
            Part(
                dimension,
                tuple((area, list(lines)) for area, lines in groupby(own, key=_area)),
                any(map(_is_bounded, own)),
            )
            for dimension, part in groupby(lines, key=lambda line: line.indicator.change_area.dimension)
            for own in (list(part),)
        ],
        "seen": sum(bool(line.seen) for line in lines),
        "count": len(lines),
    }
    return render(request, "assess/indicators.html", context)


@dataclass(frozen=True)
class Part:
    """One dimension with its change areas; baselines and targets have columns where any is known."""

    dimension: Any
    areas: tuple[tuple[Any, list[Shown]], ...]
    bounded: bool


def _is_bounded(line: Shown) -> bool:
    row = line.indicator
    return row.baseline_value is not None or any(
        one.value is not None or one.words for one in row.targets.all()
    )


def _area(line: Shown) -> Any:
    return line.indicator.change_area


@require_safe
def indicator(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """One indicator: where it began, where it should be, what was seen and when."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    seen = found(next((one for one in indicators_seen(shown) if one.indicator.key == key), None))
    line, record = line_of(seen, shown), seen.indicator
    charts = list(_charts(shown, seen))
    outcomes = outcomes_of_indicator(record, shown, request.user)
    record_reads("outcome", outcomes, acting_user=request.user, listed=True)
    context = {
        "campaign": shown,
        "heading": speech().say(record.name),
        "trail": _trail(shown, *_crumbs_above(shown, record), Crumb(speech().say(record.name))),
        "line": line,
        "indicator": record,
        "told_apart": in_terms(shown, record.disaggregations),
        "targets": _targets(record.targets.all()),
        "charts": charts,
        "more_than_charts": line.kinds_seen > len(charts),
        "published": published_of_indicator(record, shown),
        "outcomes": grounds_of(outcomes),
        "panels": panels_for("indicator", record, shown, request.user),
    }
    return render(request, "assess/indicator.html", context)


def _charts(campaign: Any, seen: Seen) -> Iterable[tuple[str, Any, Any, list[tuple[str, str]]]]:
    """What was seen in two periods or more, drawn: name, wide, narrow, and where it can be taken away."""
    here = speech(campaign.language)
    for series in series_of(seen):
        wide, narrow = (trend_chart(campaign, here, series, width) for width in (WIDE, NARROW))
        yield series.name, wide, narrow, downloads_of(campaign, series.name)


def _targets(rows: Iterable[Any]) -> list[tuple[Any, str]]:
    """Each target with its value in words; one that was never published is not known."""
    return [
        (row, speech().number(row.value) if row.value is not None else row.words or _("not known"))
        for row in rows
    ]


def _crumbs_above(campaign: Any, record: Any) -> list[Crumb]:
    area = record.change_area
    here = speech()
    return [
        Crumb(_("Indicators"), reverse("indicators", args=[campaign.key])),
        Crumb(here.say(area.name), reverse("change-area", args=[campaign.key, area.key])),
    ]


def _trail(campaign: Any, *crumbs: Crumb) -> list[Crumb]:
    here = speech()
    return [
        Crumb(here.say(campaign.name), reverse("campaign", args=[campaign.key])),
        Crumb(_("Framework"), reverse("framework", args=[campaign.key])),
        *crumbs,
    ]
