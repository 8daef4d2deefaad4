"""Every chart of a campaign by its name: the pages and the downloads draw it here, with the rooms' own drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headway.assess.drawings import (
    TREND,
    matrix_chart,
    names_of,
    precision_words,
    spread_chart,
    trend_named,
)
from headway.assess.queries import board_of
from headway.collect.drawings import BESIDE, beside_named
from headway.lib.additivity import Additivity
from headway.lib.precision import Precision
from headway.listen.drawings import in_time, moments_chart
from headway.listen.queries import bare_moments_of
from headway.pages.speech import Speech, speech
from headway.plan.drawings import WIDE, frame, theory_chart, world_chart
from headway.plan.queries import countries_of_offices, remembered, theory_of
from headway.report.queries import measure_by_key, open_figures, where_offices_acted

FIGURES = "figures-"
MOST_BARS = 30


def chart_named(campaign: Any, name: str, *, width: int = WIDE, period: str = "") -> Any:
    """The chart, or None where there is none of that name or nothing to draw; drawn anew only after a change."""
    if name.startswith(TREND):
        return trend_named(campaign, speech(campaign.language), name, width)
    if name.startswith(BESIDE):
        return beside_named(campaign, name, width)
    make = _CHARTS.get(name)
    if make is None and not name.startswith(FIGURES):
        return None
    if period and period not in {one.key for one in board_of(campaign).periods}:
        return None
    place = f"chart {name} {get_language()} {width} {period}"
    if make is None:
        return remembered(place, campaign, lambda: _figures(campaign, name.removeprefix(FIGURES), width))
    return remembered(place, campaign, lambda: make(campaign, speech(campaign.language), width, period))


def _matrix(campaign: Any, here: Speech, width: int, period: str) -> Any:
    board = board_of(campaign, period)
    if not board.matrix.rated:
        return None
    told = frame(
        here, _("Progress by country of focus"), _("{rated} of {cells} cells are rated."), width=width
    )
    return matrix_chart(
        told, here, board.matrix, names_of(board, here), list(board.steps.values()), board.tones
    )


def _dimensions(campaign: Any, here: Speech, width: int, period: str) -> Any:
    board = board_of(campaign, period)
    if not board.matrix.rated:
        return None
    said = _("{rated} ratings, spread over the steps of the scale.")
    told = frame(here, _("Progress by dimension of change"), said, width=width)
    return spread_chart(
        told, here, board.matrix, names_of(board, here), list(board.steps.values()), board.tones
    )


def _timeline(campaign: Any, here: Speech, width: int, period: str) -> Any:
    rows = remembered("moments", campaign, lambda: in_time(bare_moments_of(campaign)))
    told = frame(
        here, _("Moments of the campaign"), _("{count} moments, from {first} to {last}."), width=width
    )
    return moments_chart(told, here, rows) if rows else None


def _map(campaign: Any, here: Speech, width: int, period: str) -> Any:
    said = _("{places} countries and territories in which offices acted or take part.")
    told = frame(here, _("Where offices acted"), said, width=width)
    return world_chart(
        told,
        here,
        countries=list(board_of(campaign).countries.values()),
        acted_in=where_offices_acted(campaign),
        taking_part=[country for _key, country in countries_of_offices(campaign)],
    )


def _theory(campaign: Any, here: Speech, width: int, period: str) -> Any:
    rows = theory_of(campaign)
    said = _("{steps} steps, joined by {links} links.")
    told = frame(here, _("How change is thought to come about"), said, width=width)
    return theory_chart(told, here, rows) if rows else None


def _figures(campaign: Any, key: str, width: int) -> Any:
    """The largest figures of one measure side by side; shares have no length to compare."""
    from headway.charts import Bar, BarWords, figure_bars

    here, measure = speech(campaign.language), measure_by_key(campaign, key)
    if measure is None or measure.additivity == Additivity.RATIO:
        return None
    rows = open_figures(campaign).filter(measure=measure, part_of=None, value__isnull=False)
    bars = [
        Bar(_about(here, row), here.amount(row.value, precision), float(row.value), precision)
        for row in rows.order_by("-value", "key")[:MOST_BARS]
        for precision in (Precision(row.precision),)
        if row.value is not None
    ]
    if not bars:
        return None
    told = frame(here, here.say(measure.name), _("{count} figures; the largest is {largest}."), width=width)
    return figure_bars(
        told, bars, BarWords(precision_words(), _("between"), _("What and whose"), _("How many"))
    )


def _about(here: Speech, row: Any) -> str:
    """What and whom a figure is about."""
    if row.activity:
        return here.say(row.activity.name)
    parts = [here.say(one.name) for one in (row.case, row.office) if one]
    if not parts and row.focus_country:
        parts = [here.say(row.focus_country.name)]
    elif not parts and row.country:
        parts = [here.country(row.country)]
    return here.join([*parts, row.of])


_CHARTS: Mapping[str, Callable[[Any, Speech, int, str], Any]] = {
    "matrix": _matrix,
    "dimensions": _dimensions,
    "timeline": _timeline,
    "map": _map,
    "theory": _theory,
}
