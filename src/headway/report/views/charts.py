"""Each chart to take away: as a picture, or as the data behind it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from headway.pages.places import found
from headway.plan.queries import at_one_moment, campaign_by_key
from headway.plan.views.taken import WIDTH, taken_away
from headway.report.drawings import chart_named


@require_safe
def chart(request: HttpRequest, campaign: str, name: str, form: str) -> HttpResponse:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    drawn = found(chart_named(shown, name, width=WIDTH, period=request.GET.get("period", "")))
    return taken_away(drawn, f"{shown.key}-{name}", form)
