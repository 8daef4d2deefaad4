"""What was counted, how it may be added, and what sources published."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.collect.actions import log_cases_of
from headway.collect.listings import FIGURES, PUBLISHED, TESTIMONIES
from headway.collect.queries import (
    counted_by_measure,
    family_of,
    measure_by_key,
    measures_by_area,
    published_by_key,
    result_of,
    results_of,
    visible_figures,
    visible_published,
    visible_testimonies,
)
from headway.collect.words import said_result, why_result
from headway.lib.additivity import Additivity
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.plan.queries import campaign_by_key, in_terms


@require_safe
def measures(request: HttpRequest, campaign: str) -> HttpResponse:
    """All that is counted, area by area, with what its figures come to."""
    shown = found(campaign_by_key(campaign, request.user))
    context = frame_of(shown, _("Measures")) | {
        "areas": measures_by_area(shown),
        "results": results_of(shown),
        "counts": counted_by_measure(visible_figures(shown, request.user)),
        "published": counted_by_measure(visible_published(shown, request.user)),
    }
    return render(request, "collect/measures.html", context)


@require_safe
def measure(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """One measure: what its figures come to and why, each figure, and what sources published beside them."""
    shown = found(campaign_by_key(campaign, request.user))
    record = found(measure_by_key(shown, key))
    figures = visible_figures(shown, request.user).filter(measure=record)
    listing = FIGURES.build(request.GET, figures, shown, request.user)
    published = list(visible_published(shown, request.user).filter(measure=record))
    log_cases_of([*listing.records, *published], request.user)
    result = result_of(shown, record)
    reasons = {left.key: wording(left.why) for left in result.left_out}
    context = frame_of(shown, speech().say(record.name), ("measures", _("Measures")), is_record=True) | {
        "measure": record,
        "told_apart": in_terms(shown, record.disaggregations),
        "additivity": wording(Additivity(record.additivity)),
        "result": said_result(result, is_share=record.additivity == Additivity.RATIO),
        "why": why_result(result),
        "counted": len(result.parts),
        "left_out": sorted(Counter(reasons.values()).items()),
        "reasons": reasons,
        "listing": listing,
        "published": published,
        "panels": panels_for("measure", record, shown, request.user),
    }
    return render(request, "collect/measure.html", context)


@require_safe
def figure(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    visible = visible_figures(shown, request.user)
    record = found(visible.filter(key=key).first())
    family = family_of(record, visible.filter(measure=record.measure_id))
    log_cases_of([record, *(kin.record for kin in family)], request.user)
    reasons = {left.key: wording(left.why) for left in result_of(shown, record.measure).left_out}
    context = frame_of(
        shown, speech().say(record.measure.name), ("measures", _("Measures")), is_record=True
    ) | {
        "figure": record,
        "additivity": wording(Additivity(record.measure.additivity)),
        "why_not_counted": reasons.get(record.key, ""),
        "family": family,
        "panels": panels_for("figure", record, shown, request.user),
    }
    return render(request, "collect/figure.html", context)


@require_safe
def published_facts(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    listing = PUBLISHED.build(request.GET, visible_published(shown, request.user), shown, request.user)
    log_cases_of(listing.records, request.user)
    context = frame_of(shown, _("Published facts")) | {"listing": listing}
    return render(request, "collect/published_facts.html", context)


@require_safe
def published(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """One fact as its source printed it, with what it is made of and what it is part of."""
    shown = found(campaign_by_key(campaign, request.user))
    record = found(published_by_key(shown, request.user, key))
    family = family_of(record, visible_published(shown, request.user))
    log_cases_of([record, *(kin.record for kin in family)], request.user)
    context = frame_of(
        shown, speech().say(record.name), ("published-facts", _("Published facts")), is_record=True
    ) | {
        "fact": record,
        "family": family,
        "panels": panels_for("published", record, shown, request.user),
    }
    return render(request, "collect/published.html", context)


@require_safe
def testimonies(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    listing = TESTIMONIES.build(request.GET, visible_testimonies(shown, request.user), shown, request.user)
    log_cases_of(listing.records, request.user)
    context = frame_of(shown, _("Testimonies")) | {"listing": listing}
    return render(request, "collect/testimonies.html", context)


@require_safe
def testimony(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    record = found(visible_testimonies(shown, request.user).filter(key=key).first())
    log_cases_of([record], request.user)
    context = frame_of(shown, record.who, ("testimonies", _("Testimonies")), is_record=True)
    return render(request, "collect/testimony.html", context | {"testimony": record})
