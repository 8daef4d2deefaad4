"""A meeting on the wall: one outcome at a time in large type, kept up to date for all who watch; and its minutes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.audit.actions import record_reads
from headway.audit.queries import last_change
from headway.lib.problems import Refused
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.verify.actions import decide_in_meeting
from headway.verify.actions.meetings import OvertakenVerdict, Spoken
from headway.verify.forms.meetings import AgreedForm, PointForm, VerdictForm
from headway.verify.queries import counted, lines_of, visible_outcomes
from headway.verify.queries.agenda import agenda_of, agreed_in, carried_to
from headway.verify.queries.writing import subject_of
from headway.verify.rows import OutcomeState
from headway.verify.rules import is_open_to_verdicts
from headway.verify.steps.minutes import minutes_of
from headway.verify.views.meetings import may_write, meeting_here

# What is shown after the last outcome; no key of an outcome, for they hold no underscore.
LAST = "_agreed"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """The page, and with `live` only the part that changes: nothing at all where nothing was written since."""
    record = meeting_here(request, campaign, key)
    mark = f'"{last_change()[0]}-{get_language()}-{request.user.pk}"'
    is_live = request.method == "GET" and "live" in request.GET
    if is_live and request.headers.get("If-None-Match", "").removeprefix("W/") == mark:
        return HttpResponseNotModified(headers={"ETag": mark})
    if request.method == "POST":
        return _take(request, record, mark)
    return _page(request, record, mark, is_live=is_live)


@require_safe
def minutes(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    record = meeting_here(request, campaign, key)
    answer = HttpResponse(minutes_of(record, request.user), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="{record.campaign.key}-{record.key}.docx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _take(request: HttpRequest, record: Any, mark: str) -> HttpResponse:
    """The verdict of the meeting on the outcome that is shown."""
    seen = visible_outcomes(record.campaign, request.user)
    outcome = found(seen.filter(key=request.GET.get("at", "")).first())
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _page(request, record, mark, form, status=422)
    given = form.cleaned_data
    spoken = Spoken(OutcomeState(given["verdict"]), given["reason"], given["dissent"], given["seen"])
    try:
        decide_in_meeting(record, outcome, spoken, acting_user=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        status = 409 if isinstance(refused, OvertakenVerdict) else 422
        return _page(request, record, mark, form, status=status)
    return redirect(f"{_address(record)}?at={outcome.key}")


def _page(
    request: HttpRequest,
    record: Any,
    mark: str,
    form: Any = None,
    *,
    is_live: bool = False,
    status: int = 200,
) -> HttpResponse:
    lines = agenda_of(record, request.user)
    keys = [*(line.outcome.key for line in lines), LAST]
    asked = request.GET.get("at", "")
    at = keys.index(asked) if asked in keys else _first_open(lines)
    line = lines[at] if at < len(lines) else None
    context = frame_of(record.campaign, speech().say(record.name), ("meetings", _("Meetings"))) | {
        "meeting": record, "lines": lines, "line": line, "at": keys[at], "number": at + 1, "mark": mark,
        "before": keys[at - 1] if at else "", "after": keys[at + 1] if at + 1 < len(keys) else "", "last": LAST,
        "decided": sum(one.is_decided for one in lines), "writes": may_write(request), "on_screen": True,
    }  # fmt: skip
    context |= _told(request, record, line)
    if is_live:
        answer = render(request, "verify/screen_live.html", context)
        answer["ETag"], answer["Cache-Control"] = mark, "private, no-cache"
        return answer
    return render(request, "verify/screen.html", context | _forms(request, line, form), status=status)


def _first_open(lines: Any) -> int:
    """Where a meeting goes on: at the first outcome without a verdict."""
    return next((at for at, line in enumerate(lines) if not line.is_decided), len(lines))


def _told(request: HttpRequest, record: Any, line: Any) -> dict[str, Any]:
    if line is None:
        return {"agreed": agreed_in(record), "carried": carried_to(record)}
    record_reads("outcome", [line.outcome], acting_user=request.user)
    one = counted(visible_outcomes(record.campaign, request.user).filter(pk=line.outcome.pk))
    return {"told": lines_of(list(one), record.campaign)[0]}


def _forms(request: HttpRequest, line: Any, form: Any) -> dict[str, Any]:
    """The verdict for whoever may give it; else why this person gives none."""
    if not may_write(request):
        return {}
    if line is None:
        return {"point": PointForm(prefix="point"), "to_agree": AgreedForm(prefix="agreed")}
    state = OutcomeState(line.outcome.state)
    if not is_open_to_verdicts(state):
        return {"form": form} if form is not None else {}
    if not may(person_of(request.user), "verify_outcome", subject_of(line.outcome)):
        return {"is_own": True}
    shown = form or VerdictForm(initial={"seen": state.value})
    if form is not None:
        # Whoever sends it again has seen how the outcome stands now.
        shown.data = form.data.copy()
        shown.data["seen"] = state.value
    return {"form": shown}


def _address(record: Any) -> str:
    return reverse("meeting-screen", args=[record.campaign.key, record.key])
