"""How an indicator went, period by period: one chart for each thing that was seen of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from headway.assess.queries import Seen, indicators_seen
from headway.assess.rules import IndicatorValue
from headway.assess.words import outcomes_in_words, value_in_words
from headway.lib.additivity import Additivity, Distribution, NoFigures, Range, Refusal, Result, Total
from headway.lib.precision import Precision
from headway.pages.speech import Speech
from headway.plan.drawings import frame, kept

TREND = "trend-"


@dataclass(frozen=True)
class Series:
    """What was seen of one thing in each period: a measure of an indicator, or (None) its outcomes."""

    name: str
    indicator: Any
    measure: Any
    values: tuple[tuple[Any, Any], ...]


def series_of(seen: Seen) -> list[Series]:
    """What was seen in at least two periods, so that it can be told how it went."""
    row = seen.indicator
    start = f"{TREND}{row.key}"
    found = [Series(start, row, None, tuple((one.period, one.value) for one in seen.trend))]
    for measure in row.measures.all():
        values = tuple((one.period, _result_of(one.value, measure.key)) for one in seen.trend)
        found.append(Series(f"{start}--{measure.key}", row, measure, values))
    return [one for one in found if sum(_was_seen(value) for _period, value in one.values) > 1]


def _result_of(value: IndicatorValue, measure: str) -> Result | None:
    return next((one for one in value.results if one.measure == measure), None)


def _was_seen(value: IndicatorValue | Result | None) -> bool:
    if isinstance(value, IndicatorValue):
        return bool(value.verified or value.unverified)
    return value is not None and not isinstance(value, NoFigures)


def trend_named(campaign: Any, speech: Speech, name: str, width: int) -> Any:
    """The chart of one series by its name; None where there is none."""
    series = (one for seen in indicators_seen(campaign) for one in series_of(seen) if one.name == name)
    found = next(series, None)
    return trend_chart(campaign, speech, found, width) if found else None


def trend_chart(campaign: Any, speech: Speech, series: Series, width: int) -> Any:
    """A bar for each period, drawn as exactly as it is known."""
    return kept(campaign, series.name, width, lambda: _draw_trend(speech, series, width))


def _draw_trend(speech: Speech, series: Series, width: int) -> Any:
    from headway.charts import BarWords, figure_bars

    bars = [_bar(speech, speech.say(period.name), value, series) for period, value in series.values]
    first, last = (bar for bar in (bars[0], bars[-1]))
    known = [bar for bar in bars if bar.value is not None]
    if len(known) > 1:
        first, last = known[0], known[-1]
    said = _("From %(first)s (%(start)s) to %(last)s (%(end)s).") % {
        "first": first.text, "start": first.label, "last": last.text, "end": last.label,
    }  # fmt: skip
    title = speech.say(series.measure.name) if series.measure else _("Outcomes tied to it")
    between = _("between") if series.measure else _("verified, and with those not verified")
    words = BarWords(precision_words(), between, _("Period"), _("What was seen"))
    return figure_bars(frame(speech, title, said, width=width), bars, words)


def _bar(speech: Speech, label: str, value: IndicatorValue | Result | None, series: Series) -> Any:
    from headway.charts import Bar

    match value:
        case IndicatorValue() if _was_seen(value):
            sure, all_of_them = len(value.verified), len(value.verified) + len(value.unverified)
            text = speech.listed(outcomes_in_words(sure, len(value.unverified)))
            return Bar(label, text, float(sure), high=float(all_of_them) if all_of_them > sure else None)
        case Total() | Range() | Distribution():
            text, _why = value_in_words(value, is_share=series.measure.additivity == Additivity.RATIO)
            low, high = _ends(value)
            return Bar(label, text, low, value.precision, high if high > low else None)
        case Refusal():
            return Bar(label, value_in_words(value, is_share=False)[0])
    return Bar(label, _("nothing was reported"))


def _ends(value: Total | Range | Distribution) -> tuple[float, float]:
    match value:
        case Total():
            return float(value.value), float(value.value)
        case Range():
            return float(value.low), float(value.high)
    return float(value.smallest), float(value.largest)


def precision_words() -> dict[Precision, str]:
    """What the ways of drawing a bar mean."""
    return {
        Precision.EXACT: _("exactly"), Precision.AT_LEAST: _("at least"), Precision.ABOUT: _("about"),
        Precision.AT_MOST: _("at most"),
    }  # fmt: skip
