"""What the core team follows: who has reported for a period, in time or late; returns accepted, offices reminded."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.audit.queries import last_change
from headway.collect.actions import accept_returns, choose_reminders
from headway.collect.drawings import draw_reporting
from headway.collect.forms.reporting import DueForm
from headway.collect.queries.reminders import is_muted
from headway.collect.queries.reporting import Reporting, latest_activities, reporting, returns_by_keys
from headway.collect.tasks import remind_now
from headway.lib.problems import Refused
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.actions import keep_plan
from headway.plan.queries import campaign_by_key, plan_rows


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, campaign: str) -> HttpResponse:
    """The page, and with `live` only the part that changes: nothing at all where nothing was written since."""
    shown = found(campaign_by_key(campaign, request.user))
    if not may(person_of(request.user), "follow_returns"):
        raise PermissionDenied
    mark = _mark()
    is_live = request.method == "GET" and "live" in request.GET
    if is_live and request.headers.get("If-None-Match", "").removeprefix("W/") == mark:
        return HttpResponseNotModified(headers={"ETag": mark})
    seen = reporting(shown, request.user, request.GET.get("period", ""))
    if seen is None and request.GET.get("period"):
        return redirect("reporting", shown.key)
    if request.method == "POST" and seen is not None:
        return _take(request, shown, seen)
    answer = _page(request, shown, seen, template="reporting_live" if is_live else "reporting")
    if is_live:
        answer["ETag"], answer["Cache-Control"] = mark, "private, no-cache"
    return answer


def _mark() -> str:
    """Names what a page that was read now can show: the end of the log, the day, and the language."""
    return f'"{last_change()[0]}-{timezone.now():%j}-{get_language()}"'


def _take(request: HttpRequest, campaign: Any, seen: Reporting) -> HttpResponse:
    form = DueForm(request.POST, period=seen.period)
    step, chosen = request.POST.get("step", ""), set(request.POST.getlist("office"))
    try:
        if step == "due":
            if not form.is_valid():
                return _page(request, campaign, seen, form, status=422)
            said = _set_due(campaign, seen, form.cleaned_data["due"], request.user)
        elif step == "accept":
            said = _accept(request, campaign, seen, chosen)
        elif step == "remind":
            said = _remind(seen, chosen, request.user)
        else:
            return _page(request, campaign, seen, status=422)
    except Refused as refused:
        return _page(request, campaign, seen, wrong=str(refused), status=422)
    messages.success(request, said)
    return redirect(f"{reverse('reporting', args=[campaign.key])}?period={seen.period.key}")


def _set_due(campaign: Any, seen: Reporting, due: date | None, user: Any) -> str:
    rows = [row for row in plan_rows(campaign, "period") if row.key == seen.period.key]
    keep_plan(campaign, [row.model_copy(update={"due": due}) for row in rows], acting_user=user)
    return _("The day is set.") if due else _("No day is set any more.")


def _accept(request: HttpRequest, campaign: Any, seen: Reporting, chosen: set[str]) -> str:
    keys = [one.record.key for one in seen.lines if one.office.key in chosen and one.record]
    if not keys:
        raise Refused(_("choose returns that are handed in"))
    versions = {key: request.POST[f"seen-{key}"] for key in keys if request.POST.get(f"seen-{key}")}
    returns = returns_by_keys(campaign, seen.period, keys)
    number = len(accept_returns(campaign, returns, seen=versions, acting_user=request.user))
    said = ngettext("%(number)s return is accepted.", "%(number)s returns are accepted.", number)
    return said % {"number": speech().number(number)}


def _remind(seen: Reporting, chosen: set[str], user: Any) -> str:
    offices = [one.office for one in seen.lines if one.office.key in chosen]
    number = remind_now(seen.period, offices, acting_user=user)
    said = ngettext(
        "A reminder is on its way to %(number)s person.",
        "Reminders are on their way to %(number)s people.",
        number,
    )
    return said % {"number": speech().number(number)}


def _page(
    request: HttpRequest,
    campaign: Any,
    seen: Reporting | None,
    form: DueForm | None = None,
    wrong: str = "",
    status: int = 200,
    template: str = "reporting",
) -> HttpResponse:
    context = frame_of(campaign, _("Reporting")) | {
        "reporting": seen,
        "form": form or (DueForm(period=seen.period) if seen else None),
        "wrong": wrong,
        "mark": _mark(),
        "drawn": draw_reporting(seen) if seen else None,
        "latest": latest_activities(campaign, request.user, seen.period) if seen else [],
        "chosen": set(request.POST.getlist("office")),
    }
    return render(request, f"collect/{template}.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest, campaign: str) -> HttpResponse:
    """One's own choice: reminders of this campaign, or none."""
    shown = found(campaign_by_key(campaign, request.user))
    if request.method == "POST":
        muted = request.POST.get("reminders") == "off"
        choose_reminders(shown, muted=muted, acting_user=request.user)
        said = _("You get no reminders of this campaign.") if muted else _("You get reminders again.")
        messages.success(request, said)
        return redirect("reminders", shown.key)
    context = frame_of(shown, _("Reminders"), ("returns", _("Returns")), is_record=True)
    return render(request, "collect/reminders.html", context | {"muted": is_muted(shown, request.user)})
