"""How returns came in over time, drawn."""

from __future__ import annotations

from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _

from headway.collect.queries.reporting import Reporting
from headway.pages.speech import speech
from headway.plan.drawings import NARROW, WIDE, frame


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
