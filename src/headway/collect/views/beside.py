"""An office's figures over time, beside those of the whole movement."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.collect.drawings import draw_beside, name_of_beside
from headway.collect.queries.beside import Beside, beside_of
from headway.collect.queries.returns import offices_reporting
from headway.pages.filters import BadListing, unknown_value
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.drawings import NARROW, downloads_of
from headway.plan.queries import at_one_moment, campaign_by_key

# So many pictures a page can hold; the other measures are a click away.
MOST = 4


@require_safe
def office_figures(request: HttpRequest, campaign: str, office: str) -> HttpResponse:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    who = found(offices_reporting(shown, request.user).filter(key=office).first())
    every = beside_of(shown, who)
    chosen = _chosen(every, request.GET.get("measure", ""))
    context = frame_of(shown, _("Figures over time"), ("totals", _("Totals"))) | {
        "office": who,
        "charts": [_chart(shown, one) for one in chosen],
        "others": [one for one in every if one not in chosen],
    }
    return render(request, "collect/office_figures.html", context)


def _chosen(every: tuple[Beside, ...], wanted: str) -> list[Beside]:
    if not wanted:
        return list(every[:MOST])
    chosen = [one for one in every if one.measure.key == wanted]
    if not chosen:
        raise BadListing(unknown_value(_("Measure"), wanted))
    return chosen


def _chart(campaign: Any, one: Beside) -> dict[str, Any]:
    name = name_of_beside(one)
    return {
        "name": name, "measure": one.measure, "wide": draw_beside(campaign, one),
        "narrow": draw_beside(campaign, one, NARROW), "downloads": downloads_of(campaign, name),
        "unit": one.currency or speech().say(one.measure.unit),
    }  # fmt: skip
