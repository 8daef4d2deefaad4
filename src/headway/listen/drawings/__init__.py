"""Charts of what was listened for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from headway.pages.speech import Speech


def in_time(rows: Iterable[Any]) -> list[Any]:
    """Dated records in their order, then those without a date in the order of the pack."""
    rows = list(rows)
    dated = [row for row in rows if row.when and (row.when.earliest or row.when.latest)]
    dated.sort(key=lambda row: (row.when.earliest or row.when.latest, row.when.latest or row.when.earliest))
    return [*dated, *(row for row in rows if row not in dated)]


def moments_chart(told: Any, speech: Speech, rows: Sequence[Any]) -> Any:
    """A timeline of moments; what nobody had planned is hollow."""
    from headway.charts import Happening, TimelineWords, timeline

    words = TimelineWords(
        _("a day"), _("a span, or a date not known to the day"), _("goes on, or its end is not known"),
        _("not planned"), speech.months, _("Moment"), _("When"),
    )  # fmt: skip
    happenings = [
        Happening(
            speech.say(row.name),
            speech.when(row.when),
            row.when.earliest if row.when else None,
            row.when.latest if row.when else None,
            not row.planned,
        )
        for row in rows
    ]
    return timeline(told, happenings, words)
