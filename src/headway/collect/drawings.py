"""How returns came in over time, and what an office counted beside the whole movement, drawn."""

from __future__ import annotations

from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _

from headway.collect.forms.figures import precisions
from headway.collect.queries.beside import Beside, InPeriod, beside_of, office_taking_part
from headway.collect.queries.reporting import Reporting
from headway.collect.rules import By
from headway.collect.words import said_none, said_result
from headway.lib.additivity import Additivity, Distribution, Range, Result, Total
from headway.lib.precision import Precision
from headway.pages.speech import Speech, speech
from headway.plan.drawings import NARROW, WIDE, frame, kept

# Names of charts: keys hold no two hyphens in a row.
BESIDE, _BETWEEN = "beside-", "--"


def draw_reporting(found: Reporting) -> tuple[Any, Any] | None:
    """A wide picture and a narrow one; None where nothing was handed in on a known day."""
    if not found.days:
        return None
    return _drawn(found, WIDE), _drawn(found, NARROW)


def _drawn(found: Reporting, width: int) -> Any:
    from headway.charts import Arrivals, ArrivalWords, arrivals_over_time

    here = speech()
    reading = _("{count} of {awaited} returns are handed in: the first on {first}, the latest on {last}.")
    told = frame(here, _("Returns handed in over time"), reading, width=width)
    said = {
        day: here.digits(format_date(day, "d MMM y", locale=here.locale)) for day in dict.fromkeys(found.days)
    }
    awaited = max(found.tally["asked"], len(found.days))
    arrivals = Arrivals(found.days, awaited, found.period.due, said)
    return arrivals_over_time(told, arrivals, ArrivalWords(_("due"), _("Day"), _("Handed in so far")))


def name_of_beside(one: Beside) -> str:
    """By which name the chart can be asked for."""
    parts = (one.office.key, one.measure.key, *filter(None, (one.currency.lower(),)))
    return BESIDE + _BETWEEN.join(parts)


def beside_named(campaign: Any, name: str, width: int) -> Any:
    """The chart of that name, or None where there is none."""
    office = office_taking_part(campaign, name.removeprefix(BESIDE).partition(_BETWEEN)[0])
    every = beside_of(campaign, office) if office else ()
    one = next((one for one in every if name_of_beside(one) == name), None)
    return draw_beside(campaign, one, width) if one else None


def draw_beside(campaign: Any, one: Beside, width: int = WIDE) -> Any:
    """For each period a bar for the office and one for the whole movement. A range stays one: nothing is added here."""
    return kept(campaign, name_of_beside(one), width, lambda: _draw_beside(campaign, one, width))


def _draw_beside(campaign: Any, one: Beside, width: int) -> Any:
    from headway.charts import BarWords, figure_bars

    here = speech(campaign.language)
    last = next((period for period in reversed(one.periods) if period.name), one.periods[-1])
    is_share = one.measure.additivity == Additivity.RATIO
    whose, everybody = here.say(one.office.name), _("the whole movement")
    said = _("%(period)s: %(office)s %(own)s, the whole movement %(all)s.") % {
        "period": _period(here, last), "office": whose,
        "own": said_result(last.own, is_share=is_share), "all": said_result(last.all, is_share=is_share),
    }  # fmt: skip
    bars = [
        _bar(f"{_period(here, period)} · {who}", result, is_share=is_share)
        for period in one.periods
        for who, result in ((whose, period.own), (everybody, period.all))
    ]
    title = " · ".join(filter(None, (here.say(one.measure.name), one.currency)))
    words = BarWords(
        {Precision(one): said for one, said in precisions()}, _("between"), _("Period"), _("How many")
    )
    return figure_bars(frame(here, title, said, width=width), bars, words)


def _period(here: Speech, period: InPeriod) -> str:
    return here.say(period.name) if period.name else said_none(By.PERIOD)


def _bar(label: str, result: Result, *, is_share: bool) -> Any:
    from headway.charts import Bar

    said = said_result(result, is_share=is_share) or _("in words only")
    match result:
        case Total():
            return Bar(label, said, float(result.value), result.precision)
        case Range():
            return Bar(label, said, float(result.low), result.precision, float(result.high))
        case Distribution():
            return Bar(label, said, float(result.smallest), result.precision, float(result.largest))
    return Bar(label, said)
