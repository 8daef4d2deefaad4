"""The offices of the movement, and what each did."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.movement.listings.offices import OFFICES
from headway.movement.queries import (
    office_with_parts,
    offices_in_list,
    people_of_office,
    person_of,
)
from headway.movement.rules import may
from headway.pages.filters import BadListing, unknown_value
from headway.pages.panels import panels_for
from headway.pages.places import Crumb, found
from headway.pages.speech import speech


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    listing = OFFICES.build(request.GET, offices_in_list(request.user), user=request.user)
    context = {
        "listing": listing,
        "heading": _("Offices"),
        "has_a_role": may(person_of(request.user), "see"),
        "may_add": _may_set_up(request),
    }
    return render(request, "movement/offices.html", context)


@require_safe
def office_page(request: HttpRequest, key: str) -> HttpResponse:
    """One office: in one campaign at a time, where it takes part in several."""
    office, parts = office_with_parts(key, request.user)
    shown = found(office)
    part = _part_asked_for(request, parts)
    campaign = part.campaign if part else None
    panels = panels_for("office", shown, campaign, request.user)
    context = {
        "office": shown,
        "parts": parts,
        "part": part,
        "tabs": _tabs(parts, part),
        "panels": panels,
        "has_done_nothing": all(panel.last for panel in panels),
        "people": people_of_office(shown, request.user),
        "campaign": campaign,
        "heading": speech().say(shown.name),
        "trail": [Crumb(_("Offices"), reverse("offices")), Crumb(speech().say(shown.name))],
        "may_edit": _may_set_up(request),
    }
    return render(request, "movement/office.html", context)


def _may_set_up(request: HttpRequest) -> bool:
    return may(person_of(request.user), "set_up_movement")


def _part_asked_for(request: HttpRequest, parts: list[Any]) -> Any:
    wanted = request.GET.get("campaign", "")
    if not wanted:
        return parts[0] if parts else None
    for part in parts:
        if part.campaign.key == wanted:
            return part
    raise BadListing(unknown_value(_("Campaign"), wanted))


def _tabs(parts: list[Any], chosen: Any) -> list[tuple[str, str, bool]]:
    if len(parts) < 2:
        return []
    return [
        (speech().say(part.campaign.name), f"?campaign={part.campaign.key}", part is chosen) for part in parts
    ]
