"""The review of one outcome by page, and what people hold of a claim instead of what is reckoned."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.audit.actions import record_reads
from headway.lib.problems import Refused
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key
from headway.verify.actions import move_outcomes, overrule_confidence
from headway.verify.forms.review import OverruleForm, StepForm
from headway.verify.queries import outcome_told
from headway.verify.queries.review import rights_of
from headway.verify.queries.writing import claim_by_key, outcome_to_change
from headway.verify.rows import OutcomeState


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """The steps that this person may take with it now, each with its reason; nothing else can be sent here."""
    shown = found(campaign_by_key(campaign, request.user))
    outcome = found(outcome_to_change(shown, request.user, key))
    outcome.campaign = shown
    record_reads("outcome", [outcome], acting_user=request.user)
    steps = rights_of(outcome, request.user).steps
    form = StepForm(request.POST or None, steps=steps, now=outcome.state)
    if request.method == "POST":
        if not steps:
            raise PermissionDenied
        if form.is_valid() and _moved(request, outcome, form):
            return redirect("outcome", shown.key, key)
    told = found(outcome_told(shown, key, request.user))
    name = speech().say(outcome.name)
    context = frame_of(shown, _("Review"), ("outcomes", _("Outcomes")), is_record=True) | {
        "outcome": outcome, "told": told, "grounds": told.grounds, "steps": steps, "form": form, "name": name,
    }  # fmt: skip
    return render(request, "verify/review.html", context, status=422 if form.errors else 200)


def _moved(request: HttpRequest, outcome: Any, form: StepForm) -> bool:
    typed = form.cleaned_data
    try:
        move_outcomes(
            [outcome], OutcomeState(typed["to"]), acting_user=request.user, reason=typed["reason"],
            dissent=typed["dissent"], seen=OutcomeState(typed["seen"]),
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Saved."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def confidence(request: HttpRequest, campaign: str, key: str, claim: str) -> HttpResponse:
    """To hold something else of a claim than what is reckoned."""
    shown = found(campaign_by_key(campaign, request.user))
    outcome = found(outcome_to_change(shown, request.user, key))
    outcome.campaign = shown
    record = found(claim_by_key(outcome, claim))
    if not rights_of(outcome, request.user).may_overrule:
        raise PermissionDenied
    record_reads("outcome", [outcome], acting_user=request.user)
    form = OverruleForm(request.POST or None, initial={"sure": record.overrule, "why": record.overrule_why})
    if request.method == "POST" and form.is_valid():
        try:
            overrule_confidence(record, form.chosen(), form.cleaned_data["why"], acting_user=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('outcome', args=[shown.key, key])}#claim-{claim}")
    told = found(outcome_told(shown, key, request.user))
    name = speech().say(outcome.name)
    context = frame_of(shown, _("Hold something else"), ("outcomes", _("Outcomes")), is_record=True) | {
        "outcome": outcome, "name": name, "form": form,
        "claim": next(one for one in told.claims if one.record.key == claim),
    }  # fmt: skip
    return render(request, "verify/overrule.html", context, status=422 if form.errors else 200)
