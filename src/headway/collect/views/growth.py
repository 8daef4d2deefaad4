"""Who joined and from where, what came out of trainings, and how far supporters went."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.collect.actions import log_cases_of
from headway.collect.listings import GROWTH, InOrder
from headway.collect.queries import cascades_of, growth_of, journeys_of, visible_published
from headway.pages.places import found, frame_of
from headway.plan.queries import at_one_moment, campaign_by_key


@require_safe
def growth(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    counted: Any = InOrder(growth_of(shown))
    grown = GROWTH.build(request.GET, counted, shown, request.user)
    published = list(visible_published(shown, request.user).filter(measure__growth=True))
    log_cases_of(published, request.user)
    context = frame_of(shown, _("Growth"), ("measures", _("Measures"))) | {
        "grown": grown,
        "published": published,
        "cascades": cascades_of(shown),
        "journeys": journeys_of(shown),
    }
    return render(request, "collect/growth.html", context)
