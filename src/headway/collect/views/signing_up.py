"""The form by which an office says what it means to do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from headway.collect.actions import Stale, sign_up_office, version_of_sign_up
from headway.collect.forms.sign_up import SignUpForm, TargetForms, targets_as_typed
from headway.collect.queries import collect_rows, offices_reporting, visible_sign_ups
from headway.lib.problems import Refused
from headway.movement.queries import person_of
from headway.movement.rules import Subject, may
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import all_of_plan, campaign_by_key


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_of(request: HttpRequest, campaign: str, office: str) -> HttpResponse:
    """The plan of an office, to be written or changed by its own people or the core team."""
    shown = found(campaign_by_key(campaign, request.user))
    who = found(offices_reporting(shown, request.user).filter(key=office).first())
    if not may(person_of(request.user), "record_activity", Subject(offices=frozenset({who.key}))):
        raise PermissionDenied
    record = visible_sign_ups(shown, request.user).prefetch_related(None).filter(office=who).first()
    form, targets = _forms(request, shown, record)
    if request.method != "POST":
        return _page(request, shown, who, form, targets)
    if not (form.is_valid() and targets.is_valid()):
        return _page(request, shown, who, form, targets, status=422)
    return _keep(request, shown, who, form, targets)


def _forms(request: HttpRequest, campaign: Any, record: Any) -> tuple[SignUpForm, Any]:
    here = speech()
    countries, measures, periods = (
        [(one.key, here.say(one.name)) for one in all_of_plan(campaign, kind)]
        for kind in ("focus-country", "measure", "period")
    )
    row = collect_rows(campaign, "sign-up", [record.key])[0] if record else None
    typed = request.POST if request.method == "POST" else None
    form = SignUpForm(typed, countries=countries, row=row, seen=version_of_sign_up(row))
    kinds = {"measures": sorted(measures, key=lambda pair: pair[1]), "periods": periods}
    targets = TargetForms(typed, initial=targets_as_typed(row), prefix="targets", form_kwargs=kinds)
    return form, targets


def _keep(request: HttpRequest, campaign: Any, office: Any, form: SignUpForm, targets: Any) -> HttpResponse:
    key = form.row.key if form.row else office.key
    try:
        rows: dict[str, Any] = {}
        for one in targets:
            row = one.target(key, rows)
            rows |= {row.key: row} if row else {}
        plan = form.sign_up(key, office.key, rows.values())
        kept = sign_up_office(
            campaign, office, plan, seen=form.cleaned_data["seen"], acting_user=request.user
        )
    except ValidationError as error:
        form.add_faults(error)
        return _page(request, campaign, office, form, targets, status=422)
    except Stale as stale:
        form.add_error(None, str(stale))
        return _page(request, campaign, office, form, targets, status=409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, campaign, office, form, targets, status=422)
    messages.success(request, _("The sign-up is saved."))
    return redirect("sign-up", campaign.key, kept.key)


def _page(
    request: HttpRequest, campaign: Any, office: Any, form: SignUpForm, targets: Any, status: int = 200
) -> HttpResponse:
    heading = _("What %(office)s means to do") % {"office": speech().say(office.name)}
    context = frame_of(campaign, heading, ("sign-ups", _("Sign-ups")), is_record=True)
    context |= {"form": form, "targets": targets, "office": office}
    return render(request, "collect/sign_up_form.html", context, status=status)
