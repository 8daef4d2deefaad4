"""One risk: what may go wrong, what came of it, what is done about it and by whom."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.lib.problems import Refused
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.rowforms import show_clash
from headway.pages.speech import speech
from headway.plan.actions import RiskClash, handle_risk
from headway.plan.forms import RiskForm
from headway.plan.queries import campaign_by_key, risk_by_key


@require_http_methods(["GET", "HEAD", "POST"])
def risk(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    record = found(risk_by_key(found(campaign_by_key(campaign, request.user)), key))
    if request.method != "POST":
        return _page(request, record, RiskForm(risk=record))
    if not may(person_of(request.user), "set_up_plan"):
        raise PermissionDenied
    form = RiskForm(request.POST, risk=record)
    if not form.is_valid():
        return _page(request, record, form, status=422)
    try:
        handle_risk(record, form.told(), base=form.cleaned_data["base"], acting_user=request.user)
    except RiskClash as clash:
        others = {name: getattr(clash.stands, name) for name in clash.fields}
        show_clash(form, others, RiskForm(risk=clash.stands).initial["base"], str(clash))
        return _page(request, record, form, status=409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, record, form, status=422)
    messages.success(request, _("The risk is saved."))
    return redirect("risk", record.campaign.key, key)


def _page(request: HttpRequest, record: Any, form: RiskForm, status: int = 200) -> HttpResponse:
    shown = record.campaign
    context = frame_of(shown, speech().say(record.name), ("risks", _("Risks")), is_record=True) | {
        "risk": record,
        "form": form if may(person_of(request.user), "set_up_plan") else None,
        "panels": panels_for("risk", record, shown, request.user),
    }
    return render(request, "plan/risk.html", context, status=status)
