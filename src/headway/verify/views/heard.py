"""From a mention or a post to the form for evidence of an outcome, with a copy of what it said filled in."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from headway.pages.places import found
from headway.plan.queries import campaign_by_key
from headway.verify.queries.writing import outcome_to_change


@require_safe
def evidence_from(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    outcome = found(outcome_to_change(shown, request.user, request.GET.get("outcome", "")))
    form = reverse("evidence-new", args=[shown.key, outcome.key])
    return redirect(f"{form}?{urlencode({'heard': request.GET.get('heard', '')})}")
