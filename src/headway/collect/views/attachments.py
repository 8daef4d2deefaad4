"""Photos and documents of an activity: shown, taken away, added, described and removed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.collect.actions import attach_files, describe_attachment, remove_attachment
from headway.collect.forms.attachments import ACCEPTED, AboutForm, files_in
from headway.collect.queries import activity_by_key
from headway.collect.queries.attachments import attachment_by_id, attachments_of, content_or_lost
from headway.collect.queries.entering import may_record_for
from headway.lib.ids import read_id
from headway.lib.problems import Refused
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key


@require_safe
def attachment(request: HttpRequest, campaign: str, key: str, pk: UUID) -> HttpResponse:
    """The file itself: a photo as a picture, a document to be saved; neither can run anything here."""
    shown = found(campaign_by_key(campaign, request.user))
    record = found(attachment_by_id(shown, request.user, key, pk))
    preview = record.photo and request.GET.get("size") == "small"
    data = content_or_lost(record, preview=preview)
    answer = HttpResponse(
        data, content_type="image/jpeg" if preview and data[:2] == b"\xff\xd8" else record.media_type
    )
    answer["Content-Disposition"] = content_disposition_header(not record.photo, record.name) or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, max-age=0, must-revalidate"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def attachments(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """What is attached, with what can be changed of each, for those who may."""
    shown = found(campaign_by_key(campaign, request.user))
    activity = found(activity_by_key(shown, request.user, key))
    if not may_record_for(request.user, activity.office):
        raise PermissionDenied
    wrong: dict[str, list[str]] = {}
    if request.method == "POST":
        try:
            said, wrong = _change(request, shown, activity)
        except Refused as refused:
            wrong = {"": [str(refused)]}
        if not wrong:
            messages.success(request, said)
            return redirect("attachments", shown.key, key)
    return _page(request, shown, activity, wrong)


def _change(request: HttpRequest, campaign: Any, activity: Any) -> tuple[str, dict[str, list[str]]]:
    """Do what was asked for; returns what to say, and what is wrong, by field."""
    which = request.POST.get("file", "")
    if not which:
        ready, wrong = files_in(request.FILES, request.POST)
        if not ready and not wrong:
            wrong = {"photo": [_("Choose a file first.")]}
        added = attach_files(activity, ready, acting_user=request.user) if ready and not wrong else []
        return (_("Saved.") if added else _("These files are attached already.")), wrong
    record = found(attachment_by_id(campaign, request.user, activity.key, found(read_id(which))))
    if request.POST.get("step") == "remove":
        remove_attachment(record, acting_user=request.user)
        return _("The file was removed."), {}
    form = AboutForm(request.POST)
    if not form.is_valid():
        return "", {name: [str(one) for one in errors] for name, errors in form.errors.items()}
    describe_attachment(record, form.about(), acting_user=request.user)
    return _("Saved."), {}


def _page(request: HttpRequest, campaign: Any, activity: Any, wrong: dict[str, list[str]]) -> HttpResponse:
    name = speech().say(activity.name)
    files = [(one, _form(one)) for one in attachments_of(activity, campaign, request.user)]
    context = frame_of(campaign, _("Photos and documents"), ("activities", _("Activities")), is_record=True) | {
        "activity": activity, "name": name, "files": files, "wrong": [one for said in wrong.values() for one in said],
        "accepted": ACCEPTED,
    }  # fmt: skip
    return render(request, "collect/attachments.html", context, status=422 if wrong else 200)


def _form(record: Any) -> AboutForm:
    held = {"caption": record.caption, "credit": record.credit, "publish": record.may_publish, "fundraise": record.may_fundraise, "consent_from": record.consent_from, "consent_on": record.consent_on}  # fmt: skip
    return AboutForm(initial=held, auto_id=f"{record.pk}-%s")
