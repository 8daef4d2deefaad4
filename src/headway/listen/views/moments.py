"""Pages of moments: when the campaign was to be heard of."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.listen.drawings import in_time, moments_chart
from headway.listen.queries import moments_of
from headway.pages.panels import panels_for
from headway.pages.places import Crumb, found
from headway.pages.speech import Speech, speech
from headway.plan.drawings import NARROW, WIDE, downloads_of, frame, kept
from headway.plan.queries import at_one_moment, campaign_by_key


@require_safe
def moments(request: HttpRequest, campaign: str) -> HttpResponse:
    """All moments in the order of time, as a picture and one after the other."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    here, rows = speech(shown.language), in_time(moments_of(shown))
    wide, narrow = (_chart(shown, here, rows, width) for width in (WIDE, NARROW))
    context = {
        "campaign": shown,
        "heading": _("Moments"),
        "trail": _trail(shown),
        "moments": rows,
        "chart": wide,
        "narrow": narrow,
        "downloads": downloads_of(shown, "timeline"),
    }
    return render(request, "listen/moments.html", context)


def _chart(campaign: Any, here: Speech, rows: list[Any], width: int) -> Any:
    told = frame(
        here, _("Moments of the campaign"), _("{count} moments, from {first} to {last}."), width=width
    )
    return kept(campaign, "moments", width, lambda: moments_chart(told, here, rows)) if rows else None


@require_safe
def moment(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    record = found(moments_of(shown, key).first())
    name = speech().say(record.name)
    above = Crumb(_("Moments"), reverse("moments", args=[shown.key]))
    context = {
        "campaign": shown,
        "moment": record,
        "heading": name,
        "trail": [*_trail(shown), above, Crumb(name)],
        "panels": panels_for("moment", record, shown, request.user),
    }
    return render(request, "listen/moment.html", context)


def _trail(campaign: Any) -> list[Crumb]:
    return [Crumb(speech().say(campaign.name), reverse("campaign", args=[campaign.key]))]
