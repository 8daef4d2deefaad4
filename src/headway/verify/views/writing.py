"""Writing an outcome, its claims and its evidence: the form, what is kept of it on the way, and what comes of sending it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from pydantic import ValidationError

from headway.audit.actions import record_reads
from headway.collect.actions import Clash, Sending, StaleDraft, Typed, save_draft
from headway.collect.queries.attachments import content_or_lost
from headway.collect.queries.drafts import draft_by_id
from headway.collect.views.opened import typed_before, wants_json
from headway.lib.problems import Refused
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import as_planned, at_one_moment, campaign_by_key
from headway.verify.actions import remove_proof, write_claim, write_evidence, write_outcome
from headway.verify.forms.proof import proofs_in
from headway.verify.queries.updates import update_by_key
from headway.verify.queries.writing import (
    evidence_by_key,
    may_record_outcome_in,
    may_write,
    outcome_to_change,
    proof_by_id,
    proofs_of,
)
from headway.verify.rows import OutcomeState
from headway.verify.views.sheet import (
    Sheet,
    content_of,
    data_after_clash,
    open_claim,
    open_evidence,
    open_outcome,
    others_after,
    with_taken,
)

Open = Callable[[QueryDict | None], Sheet | None]
Save = Callable[[Sheet, Sending], str]
ONLY_SHOWN = frozenset({"find", "check"})
HEADINGS = {
    ("outcome", True): lambda: _("Record an outcome"), ("outcome", False): lambda: _("Change an outcome"),
    ("contribution", True): lambda: _("Add a claim"), ("contribution", False): lambda: _("Change a claim"),
    ("update", True): lambda: _("Write a monthly update"), ("update", False): lambda: _("Change a monthly update"),
    ("evidence", True): lambda: _("Add evidence"), ("evidence", False): lambda: _("Change an item of evidence"),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, campaign: str) -> HttpResponse:
    """A new outcome, as a draft."""
    shown = _campaign(request, campaign)
    if not may_record_outcome_in(shown, request.user):
        raise PermissionDenied

    def save(sheet: Sheet, sending: Sending) -> str:
        row = sheet.form.row(None, shown.language)
        update = update_by_key(shown, request.user, sheet.form.cleaned_data["update"])
        if update is not None:
            record_reads("update", [update], acting_user=request.user)
        kept = write_outcome(shown, row, sending, came_of=update, acting_user=request.user)
        return reverse("outcome", args=[shown.key, kept.key])

    return answered(request, shown, lambda data: open_outcome(request, shown, None, data), save)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown, outcome = _to_write(request, campaign, key)

    def save(sheet: Sheet, sending: Sending) -> str:
        write_outcome(shown, sheet.form.row(sheet.row, shown.language), sending, acting_user=request.user)
        return reverse("outcome", args=[shown.key, key])

    return answered(request, shown, lambda data: open_outcome(request, shown, outcome, data), save)


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, campaign: str, key: str, claim: str = "") -> HttpResponse:
    shown, outcome = _to_write(request, campaign, key)

    def save(sheet: Sheet, sending: Sending) -> str:
        before = {one.key: one for one in sheet.row.rivals} if sheet.row else {}
        rivals = tuple(row for one in sheet.rivals.forms if (row := one.row(before)) is not None)
        row = sheet.form.row(sheet.row, rivals)
        if _has_faults(sheet, row):
            return ""
        kept = write_claim(outcome, row, sending, acting_user=request.user)
        return f"{reverse('outcome', args=[shown.key, key])}#claim-{kept}"

    return answered(request, shown, lambda data: open_claim(request, outcome, claim, data), save)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, campaign: str, key: str, item: str = "") -> HttpResponse:
    shown, outcome = _to_write(request, campaign, key)
    if request.method == "POST" and request.POST.get("remove"):
        file = found(proof_by_id(shown, request.user, key, item, request.POST["remove"]))
        try:
            remove_proof(file, acting_user=request.user)
            messages.success(request, _("The file was removed."))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("evidence-edit", shown.key, key, item)

    def save(sheet: Sheet, sending: Sending) -> str:
        row = sheet.form.row(sheet.row)
        files, wrong = proofs_in(request.FILES.getlist("file"))
        for said in wrong:
            sheet.form.add_error(None, said)
        if wrong or _has_faults(sheet, row):
            return ""
        kept = write_evidence(outcome, row, sending, files, acting_user=request.user)
        return f"{reverse('outcome', args=[shown.key, key])}#evidence-{kept}"

    return answered(request, shown, lambda data: open_evidence(request, outcome, item, data), save)


@require_safe
def proof(request: HttpRequest, campaign: str, key: str, item: str, pk: Any) -> HttpResponse:
    """The file itself, to be saved; it can run nothing here."""
    shown = found(campaign_by_key(campaign, request.user))
    file = found(proof_by_id(shown, request.user, key, item, pk))
    record_reads("outcome", [file.evidence.outcome], acting_user=request.user)
    data = content_or_lost(file)
    answer = HttpResponse(data, content_type=file.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, str(file.name)) or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = (
        "private, no-store" if file.evidence.outcome.restricted else "private, max-age=0, must-revalidate"
    )
    return answer


def _campaign(request: HttpRequest, key: str) -> Any:
    """Read at one moment where nothing is written."""
    shown = found(campaign_by_key(key, request.user))
    return as_planned(shown) if request.method == "POST" else at_one_moment(shown)


def _to_write(request: HttpRequest, campaign: str, key: str) -> tuple[Any, Any]:
    """The campaign and the outcome, for whoever may change it."""
    shown = _campaign(request, campaign)
    outcome = found(outcome_to_change(shown, request.user, key))
    outcome.campaign = shown
    if not may_write(outcome, request.user):
        raise PermissionDenied
    record_reads("outcome", [outcome], acting_user=request.user)
    return shown, outcome


def _has_faults(sheet: Sheet, row: Any) -> bool:
    sheet.form.add_own_faults(row)
    return bool(sheet.form.errors)


def answered(
    request: HttpRequest, campaign: Any, opened: Open, save: Save, form: str = Sheet.form_name
) -> HttpResponse:
    """What a form answers: shown, checked, kept as a draft, or saved."""
    data: QueryDict | None = request.POST if request.method == "POST" else None
    version, step = 0, request.POST.get("step", "")
    draft = draft_by_id(campaign, request.user, request.GET.get("draft", ""), form) if data is None else None
    if draft is not None:
        data, version = typed_before(draft.content), draft.saved
    sheet = found(opened(data))
    if request.method == "POST" and request.POST.getlist("take"):
        sheet = found(opened(with_taken(request.POST, sheet)))
    sheet.version = version or sheet.version
    if request.method != "POST" or step in ONLY_SHOWN:
        sheet.leave_unchecked()
        return _page(request, sheet)
    if step in ("draft", "draft-over"):
        return _save_draft(request, sheet, over=step == "draft-over")
    return _save(request, sheet, opened, save)


def _save(request: HttpRequest, sheet: Sheet, opened: Open, save: Save) -> HttpResponse:
    if not sheet.is_valid():
        return _refused(request, sheet)
    sending = Sending(sheet.form.cleaned_data["client_id"], sheet.form.cleaned_data["base"])
    try:
        address = save(sheet, sending)
    except ValidationError as error:
        sheet.form.add_faults(error)
        return _refused(request, sheet)
    except Clash as clash:
        fresh = found(opened(None))
        again = found(opened(data_after_clash(request.POST, fresh, clash)))
        again.is_valid()
        again.others = others_after(fresh, clash)
        again.form.add_error(None, str(clash))
        return _page(request, again, status=409)
    except Refused as refused:
        sheet.form.add_error(None, str(refused))
        return _refused(request, sheet)
    if not address:
        return _refused(request, sheet)
    messages.success(request, _("Saved."))
    return redirect(address)


def _refused(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """What was refused is kept as a draft, so that it outlives the tab."""
    if sheet.client_id is not None and sheet.may_be_drafted:
        with contextlib.suppress(Refused):
            sheet.version = save_draft(
                sheet.campaign, None, _typed(request, sheet, None), owner=request.user
            ).saved
    return _page(request, sheet, status=422)


def _typed(request: HttpRequest, sheet: Sheet, seen: int | None) -> Typed:
    assert sheet.client_id is not None
    return Typed(
        sheet.client_id, content_of(request.POST, request.path), sheet.subject, seen, sheet.form_name
    )


def _save_draft(request: HttpRequest, sheet: Sheet, *, over: bool) -> HttpResponse:
    if sheet.client_id is None or not sheet.may_be_drafted:
        sheet.leave_unchecked()
        sheet.wrong = _("What is restricted is not kept as a draft: save it.")
        return _told(request, sheet, {"errors": {"": [sheet.wrong]}}, 422)
    seen = None if over else sheet.version
    sheet.leave_unchecked()
    try:
        draft = save_draft(sheet.campaign, None, _typed(request, sheet, seen), owner=request.user)
    except StaleDraft as stale:
        sheet.newer = stale.draft
        return _told(request, sheet, {"conflict": {"saved": stale.draft.saved}}, 409)
    except Refused as refused:
        sheet.wrong = str(refused)
        return _told(request, sheet, {"errors": {"": [sheet.wrong]}}, 422)
    sheet.version = draft.saved
    if wants_json(request):
        return JsonResponse({"saved": draft.saved})
    messages.success(request, _("Your draft is saved. Nobody else sees it."))
    return redirect(f"{request.path}?draft={draft.client_id}")


def _told(request: HttpRequest, sheet: Sheet, said: dict[str, Any], status: int) -> HttpResponse:
    return JsonResponse(said, status=status) if wants_json(request) else _page(request, sheet, status)


def _page(request: HttpRequest, sheet: Sheet, status: int = 200) -> HttpResponse:
    heading = HEADINGS[sheet.kind, sheet.row is None]()
    above = ("updates", _("Monthly updates")) if sheet.kind == "update" else ("outcomes", _("Outcomes"))
    context = frame_of(sheet.campaign, heading, above, is_record=True)
    context |= {
        "sheet": sheet, "form": sheet.form, "outcome": sheet.outcome,
        "name": speech().say(sheet.outcome.name) if sheet.outcome else "",
        "is_locked": sheet.outcome is not None and sheet.outcome.state == OutcomeState.VERIFIED,
        "asked": sheet.asked, "alike": sheet.alike,
        "files": proofs_of(held) if sheet.kind == "evidence" and sheet.row and (held := evidence_by_key(sheet.outcome, sheet.row.key)) else (),
    }  # fmt: skip
    return render(request, "verify/writing.html", context, status=status)
