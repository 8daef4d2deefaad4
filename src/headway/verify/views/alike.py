"""The same change told twice: found, looked at side by side, merged, and taken apart again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.audit.actions import record_reads
from headway.lib.problems import Refused
from headway.movement.queries import person_of
from headway.movement.rules import Role
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import at_one_moment, campaign_by_key
from headway.verify.actions import merge_outcomes, split_outcome
from headway.verify.forms.review import MergeForm
from headway.verify.queries.alike import pairs_alike
from headway.verify.queries.review import rights_of
from headway.verify.queries.writing import outcome_to_change, outcomes_to_merge_with

MOST_SHOWN = 50


@require_safe
def alike(request: HttpRequest, campaign: str) -> HttpResponse:
    """Pairs that may tell of the same change, for those who merge."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    if not person_of(request.user).has(Role.CORE_TEAM):
        raise PermissionDenied
    pairs = pairs_alike(shown, request.user)
    context = frame_of(shown, _("Perhaps the same"), ("outcomes", _("Outcomes")), is_record=True)
    return render(request, "verify/alike.html", context | {"pairs": pairs[:MOST_SHOWN], "number": len(pairs)})


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """Two outcomes side by side: one stays, the other leads to it. On one that was merged: to take it out again."""
    shown = found(campaign_by_key(campaign, request.user))
    outcome = found(outcome_to_change(shown, request.user, key))
    outcome.campaign = shown
    if not rights_of(outcome, request.user).may_merge:
        raise PermissionDenied
    record_reads("outcome", [outcome], acting_user=request.user)
    wanted = request.POST.get("other") or request.GET.get("with", "")
    other = outcome_to_change(shown, request.user, wanted) if wanted else None
    options = [(one, speech().say(name)) for one, name in outcomes_to_merge_with(outcome, request.user)]
    form = MergeForm(
        request.POST or None, others=options, other=wanted, is_merged=outcome.merged_into is not None
    )
    if request.method == "POST" and form.is_valid() and _done(request, outcome, other, form):
        return redirect("outcome", shown.key, outcome.key)
    name = speech().say(outcome.name)
    context = frame_of(shown, _("Merge"), ("outcomes", _("Outcomes")), is_record=True) | {
        "outcome": outcome, "other": other, "form": form, "name": name,
    }  # fmt: skip
    return render(request, "verify/merge.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, outcome: Any, other: Any, form: MergeForm) -> bool:
    reason = form.cleaned_data["reason"]
    try:
        if outcome.merged_into is not None:
            split_outcome(outcome, acting_user=request.user, reason=reason)
        else:
            merge_outcomes(found(other), outcome, acting_user=request.user, reason=reason)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Saved."))
    return True
