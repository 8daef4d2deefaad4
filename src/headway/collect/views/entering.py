"""Recording an activity, and changing one: the form, what is saved of it on the way, and what comes of sending it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from pydantic import ValidationError

from headway.collect.actions import (
    Clash,
    Sending,
    SentBefore,
    StaleDraft,
    Told,
    Typed,
    delete_draft,
    record_activity,
    save_draft,
)
from headway.collect.forms.attachments import ACCEPTED
from headway.collect.queries.drafts import draft_by_id, drafts_of
from headway.collect.queries.entering import (
    ENTERED,
    activity_to_change,
    closed_to,
    kinds_by_area,
    names_to_keep,
    offices_to_write_for,
)
from headway.collect.views.edited import as_change, asked_again
from headway.collect.views.entry import (
    Entry,
    after_clash,
    content_of,
    entry_of,
    in_full,
    taken_over,
)
from headway.collect.views.kept_files import files_of, keep_quietly, keep_sent, offered, ticked
from headway.collect.views.opened import typed_before, wants_json
from headway.lib.problems import Refused
from headway.movement.queries import person_of
from headway.movement.rules import Subject, may
from headway.pages.device import is_copy, kept
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import at_one_moment, campaign_by_key, campaign_to_enter, period_of_days

ONLY_SHOWN = frozenset({"kind", "find", "rows"})


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, campaign: str) -> HttpResponse:
    """A new activity: first its kind, then what that kind asks."""
    shown = found(_campaign(request, campaign))
    offices = offices_to_write_for(shown, request.user)
    if not offices:
        raise PermissionDenied
    return _answer(request, shown, offices, None)


def _campaign(request: HttpRequest, key: str) -> Any:
    """A form that is sent begins with what is remembered; a page that is read asks at one moment of its own (`_answer`)."""
    if request.method == "POST":
        return campaign_to_enter(key, request.user, ENTERED)
    return campaign_by_key(key, request.user)


@require_safe
def names(request: HttpRequest, campaign: str) -> HttpResponse:
    """What can be chosen in the form, as a device keeps it to look names up without a connection."""
    shown = found(campaign_by_key(campaign, request.user))
    if not offices_to_write_for(shown, request.user):
        raise PermissionDenied
    return kept(request, JsonResponse(names_to_keep(shown, request.user)))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """The same form, with an activity as it stands."""
    shown = found(_campaign(request, campaign))
    activity = found(activity_to_change(shown, request.user, key))
    if not may(person_of(request.user), "record_activity", Subject(offices=frozenset({activity.office.key}))):
        raise PermissionDenied
    return _answer(request, shown, [activity.office], activity)


@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: HttpRequest, campaign: str) -> HttpResponse:
    """One's own drafts; one that is to be deleted is asked about first."""
    shown = found(campaign_by_key(campaign, request.user))
    asked = None
    if request.method == "POST":
        asked = found(draft_by_id(shown, request.user, request.POST.get("delete", "")))
        if request.POST.get("sure"):
            delete_draft(shown, asked.client_id, owner=request.user)
            messages.success(request, _("The draft was deleted."))
            return redirect("drafts", shown.key)
    context = frame_of(shown, _("Your drafts")) | {"drafts": drafts_of(shown, request.user), "asked": asked}
    return render(request, "collect/drafts.html", context)


def _answer(request: HttpRequest, campaign: Any, offices: list[Any], activity: Any) -> HttpResponse:
    data: QueryDict | None = request.POST if request.method == "POST" else None
    campaign = at_one_moment(campaign) if data is None else campaign
    version = 0
    if data is None and (
        draft := draft_by_id(campaign, request.user, request.GET.get("draft", ""), "activity")
    ):
        data, version = typed_before(draft.content), draft.saved
    if data is not None and request.method == "POST" and activity is not None:
        data = taken_over(data, campaign, request.user, activity)
    step = request.POST.get("step", "")
    entry = entry_of(request, campaign, offices, activity, data, version, lean=step == "save")
    if entry is None:
        return _choose_kind(request, campaign, offices)
    if request.method != "POST" or step in ONLY_SHOWN:
        entry.leave_unchecked()
        if request.FILES:
            keep_quietly(request, entry)
        return _page(request, entry)
    if step in ("draft", "draft-over"):
        return _save_draft(request, entry, over=step == "draft-over")
    return _save(request, entry)


def _choose_kind(request: HttpRequest, campaign: Any, offices: list[Any]) -> HttpResponse:
    context = frame_of(campaign, _("Record an activity"), ("activities", _("Activities")), is_record=True)
    context |= {"areas": kinds_by_area(campaign), "office": request.GET.get("office", ""), "offices": offices}
    context["drafts"] = () if is_copy(request) else drafts_of(campaign, request.user, "activity")[:5]
    return kept(request, render(request, "collect/choose_kind.html", context))


