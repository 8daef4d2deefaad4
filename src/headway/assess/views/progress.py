"""The progress matrix, and each of its cells with what it rests on."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.assess.drawings import WHOLE, grid_of, names_of, spread_chart
from headway.assess.queries import (
    Board,
    board_of,
    figures_behind,
    outcomes_behind,
    outcomes_in_cell,
    rating_by_key,
    rating_of_cell,
)
from headway.assess.rows import Basis
from headway.assess.views.grounds import grounds_of
from headway.audit.actions import record_reads
from headway.pages.places import Crumb, found
from headway.pages.speech import Speech, speech
from headway.pages.wording import wording
from headway.plan.drawings import NARROW, WIDE, downloads_of, frame
from headway.plan.queries import at_one_moment, campaign_by_key

MOST_OUTCOMES = 12


def trail_of(campaign: Any, *crumbs: Crumb) -> list[Crumb]:
    """The trail of a page of progress; `crumbs` are what comes after the matrix."""
    first = Crumb(speech().say(campaign.name), reverse("campaign", args=[campaign.key]))
    return [
        first,
        *([Crumb(_("Progress"), reverse("progress", args=[campaign.key])), *crumbs] if crumbs else []),
    ]


def asked_period(request: HttpRequest, campaign: Any) -> Board:
    """The board of the period in the address; 404 for one that is not there or was never rated."""
    asked = request.GET.get("period", "")
    board = board_of(campaign)
    if not asked:
        return board
    if asked not in {period.key for period in board.periods}:
        raise Http404
    return board_of(campaign, asked)


@require_safe
def progress(request: HttpRequest, campaign: str) -> HttpResponse:
    """The matrix of one period, and how each dimension moved."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    board, here = asked_period(request, shown), speech(shown.language)
    period = "" if board.is_latest or board.period is None else board.period.key
    wide, narrow = (_spread(shown, board, here, width) for width in (WIDE, NARROW))
    context = {
        "campaign": shown,
        "heading": _("Progress"),
        "trail": trail_of(shown),
        "board": board,
        "grid": grid_of(shown, board),
        "periods": [
            (speech().say(one.name), f"?period={one.key}", one == board.period)
            for one in reversed(board.periods)
        ],
        "chart": wide,
        "narrow": narrow,
        "downloads": downloads_of(shown, "dimensions", period),
        "matrix_downloads": downloads_of(shown, "matrix", period),
    }
    return render(request, "assess/progress.html", context)


def _spread(campaign: Any, board: Board, here: Speech, width: int) -> Any:
    if not board.matrix.rated:
        return None
    said = _("{rated} ratings, spread over the steps of the scale.")
    told = frame(here, _("Progress by dimension of change"), said, width=width)
    return spread_chart(
        told, here, board.matrix, names_of(board, here), list(board.steps.values()), board.tones
    )


@require_safe
def rating_alone(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """A rating by its key: its page is that of its cell."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    row = found(rating_by_key(shown, key))
    country = row.focus_country.key if row.focus_country else WHOLE
    place = reverse("rating", args=[shown.key, country, row.change_area.key])
    return redirect(place if board_of(shown).period == row.period else f"{place}?period={row.period.key}")


@require_safe
def rating(request: HttpRequest, campaign: str, country: str, area: str) -> HttpResponse:
    """One cell: how it is rated, why, and on what evidence; where it is not rated, what is recorded there."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    board = asked_period(request, shown)
    key = "" if country == WHOLE else country
    if (key, area) not in {(cell.focus_country, cell.change_area) for cell in board.matrix.cells}:
        raise Http404
    row = rating_of_cell(shown, key, area, board.period.key) if board.period else None
    outcomes = outcomes_behind(row, shown, request.user) if row else []
    recorded = outcomes_in_cell(shown, request.user, country=key, area=area)
    others = list(recorded.exclude(pk__in=[one.pk for one in outcomes])[:MOST_OUTCOMES])
    record_reads("outcome", (*outcomes, *others), acting_user=request.user, listed=True)
    figures, published = figures_behind(row, shown, request.user) if row else ([], [])
    where = _country(board, key)
    context = {
        "campaign": shown,
        "heading": where,
        "trail": trail_of(shown, Crumb(f"{where} · {speech().say(board.areas[area].name)}")),
        "board": board,
        "country": board.countries.get(key),
        "area": board.areas[area],
        "rating": row,
        "tone": board.tones[row.step.key] if row else "",
        "basis": wording(Basis(row.basis)) if row else "",
        "outcomes": grounds_of(outcomes),
        "others": grounds_of(others),
        "figures": figures,
        "published": published,
        "history": _history(shown, board, key, area),
        "row": _row(shown, board, key, area),
    }
    return render(request, "assess/rating.html", context)


def _country(board: Board, key: str) -> str:
    return speech().say(board.countries[key].name) if key else _("Campaign as a whole")


def _history(campaign: Any, board: Board, country: str, area: str) -> list[tuple[Any, Any, str, str]]:
    """The ratings of the cell in all periods, latest first: period, step, tone, address."""
    held = {one.period: one for one in board.of_cell(country, area)}
    place = reverse("rating", args=[campaign.key, country or WHOLE, area])
    return [
        (period, board.steps[one.step], board.tones[one.step], f"{place}?period={period.key}")
        for period in reversed(board.periods)
        if (one := held.get(period.key))
    ]


def _row(campaign: Any, board: Board, country: str, area: str) -> list[tuple[str, Any]]:
    """The same change area in all countries: name and cell."""
    grid = grid_of(campaign, board, (country, area))
    line = next(line for _, lines in grid.groups for line in lines if line.area.key == area)
    return [(_country(board, one.country), one) for one in line.squares]
