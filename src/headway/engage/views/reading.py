"""Pages of cases, partners, targets, relations and opportunities."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.audit.actions import record_reads
from headway.engage.drawings import draw_positions
from headway.engage.listings import CASES, OPPORTUNITIES, PARTNERS, RELATIONS, TARGETS
from headway.engage.queries import (
    aimed_at,
    by_key,
    case_by_key,
    cases_in_list,
    defended_by,
    held_by,
    name_is_public,
    steps_with,
    visible_opportunities,
    visible_partners,
    visible_relations,
    visible_targets,
    way_of,
)
from headway.engage.queries.entering import may_change, may_decide_who_knows, may_read_notes, may_record_some
from headway.engage.rules import start_by, year_of
from headway.lib.edtf import ImpreciseDate
from headway.pages.listing import Listed, Listing
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key


def _list(request: HttpRequest, campaign: Any, declared: Listing, records: Any, heading: str) -> HttpResponse:
    """A list by its own template, which is named as the list is."""
    listing = declared.build(request.GET, records, campaign, request.user)
    if declared is CASES:
        record_reads("case", listing.records, acting_user=request.user, listed=True)
    context = frame_of(campaign, heading) | {"listing": listing, "may_record": may_record_some(request.user)}
    if declared is OPPORTUNITIES:
        context["groups"] = _by_year(listing)
    return render(request, f"engage/{declared.name}.html", context)


def _by_year(listing: Listed) -> list[tuple[str, list[Any]]]:
    """The opportunities of a page as a calendar; one group without a heading where they are not in order of time."""
    if listing.sorted_by not in {"newest", "oldest"}:
        return [("", listing.records)]
    newest = listing.sorted_by == "newest"
    grouped = groupby(listing.records, key=lambda record: year_of(record.when, latest=newest))
    return [(speech().when(year) if year else _("Not dated"), list(records)) for year, records in grouped]


@require_safe
def cases(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    return _list(request, shown, CASES, cases_in_list(shown, request.user), _("Cases"))


@require_safe
def case(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """One case. The protected name is shown where only those named on the case can see the page, and nowhere else; how the
    person is and what they risk is shown to few."""
    shown = found(campaign_by_key(campaign, request.user))
    record = found(case_by_key(shown, request.user, key))
    record_reads("case", [record], acting_user=request.user)
    context = frame_of(shown, speech().say(record.name), ("cases", _("Cases")), is_record=True) | {
        "case": record,
        "way": way_of(record),
        "name_is_public": name_is_public(record),
        "protected_name": record.protected_name if record.restricted else "",
        "may_read_notes": may_read_notes(request.user, record),
        "may_change": may_change(request.user, record),
        "may_decide": may_decide_who_knows(request.user, record),
        "panels": panels_for("case", record, shown, request.user),
    }
    return render(request, "engage/case.html", context)


@require_safe
def partners(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    return _list(request, shown, PARTNERS, visible_partners(shown, request.user), _("Partners"))


@require_safe
def partner(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    record = found(by_key(visible_partners(shown, request.user), key))
    defended = defended_by(shown, request.user, record)
    record_reads("case", defended, acting_user=request.user, listed=True)
    context = frame_of(shown, speech().say(record.name), ("partners", _("Partners")), is_record=True) | {
        "partner": record,
        "steps": steps_with(record),
        "cases": defended,
        "may_change": may_change(request.user, record),
        "panels": panels_for("partner", record, shown, request.user),
    }
    return render(request, "engage/partner.html", context)


@require_safe
def targets(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    return _list(request, shown, TARGETS, visible_targets(shown, request.user), _("Targets"))


@require_safe
def target(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """One target: where it stands and stood, what can be brought to bear through it, and when."""
    shown = found(campaign_by_key(campaign, request.user))
    record = found(by_key(visible_targets(shown, request.user), key))
    wide, narrow = draw_positions(record) or (None, None)
    context = frame_of(shown, speech().say(record.name), ("targets", _("Targets")), is_record=True) | {
        "target": record,
        "chart": wide,
        "narrow": narrow,
        "relations": held_by(shown, request.user, record),
        "opportunities": aimed_at(shown, request.user, record),
        "may_change": may_change(request.user, record),
        "panels": panels_for("target", record, shown, request.user),
    }
    return render(request, "engage/target.html", context)


@require_safe
def relations(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    return _list(
        request, shown, RELATIONS, visible_relations(shown, request.user), _("Relations between governments")
    )


@require_safe
def relation(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    record = found(by_key(visible_relations(shown, request.user), key))
    here = speech()
    heading = _("%(government)s and %(country)s") % {
        "government": here.country(record.government),
        "country": here.say(record.focus_country.name),
    }
    context = frame_of(shown, heading, ("relations", _("Relations between governments")), is_record=True) | {
        "relation": record,
        "may_change": may_change(request.user, record),
        "panels": panels_for("relation", record, shown, request.user),
    }
    return render(request, "engage/relation.html", context)


@require_safe
def opportunities(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    return _list(
        request, shown, OPPORTUNITIES, visible_opportunities(shown, request.user), _("Opportunities")
    )


@require_safe
def opportunity(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    record = found(by_key(visible_opportunities(shown, request.user), key))
    starts = start_by(record.when, record.lead_weeks)
    context = frame_of(
        shown, speech().say(record.name), ("opportunities", _("Opportunities")), is_record=True
    ) | {
        "opportunity": record,
        "start": ImpreciseDate.on(starts) if starts else None,
        "may_change": may_change(request.user, record),
        "panels": panels_for("opportunity", record, shown, request.user),
    }
    return render(request, "engage/opportunity.html", context)
