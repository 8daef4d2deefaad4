"""Pages of what was learnt."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.audit.actions import record_reads
from headway.learn.listings import CASE_STUDIES, LEARNINGS, RECOMMENDATIONS
from headway.learn.queries import (
    case_study_told,
    learning_told,
    recommendation_told,
    visible_case_studies,
    visible_learnings,
    visible_recommendations,
)
from headway.learn.rows import LearningKind
from headway.pages.listing import Listed
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.plan.queries import campaign_by_key


def _by_theme(listing: Listed) -> list[tuple[Any, list[Any]]]:
    """The records of a page under their themes; one group without a heading where they are in another order."""
    if listing.sorted_by != "theme":
        return [(None, listing.records)]
    return [(theme, list(records)) for theme, records in groupby(listing.records, key=lambda one: one.theme)]


@require_safe
def learnings(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    listing = LEARNINGS.build(request.GET, visible_learnings(shown, request.user), shown, request.user)
    context = frame_of(shown, _("Learnings")) | {"listing": listing, "groups": _by_theme(listing)}
    return render(request, "learn/learnings.html", context)


@require_safe
def learning(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    told = found(learning_told(shown, request.user, key))
    record_reads("outcome", [line.record for line in told.outcomes], acting_user=request.user, listed=True)
    kind = wording(LearningKind(told.record.learning_kind))
    context = frame_of(shown, _capital(kind), ("learnings", _("Learnings")), is_record=True) | {
        "told": told,
        "learning": told.record,
        "short": Truncator(told.record.text).words(9),
        "panels": panels_for("learning", told.record, shown, request.user),
    }
    return render(request, "learn/learning.html", context)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@require_safe
def recommendations(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    records = visible_recommendations(shown, request.user)
    listing = RECOMMENDATIONS.build(request.GET, records, shown, request.user)
    context = frame_of(shown, _("Recommendations")) | {"listing": listing, "groups": _by_theme(listing)}
    return render(request, "learn/recommendations.html", context)


@require_safe
def recommendation(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    record, grounds = found(recommendation_told(shown, request.user, key))
    above = ("recommendations", _("Recommendations"))
    context = frame_of(shown, _("Recommendation"), above, is_record=True) | {
        "recommendation": record,
        "learnings": grounds,
        "short": Truncator(record.text).words(9),
        "panels": panels_for("recommendation", record, shown, request.user),
    }
    return render(request, "learn/recommendation.html", context)


@require_safe
def case_studies(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    listing = CASE_STUDIES.build(request.GET, visible_case_studies(shown, request.user), shown, request.user)
    return render(
        request, "learn/case_studies.html", frame_of(shown, _("Case studies")) | {"listing": listing}
    )


@require_safe
def case_study(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    told = found(case_study_told(shown, request.user, key))
    record_reads("outcome", [line.record for line in told.outcomes], acting_user=request.user, listed=True)
    name = speech().say(told.record.name)
    context = frame_of(shown, name, ("case-studies", _("Case studies")), is_record=True) | {
        "told": told,
        "study": told.record,
        "panels": panels_for("case-study", told.record, shown, request.user),
    }
    return render(request, "learn/case_study.html", context)
