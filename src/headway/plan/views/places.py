"""Countries of focus, and what the campaign published."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.pages.panels import Panel, panels_for
from headway.pages.places import Crumb, found
from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.plan.listings import OUTPUTS
from headway.plan.queries import (
    all_of_plan,
    at_one_moment,
    campaign_by_key,
    kinds_shown,
    one_of_plan,
    outputs_of,
    plan_of_country,
)
from headway.plan.rows import ObjectiveLevel, OutputKindRow
from headway.plan.views.framework import above, crumb_of_list, offices_of


@require_safe
def focus_countries(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    context = {
        "campaign": shown,
        "heading": _("Countries of focus"),
        "trail": above(shown)[:1],
        "countries": all_of_plan(shown, "focus-country", "office"),
    }
    return render(request, "plan/focus_countries.html", context)


@require_safe
def focus_country(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """One country: what is to change there, how it moved, and all that later rooms know of it."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    country = found(one_of_plan(shown, "focus-country", key, "office"))
    country.campaign = shown
    plan = plan_of_country(country)
    context = {
        "campaign": shown,
        "country": country,
        "heading": speech().say(country.name),
        "trail": [
            *above(shown)[:1],
            crumb_of_list(shown, "focus-countries", _("Countries of focus")),
            Crumb(speech().say(country.name)),
        ],
        "objectives": [
            (wording(level), rows)
            for level in ObjectiveLevel
            if (rows := [row for row in plan["objective"] if row.level == level])
        ],
        "risks": plan["risk"],
        "exit_items": plan["exit-item"],
        "panels": _what_moved_first(panels_for("focus-country", country, shown, request.user)),
    }
    return render(request, "plan/focus_country.html", context)


def _what_moved_first(panels: list[Panel]) -> list[Panel]:
    """How the country moved comes before whom the work there is with."""
    return sorted(
        panels, key=lambda panel: _FIRST.index(panel.anchor) if panel.anchor in _FIRST else len(_FIRST)
    )


_FIRST = ("progress", "moved")


@require_safe
def outputs(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    listing = OUTPUTS.build(request.GET, outputs_of(shown), shown, request.user)
    context = {"campaign": shown, "heading": _("Publications"), "trail": above(shown)[:1], "listing": listing}
    return render(request, "plan/outputs.html", context)


@require_safe
def output(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    record = found(outputs_of(shown, key).first())
    context: dict[str, Any] = {
        "campaign": shown,
        "output": record,
        "label": kinds_shown(shown, OutputKindRow).label(record.output_kind),
        "offices": offices_of(shown, record.offices.all()),
        "heading": speech().say(record.name),
        "trail": [
            *above(shown)[:1],
            crumb_of_list(shown, "outputs", _("Publications")),
            Crumb(speech().say(record.name)),
        ],
        "panels": panels_for("output", record, shown, request.user),
    }
    return render(request, "plan/output.html", context)
