"""Pages of the meetings that decide about outcomes: read, planned, prepared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from headway.audit.actions import record_reads
from headway.lib.problems import Refused
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.rowforms import show_clash
from headway.pages.speech import speech
from headway.plan.queries import all_of_plan, campaign_by_key
from headway.verify.actions import (
    add_point,
    agree_on,
    draw_agenda,
    put_on_agenda,
    shift_on_agenda,
    take_off_agenda,
    tick_agreed,
    write_meeting,
)
from headway.verify.actions.meetings import NEW, MeetingClash
from headway.verify.forms.meetings import AgreedForm, MeetingForm, PointForm
from headway.verify.listings import MEETINGS
from headway.verify.queries import meetings_of, visible_outcomes
from headway.verify.queries.agenda import (
    agenda_of,
    agreed_by_key,
    agreed_in,
    carried_to,
    meeting_row,
    waiting_for,
)
from headway.verify.queries.meetings import visible_meetings

MOST_OFFERED = 100


@require_safe
def meetings(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    listing = MEETINGS.build(request.GET, meetings_of(shown, request.user), shown, request.user)
    context = frame_of(shown, _("Meetings")) | {"listing": listing, "may_write": may_write(request)}
    return render(request, "verify/meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """What a meeting has before it and what it decided; for its scribes, with all that prepares it."""
    record = meeting_here(request, campaign, key)
    point, agreed = PointForm(prefix="point"), AgreedForm(prefix="agreed")
    if request.method != "POST":
        return _page(request, record, point, agreed)
    step = request.POST.get("step", "").partition("=")
    if step[0] == "point":
        point = PointForm(request.POST, prefix="point")
    elif step[0] == "agree":
        agreed = AgreedForm(request.POST, prefix="agreed")
    try:
        if not all(form.is_valid() for form in (point, agreed) if form.is_bound):
            return _page(request, record, point, agreed, status=422)
        taken = _STEPS.get(step[0])
        said = taken(request, record, step[2], point, agreed) if taken else ""
    except Refused as refused:
        return _page(request, record, point, agreed, wrong=str(refused), status=422)
    if taken is None:
        return _page(request, record, point, agreed, status=422)
    if said:
        messages.success(request, said)
    on_screen = "on_screen" in request.POST
    return redirect(f"{_address(record)}screen/?at=_agreed" if on_screen else _address(record))


def meeting_here(request: HttpRequest, campaign: str, key: str) -> Any:
    """The meeting of an address with its campaign, where the reader may know of them."""
    shown = found(campaign_by_key(campaign, request.user))
    seen = visible_meetings(shown, request.user).select_related("period", "campaign")
    return found(seen.filter(key=key).first())


def may_write(request: HttpRequest) -> bool:
    return may(person_of(request.user), "record_meeting")


def _draw(request: HttpRequest, record: Any, key: str, *forms: Any) -> str:
    number = draw_agenda(record, acting_user=request.user)
    told = ngettext("%(number)s outcome was added.", "%(number)s outcomes were added.", number)
    return told % {"number": speech().number(number)}


def _outcome(request: HttpRequest, record: Any, key: str) -> Any:
    return found(visible_outcomes(record.campaign, request.user).filter(key=key).first())


def _put(request: HttpRequest, record: Any, key: str, *forms: Any) -> str:
    wanted = request.POST.get("outcome", "")
    if wanted:
        put_on_agenda(record, _outcome(request, record, wanted), acting_user=request.user)
    return ""


def _off(request: HttpRequest, record: Any, key: str, *forms: Any) -> str:
    take_off_agenda(record, _outcome(request, record, key), acting_user=request.user)
    return ""


def _up(request: HttpRequest, record: Any, key: str, *forms: Any) -> str:
    shift_on_agenda(record, _outcome(request, record, key), by=-1, acting_user=request.user)
    return ""


def _down(request: HttpRequest, record: Any, key: str, *forms: Any) -> str:
    shift_on_agenda(record, _outcome(request, record, key), by=1, acting_user=request.user)
    return ""


def _point(request: HttpRequest, record: Any, key: str, point: Any, agreed: Any) -> str:
    add_point(record, point.cleaned_data["text"], acting_user=request.user)
    return _("It is noted.")


def _agree(request: HttpRequest, record: Any, key: str, point: Any, agreed: Any) -> str:
    agree_on(record, **agreed.cleaned_data, acting_user=request.user)
    return _("It is noted.")


def _tick(request: HttpRequest, record: Any, key: str, *forms: Any) -> str:
    one = found(agreed_by_key(record.campaign, key))
    done = None if one.done else timezone.now().date()
    tick_agreed(one, done=done, acting_user=request.user)
    return ""


_STEPS: dict[str, Callable[..., str]] = {
    "draw": _draw, "put": _put, "off": _off, "up": _up, "down": _down, "point": _point, "agree": _agree, "tick": _tick,
}  # fmt: skip


def _page(
    request: HttpRequest, record: Any, point: Any, agreed: Any, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    shown, writes = record.campaign, may_write(request)
    lines = agenda_of(record, request.user)
    record_reads("outcome", [line.outcome for line in lines], acting_user=request.user, listed=True)
    waiting = list(waiting_for(record, request.user)[:MOST_OFFERED]) if writes else []
    record_reads("outcome", waiting, acting_user=request.user, listed=True)
    name = speech().say(record.name)
    context = frame_of(shown, name, ("meetings", _("Meetings")), is_record=True) | {
        "meeting": record, "lines": lines, "agreed": agreed_in(record), "carried": carried_to(record),
        "waiting": waiting, "writes": writes, "wrong": wrong, "point": point, "to_agree": agreed,
        "panels": panels_for("meeting", record, shown, request.user),
    }  # fmt: skip
    return render(request, "verify/meeting.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, campaign: str) -> HttpResponse:
    """A new meeting; its agenda is drawn from what waits."""
    shown = found(campaign_by_key(campaign, request.user))
    if not may_write(request):
        raise PermissionDenied
    return _form(request, shown, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    record = meeting_here(request, campaign, key)
    if not may_write(request):
        raise PermissionDenied
    return _form(request, record.campaign, record)


def _form(request: HttpRequest, campaign: Any, record: Any) -> HttpResponse:
    here = speech()
    periods = [(one.key, here.say(one.name)) for one in all_of_plan(campaign, "period")]
    row = meeting_row(record) if record else None
    form = MeetingForm(request.POST or None, periods=periods, row=row)
    if request.method != "POST":
        return _form_page(request, campaign, record, form)
    wanted = form.meeting(record.key if record else NEW) if form.is_valid() else None
    if wanted is None:
        return _form_page(request, campaign, record, form, status=422)
    try:
        kept = write_meeting(campaign, wanted, base=form.cleaned_data["base"], acting_user=request.user)
    except MeetingClash as clash:
        theirs = MeetingForm(periods=periods, row=clash.stands)
        others = {name: theirs.initial[name] for name in clash.fields}
        show_clash(form, others, theirs.initial["base"], str(clash))
        return _form_page(request, campaign, record, form, status=409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _form_page(request, campaign, record, form, status=422)
    messages.success(request, _("The meeting is saved."))
    return redirect(_address(kept))


def _form_page(
    request: HttpRequest, campaign: Any, record: Any, form: Any, status: int = 200
) -> HttpResponse:
    heading = _("Change the meeting") if record else _("Plan a reflection meeting")
    context = frame_of(campaign, heading, ("meetings", _("Meetings")), is_record=True)
    context |= {"form": form, "meeting": record}
    return render(request, "verify/meeting_form.html", context, status=status)


def _address(record: Any) -> str:
    return reverse("meeting", args=[record.campaign.key, record.key])
