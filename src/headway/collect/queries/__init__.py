"""Reading what offices reported, each record as far as the reader may know of it."""

from __future__ import annotations

from headway.collect.queries.activities import (
    TIES,
    activities_about,
    activities_in_list,
    activity_by_key,
    figures_by_activity,
    figures_of_activity,
    ties_of,
    visible_activities,
)
from headway.collect.queries.figures import (
    ABOUT,
    Come,
    Kin,
    family_of,
    figures_a_measure,
    measure_by_key,
    measures_by_area,
    published_by_key,
    result_of,
    results_about,
    results_of,
    visible_figures,
    visible_published,
    visible_testimonies,
)
from headway.collect.queries.packs import collect_rows, keys_about, offices_of_activities
from headway.collect.queries.returns import (
    Standings,
    offices_reporting,
    return_by_key,
    returns_and_plan,
    returns_of,
    sign_up_by_key,
    standings,
    state_of,
    visible_returns,
    visible_sign_ups,
)

__all__ = [
    "ABOUT", "TIES", "Come", "Kin", "Standings", "activities_about", "activities_in_list", "activity_by_key", "collect_rows", "family_of",
    "figures_a_measure", "figures_by_activity", "figures_of_activity", "keys_about", "measure_by_key", "measures_by_area",
    "offices_of_activities", "offices_reporting", "published_by_key", "result_of", "results_about", "results_of", "return_by_key",
    "returns_and_plan", "returns_of", "sign_up_by_key", "standings", "state_of", "ties_of", "visible_activities", "visible_figures",
    "visible_published", "visible_returns", "visible_sign_ups", "visible_testimonies",
]  # fmt: skip
