"""Exports of other tools, brought in by page: what counts as what is asked, and only totals are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.collect.actions import Arrived, keep_upload
from headway.collect.forms.imports import (
    ActionsForm,
    AnalyticsForm,
    actions_in,
    days_in,
    totals_of_actions,
    totals_of_days,
)
from headway.collect.queries.entering import offices_to_write_for
from headway.collect.queries.sheets import records_in_sheets, said_of_records
from headway.collect.queries.uploads import ACTIONS, ANALYTICS
from headway.lib.problems import HeadwayError
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key


@require_http_methods(["GET", "HEAD", "POST"])
def import_actions(request: HttpRequest, campaign: str) -> HttpResponse:
    """Totals of petitions and actions."""
    return _answer(
        request,
        campaign,
        ACTIONS,
        ActionsForm,
        lambda file, asked: totals_of_actions(actions_in(file, asked)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_analytics(request: HttpRequest, campaign: str) -> HttpResponse:
    """Totals of a site's visits."""
    return _answer(
        request, campaign, ANALYTICS, AnalyticsForm, lambda file, asked: totals_of_days(days_in(file, asked))
    )


def _answer(
    request: HttpRequest, campaign: str, kind: str, form_of: Any, read: Callable[[Any, dict[str, str]], bytes]
) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    offices = offices_to_write_for(shown, request.user)
    if not offices:
        raise PermissionDenied
    lists = _lists(shown, request.user, offices, set(form_of.lists.values()))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = form_of(*sent, lists=lists, initial={"office": request.GET.get("office", "")})
    if not sent or not form.is_valid():
        return _page(request, shown, kind, form)
    file, asked = form.cleaned_data["file"], form.asked()
    try:
        office = next(one for one in offices if one.key == form.cleaned_data["office"])
        arrived = Arrived(kind, file.name, read(file, asked), office, asked=asked)
        kept = keep_upload(shown, arrived, owner=request.user)
    except HeadwayError as refused:
        form.add_error("file", str(refused))
        return _page(request, shown, kind, form)
    return redirect("upload", shown.key, kept.pk)


def _lists(
    campaign: Any, user: Any, offices: list[Any], wanted: set[str]
) -> dict[str, list[tuple[str, str]]]:
    of = {"kinds": "activity_kind", "measures": "measure", "cases": "cases", "targets": "targets"}
    names = {name: column for name, column in of.items() if name in wanted}
    said = said_of_records(records_in_sheets(campaign, user, names.values()))
    return {
        "offices": [(one.key, speech().say(one.name)) for one in offices],
        **{name: list(said[column].items()) for name, column in names.items()},
    }


def _page(request: HttpRequest, campaign: Any, kind: str, form: Any) -> HttpResponse:
    headings = {ACTIONS: _("Bring in petitions and actions"), ANALYTICS: _("Bring in the visits of a site")}
    context = frame_of(campaign, headings[kind], ("activities", _("Activities")), is_record=True)
    context |= {"form": form, "kind": kind}
    return render(request, "collect/import.html", context, status=422 if form.errors else 200)
