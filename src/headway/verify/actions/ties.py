"""An outcome is tied to the monthly update because of which it was recorded."""

from __future__ import annotations

from typing import Any

from headway.audit.actions import unit_of_work
from headway.movement.actions import require
from headway.plan.actions import keeper_of
from headway.verify.models import Outcome, Update
from headway.verify.queries.updates import row_of_update, subject_of_update
from headway.verify.queries.writing import subject_of


def tie_outcome(update: Update, outcome: Outcome, *, acting_user: Any) -> None:
    """An outcome came of an update: whoever may write the outcome says so, and the update tells it too."""
    require(acting_user, "record_outcome", subject_of(outcome, to_write=True))
    require(acting_user, "see", subject_of_update(update))
    with unit_of_work() as unit:
        (held,) = unit.lock(Update, [update.pk])
        row = row_of_update(held, acting_user)
        if outcome.key not in row.outcomes:
            told = row.model_copy(update={"outcomes": tuple(sorted({*row.outcomes, outcome.key}))})
            keeper_of(held.campaign, acting_user).keep([told])
