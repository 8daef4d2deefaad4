"""The form of a period as a workbook: taken away, sent in, looked at, written."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.collect.actions import Arrived, keep_upload
from headway.collect.forms.imports import FileForm
from headway.collect.forms.sheets.making import form_of_period, read_sent
from headway.collect.queries.entering import may_record_for
from headway.collect.queries.returns import Place, place_of_return
from headway.collect.queries.sheets import is_closed
from headway.collect.queries.uploads import FORM
from headway.lib.problems import Refused
from headway.lib.tongue import LANGUAGES
from headway.pages.export import XLSX
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key


@require_safe
def period_form(request: HttpRequest, campaign: str, office: str, period: str) -> HttpResponse:
    """The form with what is entered already, in the office's language or in the one that is asked for."""
    shown, place = _place(request, campaign, office, period)
    content = form_of_period(shown, request.user, place, _language(request.GET.get("in", ""), shown, place))
    return as_workbook(content, f"{shown.key}-{place.office.key}-{place.period.key}")


@require_http_methods(["GET", "HEAD", "POST"])
def send_form(request: HttpRequest, campaign: str, office: str, period: str) -> HttpResponse:
    """Take the form away, and send it back filled in."""
    shown, place = _place(request, campaign, office, period)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method != "POST" or not form.is_valid():
        return _page(request, shown, place, form)
    file = form.cleaned_data["file"]
    try:
        content = b"".join(file.chunks())
        read_sent(content, file.name, shown, request.user, place)
        arrived = Arrived(FORM, file.name, content, place.office, place.period)
        kept = keep_upload(shown, arrived, owner=request.user)
    except Refused as refused:
        form.add_error("file", str(refused))
        return _page(request, shown, place, form)
    return redirect("upload", shown.key, kept.pk)


def as_workbook(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _place(request: HttpRequest, campaign: str, office: str, period: str) -> tuple[Any, Place]:
    shown = found(campaign_by_key(campaign, request.user))
    place = found(place_of_return(shown, request.user, office, period))
    if not may_record_for(request.user, place.office):
        raise PermissionDenied
    return shown, place


def _language(asked: str, campaign: Any, place: Place) -> str:
    spoken = (asked, place.office.language, get_language() or "", campaign.language)
    return next((one for one in spoken if one in LANGUAGES), "en")


def _page(request: HttpRequest, campaign: Any, place: Place, form: FileForm) -> HttpResponse:
    here = speech()
    own = _language("", campaign, place)
    context = frame_of(campaign, _("The form as a spreadsheet"), ("returns", _("Returns")), is_record=True) | {
        "office": place.office, "period": place.period, "form": form,
        "languages": [(code, here.tongue(code), code == own) for code in sorted(LANGUAGES, key=lambda one: one != own)],
        "closed": is_closed(campaign, request.user, place.office, place.period),
    }  # fmt: skip
    return render(request, "collect/send_form.html", context, status=422 if form.errors else 200)
