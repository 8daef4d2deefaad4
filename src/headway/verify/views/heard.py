"""From a mention or a post to the form for evidence of an outcome, with a copy of what it said filled in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from headway.pages.places import found
from headway.plan.queries import campaign_by_key
from headway.verify.forms.proof import evidence_as_typed
from headway.verify.queries.heard import evidence_of_heard
from headway.verify.queries.writing import outcome_to_change


@require_safe
def evidence_from(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    outcome = found(outcome_to_change(shown, request.user, request.GET.get("outcome", "")))
    form = reverse("evidence-new", args=[shown.key, outcome.key])
    return redirect(f"{form}?{urlencode({'heard': request.GET.get('heard', '')})}")


def as_heard(request: HttpRequest, campaign: Any) -> dict[str, Any]:
    """What the address of the form brings along from a mention or a post, as if it had been typed."""
    said = request.GET.get("heard", "")
    row = evidence_of_heard(campaign, request.user, said) if said else None
    return dict(evidence_as_typed(row)) if row else {}
