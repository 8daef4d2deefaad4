"""To remove an item of evidence, a claim or another explanation, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.audit.actions import record_reads
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key
from headway.verify.actions import remove_claim, remove_evidence, remove_rival
from headway.verify.queries.writing import (
    claim_by_key,
    evidence_by_key,
    may_write,
    outcome_to_change,
    rival_by_key,
)
from headway.verify.views.reason import given_reason

Remove = Callable[..., None]


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, campaign: str, key: str, item: str) -> HttpResponse:
    outcome = _outcome(request, campaign, key)
    record = found(evidence_by_key(outcome, item))
    return _answer(request, outcome, record, record.text, _("Remove an item of evidence"), remove_evidence)


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, campaign: str, key: str, claim: str) -> HttpResponse:
    outcome = _outcome(request, campaign, key)
    record = found(claim_by_key(outcome, claim))
    return _answer(request, outcome, record, record.how, _("Remove a claim"), remove_claim)


@require_http_methods(["GET", "HEAD", "POST"])
def rival(request: HttpRequest, campaign: str, key: str, rival: str) -> HttpResponse:
    outcome = _outcome(request, campaign, key)
    record = found(rival_by_key(outcome, rival))
    return _answer(request, outcome, record, record.text, _("Remove another explanation"), remove_rival)


def _outcome(request: HttpRequest, campaign: str, key: str) -> Any:
    shown = found(campaign_by_key(campaign, request.user))
    outcome = found(outcome_to_change(shown, request.user, key))
    outcome.campaign = shown
    if not may_write(outcome, request.user):
        raise PermissionDenied
    record_reads("outcome", [outcome], acting_user=request.user)
    return outcome


def _answer(
    request: HttpRequest, outcome: Any, record: Any, text: str, heading: str, remove: Remove
) -> HttpResponse:
    told = _("It stays with the outcome, and everybody who sees that can read it.")
    form, is_done = given_reason(
        request, told, lambda reason: remove(record, reason, acting_user=request.user)
    )
    if is_done:
        messages.success(request, _("It is removed."))
        return redirect("outcome", outcome.campaign.key, outcome.key)
    context = frame_of(outcome.campaign, heading, ("outcomes", _("Outcomes")), is_record=True)
    context |= {"outcome": outcome, "name": speech().say(outcome.name), "text": text, "form": form}
    return render(request, "verify/remove.html", context, status=422 if form.errors else 200)