def _save(request: HttpRequest, entry: Entry, digest: str = "") -> HttpResponse:
    if not entry.is_valid():
        return _refused(request, entry)
    try:
        told = _told(entry)
        typed = entry.form.cleaned_data
        sending = Sending(typed["client_id"], typed["base"], ticked(request), typed["turn"], digest)
        files, wrong = files_of(request, entry)
        if wrong:
            return _refused(request, entry)
        saved = record_activity(entry.campaign, told, sending, files, acting_user=request.user)
    except ValidationError as error:
        entry.form.add_faults(error)
        return _refused(request, entry)
    except Clash as clash:
        return _clashed(request, entry, clash)
    except SentBefore as before:
        return _sent_before(request, entry, before)
    except Refused as refused:
        entry.form.add_error(None, str(refused))
        return _refused(request, entry)
    address = reverse("activity", args=[entry.campaign.key, saved.key])
    if not wants_json(request) or "X-Then" in request.headers:
        messages.success(request, _said_of(entry, saved))
    return JsonResponse({"key": saved.key, "url": address}) if wants_json(request) else redirect(address)


def _said_of(entry: Entry, saved: Any) -> str:
    """What was understood of its date, and whether a return counts it."""
    said = _("Saved. When it was: %(when)s.") % {"when": speech(entry.campaign.language).when(saved.when)}
    if saved.period_id is None:
        said += " " + _("That is in no period of the campaign, so it stands in no return.")
    if entry.form.cleaned_data["said"]:
        said += " " + _("What was said stands among the testimonies.")
    return said


def _sent_before(request: HttpRequest, entry: Entry, before: SentBefore) -> HttpResponse:
    """What was edited after its answer was lost is a change of what stands; who sends it without a script is asked first."""
    if before.newer:
        activity = activity_to_change(entry.campaign, request.user, before.key)
        if activity is not None and activity.key != entry.subject:
            return _save(request, as_change(request, entry, activity), before.digest)
    entry = asked_again(request, entry, before.turn)
    entry.form.add_error(None, str(before))
    return _refused(request, entry)


def _told(entry: Entry) -> Told:
    when = entry.form.cleaned_data["when"]
    period = period_of_days(entry.campaign, when.earliest, when.latest, ENTERED)
    row = entry.form.activity(entry.kind.key, period, entry.language, entry.row)
    before = {one.key: one for one in entry.held}
    base = entry.form.cleaned_data["base"]
    figures = [one for line in entry.figures for one in line.figures(row.office, before, base)]
    removed = frozenset(key for line in entry.figures for key in line.removed(before, base))
    kept = tuple(one for one in figures if one.key not in removed)
    return Told(row, kept, entry.form.testimony(), removed)


def _refused(request: HttpRequest, entry: Entry) -> HttpResponse:
    if wants_json(request):
        if request.FILES:
            entry.form.add_error(None, files_of(request, entry)[1])
        return JsonResponse({"errors": entry.errors()}, status=422)
    keep_quietly(request, entry)
    return _page(request, entry, status=422)


def _clashed(request: HttpRequest, entry: Entry, clash: Clash) -> HttpResponse:
    if wants_json(request):
        return JsonResponse(
            {"conflict": {name: clash.stored.get(name) for name in sorted(clash.fields)}}, status=409
        )
    if request.FILES:
        keep_quietly(request, entry)
    again = after_clash(request, entry, clash)
    again.wrong = entry.wrong
    again.form.add_error(None, str(clash))
    return _page(request, again, status=409)


def _save_draft(request: HttpRequest, entry: Entry, *, over: bool) -> HttpResponse:
    if entry.client_id is None:
        return _refused(request, entry)
    seen = None if over else entry.version
    typed = Typed(entry.client_id, content_of(request.POST), entry.subject, seen)
    entry.leave_unchecked()
    try:
        draft = save_draft(entry.campaign, entry.office, typed, owner=request.user)
    except StaleDraft as stale:
        if wants_json(request):
            return JsonResponse({"conflict": {"saved": stale.draft.saved}}, status=409)
        entry.newer = stale.draft
        return _page(request, entry, status=409)
    except Refused as refused:
        if wants_json(request):
            return JsonResponse({"errors": {"": [str(refused)]}}, status=422)
        entry.wrong = str(refused)
        return _page(request, entry, status=422)
    if wants_json(request):
        return JsonResponse({"saved": draft.saved})
    try:
        keep_sent(request, entry)
    except Refused as refused:
        entry.wrong = str(refused)
        return _page(request, entry, status=422)
    messages.success(request, _("Your draft is saved. Nobody else sees it."))
    return redirect("drafts", entry.campaign.key)


def _page(request: HttpRequest, entry: Entry, status: int = 200) -> HttpResponse:
    entry = in_full(request, entry)
    entry.kept = offered(request, entry)
    heading = _("Change an activity") if entry.row else _("Record an activity")
    closed = closed_to(entry.campaign, entry.row, request.user) if entry.row else ""
    context = frame_of(entry.campaign, heading, ("activities", _("Activities")), is_record=True)
    context |= {"entry": entry, "form": entry.form, "areas": kinds_by_area(entry.campaign), "closed": closed}
    context |= {"accepted": ACCEPTED, "is_copy": is_copy(request)}
    shown = render(request, "collect/activity_form.html", context, status=status)
    return shown if entry.row else kept(request, shown)
