"""A file that waits: what it would change is shown, and written once its sender agrees."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.collect.actions import StalePlan, forget_upload
from headway.collect.queries.uploads import FORM, upload_of
from headway.collect.views.sheets import as_workbook
from headway.collect.views.waiting_files import Waiting, waiting_file
from headway.lib.problems import HeadwayError
from headway.pages.places import found, frame_of
from headway.plan.queries import campaign_by_key

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, campaign: str, pk: UUID) -> HttpResponse:
    """The plan of a file, and what came of it."""
    shown = found(campaign_by_key(campaign, request.user))
    waiting = waiting_file(shown, found(upload_of(shown, request.user, pk)), request.user)
    if request.method != "POST" or waiting.upload.written_at:
        return _page(request, waiting)
    if request.POST.get("step") != "write":
        forget_upload(waiting.upload, owner=request.user)
        messages.success(request, _("The file was put away. Nothing was written."))
        return redirect(_back(waiting))
    try:
        waiting.write(request.POST.get("agreed", "") or "-")
    except StalePlan:
        return _page(request, waiting, _("Something has changed since you looked. Please look again."), 409)
    except HeadwayError as refused:
        return _page(request, waiting, str(refused), 422)
    messages.success(request, _("It is written."))
    return redirect("upload", shown.key, pk)


@require_safe
def upload_refused(request: HttpRequest, campaign: str, pk: UUID) -> HttpResponse:
    """The rows that were refused, each with its reason, to be mended and sent again."""
    shown = found(campaign_by_key(campaign, request.user))
    waiting = waiting_file(shown, found(upload_of(shown, request.user, pk)), request.user)
    return as_workbook(found(waiting.refused() or None), f"{shown.key}-{waiting.upload.office.key}-to-mend")


def _back(waiting: Waiting) -> str:
    campaign, kept = waiting.campaign, waiting.upload
    if kept.kind == FORM:
        return reverse("return-of", args=[campaign.key, kept.office.key, kept.period.key])
    return reverse(f"import-{kept.kind}", args=[campaign.key])


def _page(request: HttpRequest, waiting: Waiting, wrong: str = "", status: int = 200) -> HttpResponse:
    kept = waiting.upload
    told: dict[str, Any] = {}
    if not kept.written_at:
        try:
            told = waiting.plan_told(SHOWN)
        except HeadwayError as refused:
            wrong = wrong or str(refused)
    context = frame_of(waiting.campaign, kept.name, ("activities", _("Activities")), is_record=True) | told
    context |= {"upload": kept, "wrong_here": wrong, "back": _back(waiting), "result": waiting.result()}
    return render(request, "collect/upload.html", context, status=status)
