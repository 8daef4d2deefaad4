"""Pages of imports: files sent in, what they come to, written with progress, and undone."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.lib.exports import NUMBERS
from headway.lib.problems import HeadwayError, Refused
from headway.listen.actions import Answer, Arrived, answer_import, cancel_import, receive_import, undo_import
from headway.listen.forms.imports import AnswerForm, UploadForm
from headway.listen.queries import (
    additivity_of,
    import_by_id,
    imports_in_list,
    may_bring_in,
    may_bring_in_some,
    offices_to_import_for,
    original_parts,
    refusals_of,
)
from headway.listen.rules import Kind
from headway.listen.tasks import read_soon, write_soon
from headway.listen.views.shown import refused_rows
from headway.listen.words import field_words
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key

FEW = 20


@require_safe
def imports(request: HttpRequest, campaign: str) -> HttpResponse:
    """All imports, newest first."""
    shown = found(campaign_by_key(campaign, request.user))
    context = frame_of(shown, _("Imports"), ("listening", _("Listening")), is_record=True)
    context |= {
        "imports": imports_in_list(shown, request.user),
        "may_add": may_bring_in_some(shown, request.user),
    }
    return render(request, "listen/imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest, campaign: str) -> HttpResponse:
    """Send files in; nothing is written yet."""
    shown = found(campaign_by_key(campaign, request.user))
    offices = offices_to_import_for(shown, request.user)
    for_all = may_bring_in(request.user, None)
    if not offices and not for_all:
        raise PermissionDenied
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    listed = [(one.key, speech().say(one.name)) for one in offices]
    form = UploadForm(
        *sent, offices=listed, may_do_without=for_all, initial={"kind": request.GET.get("kind", Kind.MEDIA)}
    )
    if sent and form.is_valid():
        try:
            made = _receive(shown, form.cleaned_data, offices, request.user)
            read_soon(made)
            return redirect("import", shown.key, made.pk)
        except HeadwayError as refused:
            form.add_error("exports", str(refused))
    heading = _("Bring in a file")
    context = frame_of(
        shown, heading, ("listening", _("Listening")), ("imports", _("Imports")), is_record=True
    )
    return render(
        request, "listen/import_new.html", context | {"form": form}, status=422 if form.errors else 200
    )


def _receive(campaign: Any, given: Any, offices: list[Any], user: Any) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, file in enumerate(given["exports"]):
            path = Path(folder) / str(number)
            with path.open("wb") as out:
                for part in file.chunks():
                    out.write(part)
            files.append((Path(str(file.name)).name, path))
        day = given["exported"]
        arrived = Arrived(
            Kind(given["kind"]), files, next((one for one in offices if one.key == given["office"]), None),
            time_zone=given["time_zone"], account=given["account"],
            exported_at=datetime.combine(day, time(12), UTC) if day else None,
        )  # fmt: skip
        return receive_import(campaign, arrived, acting_user=user)


@require_http_methods(["GET", "HEAD", "POST"])
def import_one(request: HttpRequest, campaign: str, pk: UUID) -> HttpResponse:
    """What an import comes to, and what can be done with it as it stands; with `live` only the part that changes."""
    shown = found(campaign_by_key(campaign, request.user))
    made = found(import_by_id(shown, request.user, pk))
    mark = f'"{made.state}-{made.progress}-{get_language()}"'
    live = request.method == "GET" and "live" in request.GET
    if live and request.headers.get("If-None-Match", "").removeprefix("W/") == mark:
        return HttpResponseNotModified(headers={"ETag": mark})
    if request.method == "POST":
        return _step(request, shown, made)
    answer = _page(request, shown, made, template="import_live" if live else "import")
    if live:
        answer["ETag"], answer["Cache-Control"] = mark, "private, no-cache"
    return answer


def _step(request: HttpRequest, campaign: Any, made: Any) -> HttpResponse:
    step = request.POST.get("step", "")
    try:
        if step == "answer":
            form = AnswerForm(request.POST, told=made.told, kind=made.kind)
            if not form.is_valid():
                return _page(request, campaign, made, form, status=422)
            answer = Answer(form.cleaned_data.get("days", ""), columns=form.columns())
            read_soon(answer_import(made, answer, acting_user=request.user))
        elif step == "write":
            if not may_bring_in(request.user, made.office):
                raise PermissionDenied
            write_soon(made, request.user)
        elif step == "cancel":
            cancel_import(made, acting_user=request.user)
            messages.success(request, _("Nothing was written."))
        elif step == "undo":
            undo_import(made, acting_user=request.user)
            messages.success(request, _("The import is undone."))
        else:
            return _page(request, campaign, made, status=422)
    except Refused as refused:
        return _page(request, campaign, made, wrong=str(refused), status=422)
    return redirect("import", campaign.key, made.pk)


def _page(
    request: HttpRequest,
    campaign: Any,
    made: Any,
    form: Any = None,
    *,
    wrong: str = "",
    template: str = "import",
    status: int = 200,
) -> HttpResponse:
    heading = made.originals.first().name if made.originals.first() else str(made.layout)
    above = (("listening", _("Listening")), ("imports", _("Imports")))
    words = field_words()
    refusals = refusals_of(made)
    files = [
        (
            one,
            told,
            [
                (words.get(name, name), column, _adds(made.kind, name))
                for name, column in told.get("read_as", {}).items()
            ],
        )
        for one, told in zip(made.originals.all(), [*made.told.get("files", []), *[{}] * 50], strict=False)
    ]
    if form is None and made.state == "asking":
        form = AnswerForm(told=made.told, kind=made.kind)
    context = frame_of(campaign, heading, *above, is_record=True) | {
        "made": made, "files": files, "plan": made.told.get("plan", {}), "refusals": refusals[:FEW], "form": form,
        "more_refusals": max(0, made.refused - FEW), "wrong": wrong, "may_act": may_bring_in(request.user, made.office),
        "percent": made.progress // 10, "busy": made.state == "waiting" or (made.state == "planned" and made.progress > 0),
    }  # fmt: skip
    return render(request, f"listen/{template}.html", context, status=status)


def _adds(kind: str, field: str) -> str:
    if field not in NUMBERS[kind]:
        return ""
    return additivity_of(kind, field)


@require_safe
def import_original(request: HttpRequest, campaign: str, pk: UUID, number: int) -> StreamingHttpResponse:
    """A file as it was sent, for those who may bring in for its office."""
    shown = found(campaign_by_key(campaign, request.user))
    made = found(import_by_id(shown, request.user, pk))
    original = found(made.originals.filter(number=number).first())
    if not may_bring_in(request.user, made.office):
        raise PermissionDenied
    answer = StreamingHttpResponse(original_parts(original), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, original.name) or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def import_refused(request: HttpRequest, campaign: str, pk: UUID) -> HttpResponse:
    """The rows that were refused, as a table to mend them by."""
    shown = found(campaign_by_key(campaign, request.user))
    made = found(import_by_id(shown, request.user, pk))
    if not may_bring_in(request.user, made.office):
        raise PermissionDenied
    return refused_rows([[one.file, str(one.row), one.column, one.reason] for one in refusals_of(made)])
