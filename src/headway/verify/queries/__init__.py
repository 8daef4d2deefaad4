"""Reading outcomes with their claims and evidence, each as far as the reader may know of it."""

from headway.verify.queries.chain import chain_of_activity, chain_of_outcome
from headway.verify.queries.lists import (
    AreaMoved,
    OutcomeLine,
    areas_moved,
    counted,
    lines_of,
    outcomes_about,
    outcomes_of_office,
    unintended_outcomes,
)
from headway.verify.queries.meetings import MeetingTold, meeting_told, meetings_of
from headway.verify.queries.outcome import ClaimTold, EvidenceTold, OutcomeTold, outcome_told
from headway.verify.queries.visible import (
    claimants_of,
    outcome_rows,
    restricted_outcome_keys,
    verify_rows,
    visible_outcomes,
    visible_outcomes_anywhere,
)

__all__ = [
    "AreaMoved", "ClaimTold", "EvidenceTold", "MeetingTold", "OutcomeLine", "OutcomeTold", "areas_moved",
    "chain_of_activity", "chain_of_outcome", "claimants_of", "counted", "lines_of", "meeting_told", "meetings_of",
    "outcome_rows", "outcome_told", "outcomes_about", "outcomes_of_office", "restricted_outcome_keys", "unintended_outcomes", "verify_rows",
    "visible_outcomes", "visible_outcomes_anywhere",
]  # fmt: skip
