"""Reading ratings, what each rests on, and what was seen of each indicator."""

from __future__ import annotations

from headway.assess.queries.board import (
    Board,
    board_of,
    progress_of,
    rating_by_key,
    rating_of_cell,
    ratings_of,
    unrated_cells,
)
from headway.assess.queries.grounds import (
    figures_behind,
    outcomes_behind,
    outcomes_in_cell,
    outcomes_with_evidence,
    ratings_by_outcome,
    ratings_resting_on,
    steps_by_rating,
)
from headway.assess.queries.indicators import (
    Grounds,
    Seen,
    Trend,
    figures_to_add,
    indicators_seen,
    outcomes_of_indicator,
    published_of_indicator,
)

__all__ = [
    "Board",
    "Grounds",
    "Seen",
    "Trend",
    "board_of",
    "figures_behind",
    "figures_to_add",
    "indicators_seen",
    "outcomes_behind",
    "outcomes_in_cell",
    "outcomes_of_indicator",
    "outcomes_with_evidence",
    "progress_of",
    "published_of_indicator",
    "rating_by_key",
    "rating_of_cell",
    "ratings_by_outcome",
    "ratings_of",
    "ratings_resting_on",
    "steps_by_rating",
    "unrated_cells",
]
