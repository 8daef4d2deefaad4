"""Pages of the meetings that decided about outcomes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.audit.actions import record_reads
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key
from headway.verify.listings import MEETINGS
from headway.verify.queries import meeting_told, meetings_of


@require_safe
def meetings(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    listing = MEETINGS.build(request.GET, meetings_of(shown, request.user), shown, request.user)
    return render(request, "verify/meetings.html", frame_of(shown, _("Meetings")) | {"listing": listing})


@require_safe
def meeting(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    told = found(meeting_told(shown, key, request.user))
    decided = [verdict.outcome for verdict in told.verdicts]
    record_reads("outcome", decided, acting_user=request.user, listed=True)
    name = speech().say(told.record.name)
    context = frame_of(shown, name, ("meetings", _("Meetings")), is_record=True) | {
        "meeting": told.record,
        "verdicts": told.verdicts,
        "panels": panels_for("meeting", told.record, shown, request.user),
    }
    return render(request, "verify/meeting.html", context)
