"""Who may know of a case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.audit.actions import record_reads
from headway.engage.actions import name_person_on_case, open_case, restrict_case, take_person_off_case
from headway.engage.forms import PersonForm
from headway.engage.queries.entering import may_decide_who_knows, people_named_on, record_to_change
from headway.lib.problems import Refused
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """The people named on a case, and whether it exists for them alone."""
    shown = found(campaign_by_key(campaign, request.user))
    case = found(record_to_change(shown, request.user, "case", key))
    if not may_decide_who_knows(request.user, case):
        raise PermissionDenied
    record_reads("case", [case], acting_user=request.user)
    form = PersonForm(request.POST if request.POST.get("step") == "name" else None)
    if request.method != "POST":
        return _page(request, shown, case, form)
    try:
        done = _do(request, case, form)
    except Refused as refused:
        return _page(request, shown, case, form, wrong=str(refused), status=422)
    if not done:
        return _page(request, shown, case, form, status=422)
    messages.success(request, done)
    still = record_to_change(shown, request.user, "case", key)
    return redirect("case-people", shown.key, key) if still else redirect("cases", shown.key)


def _do(request: HttpRequest, case: Any, form: PersonForm) -> str:
    """What was asked for, done, and said; "" where the form is not right."""
    step, user = request.POST.get("step"), request.user
    if step == "name":
        if not form.is_valid():
            return ""
        person = name_person_on_case(case, form.cleaned_data["email"], acting_user=user)
        return _("%(name)s is named on the case.") % {"name": person.name}
    if step == "take-off":
        named = {str(one.pk): one for one in people_named_on(case)}
        person = found(named.get(request.POST.get("person", "")))
        take_person_off_case(case, person, acting_user=user)
        return _("%(name)s is not named on the case any more.") % {"name": person.name}
    if step == "restrict":
        restrict_case(case, acting_user=user)
        return _("The case is restricted.")
    if step == "open" and request.POST.get("sure"):
        open_case(case, acting_user=user)
        return _("The case is open.")
    raise Refused(_("Say that you are sure: everybody who uses Headway will see it."))


def _page(
    request: HttpRequest, campaign: Any, case: Any, form: PersonForm, wrong: str = "", status: int = 200
) -> HttpResponse:
    heading = _("Who may know of it")
    context = frame_of(campaign, heading, ("cases", _("Cases")), is_record=True)
    context |= {"case": case, "people": people_named_on(case), "form": form, "wrong": wrong}
    context["name"] = speech().say(case.name)
    return render(request, "engage/case_people.html", context, status=status)
