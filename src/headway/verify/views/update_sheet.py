"""The form of a monthly update, open: with what was planned the month before, so that it can be told what came of that."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, QueryDict

from headway.audit.actions import record_reads
from headway.collect.queries.entering import cut_choice
from headway.lib.edtf import ImpreciseDate
from headway.lib.months import edtf_of
from headway.pages.speech import speech
from headway.verify.actions.updates import OF_UPDATE
from headway.verify.forms.update import UpdateForm, update_as_typed
from headway.verify.queries.updates import (
    countries_to_tell_of,
    months_due,
    months_to_choose,
    plan_before,
    row_of_update,
)
from headway.verify.queries.visible import visible_outcomes
from headway.verify.views.sheet import Sheet, chosen_in, find_in, hidden_of, number_in


@dataclass
class UpdateSheet(Sheet):
    """`update` is None where it is new."""

    form_name: ClassVar[str] = "update"

    update: Any = None

    @property
    def about(self) -> Any:
        return self.update

    @cached_property
    def before(self) -> Any:
        """The update before the month that was chosen so far in which something was planned."""
        country, month = (str(self.form[name].value() or "") for name in ("focus_country", "when"))
        found = plan_before(self.campaign, self.user, country, month)
        if found is not None:
            record_reads("update", [found], acting_user=self.user)
        return found


def open_update(request: HttpRequest, campaign: Any, update: Any, data: QueryDict | None) -> UpdateSheet:
    row = row_of_update(update, request.user) if update else None
    here = speech()
    months = {
        edtf_of(month): here.when(ImpreciseDate.parse(edtf_of(month))) for month in months_to_choose(campaign)
    }
    if row is not None:
        months.setdefault(row.when.edtf, here.when(row.when))
    choice = _outcomes(request, campaign, update, chosen_in(data, row, "outcomes"), data)
    countries = [(one.key, here.say(one.name)) for one in countries_to_tell_of(campaign, request.user)]
    initial = dict(update_as_typed(row)) if row else _begun(request, campaign, countries)
    form = UpdateForm(
        data, initial=initial | hidden_of(row, OF_UPDATE), is_new=row is None, months=list(months.items()),
        focus=countries, outcomes=choice.options,
    )  # fmt: skip
    return UpdateSheet(
        "update", campaign, None, row, form, {"outcomes": choice}, OF_UPDATE, update_as_typed,
        version=number_in(data), user=request.user, update=update,
    )  # fmt: skip


def _begun(request: HttpRequest, campaign: Any, countries: list[tuple[str, str]]) -> dict[str, Any]:
    """What the address names; else the one country that the person tells of, and the last month that is over."""
    only = countries[0][0] if len(countries) == 1 else ""
    due = months_due(campaign)
    last = edtf_of(due[-1]) if due else ""
    return {"focus_country": request.GET.get("country", only), "when": request.GET.get("month", last)}


def _outcomes(
    request: HttpRequest, campaign: Any, update: Any, chosen: list[str], data: QueryDict | None
) -> Any:
    """Outcomes of its country, and those that were chosen."""
    if update is None:
        return cut_choice([], [], "")
    seen = visible_outcomes(campaign, request.user)
    shown = list(seen.filter(focus_country=update.focus_country) | seen.filter(key__in=chosen))
    record_reads("outcome", shown, acting_user=request.user, listed=True)
    here = speech()
    return cut_choice(
        sorted((here.say(one.name), one.key) for one in shown), chosen, find_in(data, "outcomes")
    )
