"""What offices did."""

from __future__ import annotations

from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.audit.actions import record_reads
from headway.collect.actions import log_cases_of
from headway.collect.listings import ACTIVITIES
from headway.collect.queries import (
    activities_in_list,
    activity_by_key,
    figures_by_activity,
    figures_of_activity,
    ties_of,
)
from headway.collect.queries.activities import deliveries_of, near_of
from headway.collect.queries.attachments import attachments_of
from headway.collect.queries.entering import may_record, may_record_for
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import at_one_moment, campaign_by_key


@require_safe
def activities(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    listing = ACTIVITIES.build(request.GET, activities_in_list(shown, request.user), shown, request.user)
    figures = figures_by_activity(listing.records, shown, request.user)
    log_cases_of(chain.from_iterable(figures.values()), request.user)
    context = frame_of(shown, _("Activities")) | {"listing": listing, "figures": figures}
    context["deliveries"] = deliveries_of(listing.records, shown, request.user)
    context["may_record"] = may_record(shown, request.user)
    return render(request, "collect/activities.html", context)


@require_safe
def activity(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """One activity: what was done, what can be counted of it, what it is about; later rooms say what it helped change."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    record = found(activity_by_key(shown, request.user, key))
    cases, ties = ties_of(record, shown, request.user)
    figures = figures_of_activity(record, shown, request.user)
    near = near_of(record, shown, request.user)
    record_reads("case", cases, acting_user=request.user, listed=True)
    log_cases_of(figures, request.user)
    context = frame_of(shown, speech().say(record.name), ("activities", _("Activities")), is_record=True) | {
        "activity": record,
        "cases": cases,
        "ties": ties,
        "figures": figures,
        "near": near,
        "handed": figures_by_activity(near.handed_over, shown, request.user),
        "attachments": attachments_of(record, shown, request.user),
        "may_change": may_record_for(request.user, record.office),
        "panels": panels_for("activity", record, shown, request.user),
    }
    return render(request, "collect/activity.html", context)
