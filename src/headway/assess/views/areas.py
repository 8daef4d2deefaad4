"""Dimensions of change and change areas: their indicators, ratings and outcomes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.assess.drawings import grid_of
from headway.assess.queries import Board, board_of, indicators_seen, outcomes_in_cell
from headway.assess.views.grounds import grounds_of
from headway.assess.views.indicators import line_of
from headway.audit.actions import record_reads
from headway.pages.panels import panels_for
from headway.pages.places import Crumb, found
from headway.pages.speech import speech
from headway.plan.queries import at_one_moment, campaign_by_key, one_of_plan

MOST_OUTCOMES = 12


@require_safe
def dimension(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """One dimension: its change areas in all countries, its indicators, its outcomes."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    record = found(one_of_plan(shown, "dimension", key))
    areas = [area.key for area in board_of(shown).areas.values() if area.dimension.key == key]
    return _page(request, shown, record, areas, [], dimension=key)


@require_safe
def change_area(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    record = found(one_of_plan(shown, "change-area", key, "dimension"))
    above = Crumb(
        speech().say(record.dimension.name), reverse("dimension", args=[shown.key, record.dimension.key])
    )
    return _page(request, shown, record, [key], [above], area=key)


def _page(
    request: HttpRequest, campaign: Any, record: Any, areas: list[str], above: list[Crumb], **where: str
) -> HttpResponse:
    board, here = board_of(campaign), speech()
    outcomes = outcomes_in_cell(campaign, request.user, **where)
    shown = list(outcomes[:MOST_OUTCOMES])
    record_reads("outcome", shown, acting_user=request.user, listed=True)
    kind = record.row.kind
    context = {
        "campaign": campaign,
        "record": record,
        "kind": kind,
        "heading": here.say(record.name),
        "trail": [
            Crumb(here.say(campaign.name), reverse("campaign", args=[campaign.key])),
            Crumb(_("Framework"), reverse("framework", args=[campaign.key])),
            *above,
            Crumb(here.say(record.name)),
        ],
        "board": board,
        "grid": _part_of_grid(campaign, board, areas),
        "indicators": [
            line_of(one, campaign)
            for one in indicators_seen(campaign)
            if one.indicator.change_area.key in areas
        ],
        "outcomes": grounds_of(shown),
        "count": outcomes.count(),
        "all_outcomes": f"{reverse('outcomes', args=[campaign.key])}?{next(iter(where))}={record.key}",
        "panels": panels_for(kind, record, campaign, request.user),
    }
    return render(request, "assess/area.html", context)


def _part_of_grid(campaign: Any, board: Board, areas: list[str]) -> Any:
    """The matrix with the rows of these change areas alone."""
    grid = grid_of(campaign, board)
    groups = [(one, tuple(line for line in lines if line.area.key in areas)) for one, lines in grid.groups]
    return replace(grid, groups=tuple((one, lines) for one, lines in groups if lines))
