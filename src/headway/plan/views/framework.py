"""The framework: how change is thought to come about, what is to change, and what may stand in the way."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.pages.panels import panels_for
from headway.pages.places import Crumb, address_of, found
from headway.pages.speech import Speech, speech
from headway.pages.wording import wording
from headway.plan.drawings import NARROW, downloads_of, frame, kept, theory_chart
from headway.plan.queries import (
    all_of_plan,
    areas_of_work,
    at_one_moment,
    campaign_by_key,
    framework_of,
    theory_of,
)
from headway.plan.rows import ObjectiveLevel, TheoryStage

THEORY = 960  # its columns need room


def above(campaign: Any, *crumbs: Crumb) -> list[Crumb]:
    """The trail of a page of the plan: the campaign, the framework, and what comes between it and the page."""
    here = speech()
    first = Crumb(here.say(campaign.name), reverse("campaign", args=[campaign.key]))
    return [first, Crumb(_("Framework"), reverse("framework", args=[campaign.key])), *crumbs]


@require_safe
def framework(request: HttpRequest, campaign: str) -> HttpResponse:
    """Theory of change, objectives, dimensions with their indicators, and the areas of work."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    rows, here = theory_of(shown), speech(shown.language)
    wide, narrow = (_theory(shown, here, rows, width) for width in (THEORY, NARROW))
    context = {
        "campaign": shown,
        "heading": _("Framework"),
        "trail": above(shown)[:1],
        "theory": wide,
        "narrow": narrow,
        "downloads": downloads_of(shown, "theory"),
        "stages": list(_stages(rows)),
        "objectives": _by_level(all_of_plan(shown, "objective", "focus_country")),
        "dimensions": framework_of(shown),
        "areas": areas_of_work(shown),
    }
    return render(request, "plan/framework.html", context)


def _theory(campaign: Any, here: Speech, rows: list[Any], width: int) -> Any:
    said = _("{steps} steps, joined by {links} links.")
    told = frame(here, _("How change is thought to come about"), said, width=width)
    return kept(campaign, "theory", width, lambda: theory_chart(told, here, rows)) if rows else None


def _stages(rows: list[Any]) -> Any:
    names = {row.key: row.name for row in rows}
    for stage in TheoryStage:
        own = [(row, [(names[one.to], one.how) for one in row.links]) for row in rows if row.stage is stage]
        if own:
            yield wording(stage), own


def _by_level(objectives: list[Any]) -> list[tuple[str, list[tuple[Any, list[Any]]]]]:
    """Objectives by level and then by country of focus, those of all countries first."""
    made = []
    for level in ObjectiveLevel:
        own = [row for row in objectives if row.level == level]
        own.sort(key=lambda row: (row.focus_country.position if row.focus_country else -1, row.position))
        by_country = groupby(own, key=lambda row: row.focus_country)
        grouped = [(country, list(rows)) for country, rows in by_country]
        if grouped:
            made.append((wording(level), grouped))
    return made


@require_safe
def risks(request: HttpRequest, campaign: str) -> HttpResponse:
    """What may go wrong, or did, with what is done about it."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    context = {
        "campaign": shown,
        "heading": _("Risks"),
        "trail": above(shown),
        "groups": _by_country(all_of_plan(shown, "risk", "focus_country")),
        "panels": panels_for("risks", shown, shown, request.user),
    }
    return render(request, "plan/risks.html", context)


@require_safe
def exit_plan(request: HttpRequest, campaign: str) -> HttpResponse:
    """What must be in place before the campaign ends."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    context = {
        "campaign": shown,
        "heading": _("Exit plan"),
        "trail": above(shown),
        "groups": _by_country(all_of_plan(shown, "exit-item", "focus_country")),
    }
    return render(request, "plan/exit_plan.html", context)


def _by_country(rows: list[Any]) -> list[tuple[Any, list[Any]]]:
    """Records of no single country first, then those of each country of focus."""
    rows.sort(key=lambda row: (row.focus_country.position if row.focus_country else -1, row.position))
    return [(country, list(own)) for country, own in groupby(rows, key=lambda row: row.focus_country)]


def crumb_of_list(campaign: Any, kind: str, text: str) -> Crumb:
    return Crumb(text, reverse(kind, args=[campaign.key]))


def offices_of(campaign: Any, offices: Any) -> list[tuple[dict[str, str], str]]:
    """Offices by name, each with the address of its page."""
    return [(office.name, address_of("office", campaign.key, office.key)) for office in offices]
