"""What this room knows of records of earlier ones: how a country of focus moved, and what an outcome was a ground for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from headway.assess.drawings import grid_of
from headway.assess.queries import board_of, ratings_resting_on, steps_by_rating
from headway.pages.hits import says_of_hits
from headway.pages.panels import Panel, panel_on
from headway.pages.speech import speech


@says_of_hits("rating")
def steps_of_ratings(ids: Any) -> dict[Any, str]:
    said = speech()
    return {pk: said.say(name) for pk, name in steps_by_rating(ids).items()}


@panel_on("focus-country")
def progress_of_country(record: Any, campaign: Any, user: Any) -> Panel | None:
    """The country's column of the progress matrix."""
    board = board_of(campaign)
    if not any(cell.focus_country == record.key for cell in board.matrix.rated):
        return None
    grid = grid_of(campaign, board, country=record.key)
    return Panel(
        _("Progress here"), "assess/_progress_of_country.html", {"grid": grid, "board": board}, "progress"
    )


@panel_on("outcome", "published")
def ratings_on(record: Any, campaign: Any, user: Any) -> Panel | None:
    """The ratings that name the record as their ground."""
    ratings = ratings_resting_on(record, campaign)
    if not ratings:
        return None
    tones = board_of(campaign).tones
    shown = [(row, tones[row.step.key]) for row in ratings]
    return Panel(_("Ratings that rest on this"), "assess/_ratings_on.html", {"ratings": shown}, "ratings")
