"""Pages of outcomes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.audit.actions import record_reads
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key
from headway.verify.drawings import draw_chain
from headway.verify.listings import OUTCOMES
from headway.verify.queries import (
    chain_of_outcome,
    counted,
    lines_of,
    outcome_told,
    visible_outcomes,
)


@require_safe
def outcomes(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    listing = OUTCOMES.build(request.GET, counted(visible_outcomes(shown, request.user)), shown, request.user)
    record_reads("outcome", listing.records, acting_user=request.user, listed=True)
    context = frame_of(shown, _("Outcomes")) | {"listing": listing, "lines": lines_of(listing.records, shown)}
    return render(request, "verify/outcomes.html", context)


@require_safe
def outcome(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """The page on which a reader decides whether to trust an outcome."""
    shown = found(campaign_by_key(campaign, request.user))
    told = found(outcome_told(shown, key, request.user))
    record_reads("outcome", [told.record], acting_user=request.user)
    name = speech().say(told.record.name)
    context = frame_of(shown, name, ("outcomes", _("Outcomes")), is_record=True) | {
        "told": told,
        "outcome": told.record,
        "grounds": told.grounds,
        "chain": draw_chain(chain_of_outcome(told, shown, request.user)),
        "panels": panels_for("outcome", told.record, shown, request.user),
    }
    return render(request, "verify/outcome.html", context)
