"""A form that was edited after it had been sent: a change of the activity that it wrote, of which it does not know."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from headway.collect.forms.figures import figures_as_typed
from headway.collect.queries.entering import stands
from headway.collect.views.entry import Entry, entry_of, number_of, taken_over


def as_change(request: HttpRequest, entry: Entry, activity: Any) -> Entry:
    """The same form, as a change of the activity that it wrote before: its figures are those that stand."""
    data = taken_over(request.POST, entry.campaign, request.user, activity).copy()
    _row, held = stands(entry.campaign, request.user, activity.key)
    lines = [line for line in figures_as_typed(held, ()) if line["key"]]
    numbers = range(number_of(data.get("figures-TOTAL_FORMS")))
    named = {data.get(f"figures-{at}-key", "") for at in numbers}
    open_lines = [
        at for at in numbers if not data.get(f"figures-{at}-key") and data.get(f"figures-{at}-measure")
    ]
    for is_same in (True, False):
        for at in list(open_lines):
            measure = data[f"figures-{at}-measure"]
            free = [
                line for line in lines if line["key"] not in named and (line["measure"] == measure) == is_same
            ]
            if free and (is_same or data.get(f"figures-{at}-value")):
                data[f"figures-{at}-key"] = free[0]["key"]
                named.add(free[0]["key"])
                open_lines.remove(at)
    again = entry_of(request, entry.campaign, entry.offices, activity, data, entry.version, lean=True)
    assert again is not None
    return again


def asked_again(request: HttpRequest, entry: Entry, turn: int) -> Entry:
    """The same form, which counts as edited when it is sent once more."""
    data = request.POST.copy()
    data["turn"] = str(turn + 1)
    again = entry_of(request, entry.campaign, entry.offices, entry.activity, data, entry.version, lean=True)
    assert again is not None
    again.is_valid()
    return again
