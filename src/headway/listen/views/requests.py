"""Requests for comment: all of them, and the form by which one is noted at a mention."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.lake.questions import Family
from headway.lib.problems import Refused
from headway.listen.actions import Request, change_request, note_request, remove_request
from headway.listen.forms.requests import RequestForm
from headway.listen.queries import may_bring_in, may_bring_in_some, offices_to_import_for
from headway.listen.queries.items import heard_item
from headway.listen.queries.requests import (
    request_by_id,
    requests_seen,
    told_to,
)
from headway.listen.rules import Answered
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import at_one_moment, campaign_by_key

MOST = 200


@require_safe
def requests_for_comment(request: HttpRequest, campaign: str) -> HttpResponse:
    """What was noted at mentions, and what was recorded as activities: two lists, two counts."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    every = requests_seen(shown, request.user)
    panels = panels_for("media-requests", shown, shown, request.user)
    context = frame_of(shown, _("Requests for comment"), ("listening", _("Listening")), is_record=True) | {
        "requests": [told_to(one, request.user) for one in every[:MOST]],
        "number": len(every),
        "waiting": sum(1 for one in every if one.answered == Answered.WAITING),
        "panels": [panel for panel in panels if panel.anchor != "noted"],
    }
    return render(request, "listen/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: HttpRequest, campaign: str) -> HttpResponse:
    """Note a request at the mention that the address names."""
    shown = found(campaign_by_key(campaign, request.user))
    heard = found(heard_item(shown, request.user, Family.MEDIA, request.GET.get("mention", "")))
    if not may_bring_in_some(shown, request.user):
        raise PermissionDenied
    form = _form(request, shown, {"asked_on": heard.day, "answered": Answered.WAITING})
    if request.method == "POST" and form.is_valid():
        try:
            note_request(shown, heard, _told(form, shown, request.user), acting_user=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The request is noted."))
            return redirect("mention", shown.key, heard.key)
    return _page(request, shown, form, heard.says, heard.where)


@require_http_methods(["GET", "HEAD", "POST"])
def request_change(request: HttpRequest, campaign: str, pk: UUID) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    held = found(request_by_id(pk, shown, request.user))
    if not may_bring_in(request.user, held.office):
        raise PermissionDenied
    stands = {"asked_on": held.asked_on, "asked": str(held.asked), "answered": held.answered}
    form = _form(request, shown, stands | {"office": held.office.key if held.office else ""})
    if request.method == "POST" and form.is_valid():
        try:
            change_request(held, _told(form, shown, request.user), acting_user=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("media-requests", shown.key)
    return _page(request, shown, form, str(held.says), held.outlet, held)


@require_POST
def request_remove(request: HttpRequest, campaign: str, pk: UUID) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    held = found(request_by_id(pk, shown, request.user))
    if not may_bring_in(request.user, held.office):
        raise PermissionDenied
    remove_request(held, acting_user=request.user)
    messages.success(request, _("The request is taken away."))
    return redirect("media-requests", shown.key)


def _form(request: HttpRequest, campaign: Any, initial: dict[str, Any]) -> RequestForm:
    offices = [(one.key, speech().say(one.name)) for one in offices_to_import_for(campaign, request.user)]
    data = (request.POST,) if request.method == "POST" else ()
    return RequestForm(
        *data, offices=offices, may_do_without=may_bring_in(request.user, None), initial=initial
    )


def _told(form: RequestForm, campaign: Any, user: Any) -> Request:
    given = form.cleaned_data
    office = next((one for one in offices_to_import_for(campaign, user) if one.key == given["office"]), None)
    return Request(given["asked_on"], given["asked"], Answered(given["answered"]), office)


def _page(
    request: HttpRequest, campaign: Any, form: RequestForm, says: str, outlet: str, held: Any = None
) -> HttpResponse:
    above = (("listening", _("Listening")), ("media-requests", _("Requests for comment")))
    context = frame_of(campaign, _("A request for comment"), *above, is_record=True)
    context |= {"form": form, "says": says, "outlet": outlet, "held": held}
    return render(request, "listen/request.html", context, status=422 if form.errors else 200)
