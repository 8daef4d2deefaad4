"""People hold something else of a claim than what is reckoned from its evidence, and say why."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from headway.audit.actions import unit_of_work
from headway.lib.bayes import Sure
from headway.lib.problems import Refused
from headway.movement.actions import require
from headway.plan.actions import keeper_of
from headway.verify.actions.outcomes import refuse_if_verified
from headway.verify.models import Contribution, Outcome
from headway.verify.queries import outcome_rows
from headway.verify.queries.writing import subject_of
from headway.verify.rows import ContributionRow
from headway.verify.rules import faults_of_claim


def overrule_confidence(
    claim: Contribution, sure: Sure | None, why: str, *, acting_user: Any
) -> Contribution:
    """Hold `sure` instead of what is reckoned, for a reason that stays beside it; None goes back to what is reckoned."""
    with unit_of_work() as unit:
        (outcome,) = unit.lock(Outcome, [claim.outcome_id])
        require(acting_user, "overrule_confidence", subject_of(outcome))
        refuse_if_verified(outcome)
        (row,) = outcome_rows(outcome.campaign, [outcome.key])
        (before,) = (one for one in row.contributions if one.key == claim.key)
        after = _overruled(before, sure, why)
        alone = {"contributions": (after,), "evidence": (), "substantiations": (), "verdicts": ()}
        keeper = keeper_of(outcome.campaign, acting_user)
        keeper.keep_inside([row.model_copy(update=alone)], {outcome.key: outcome.pk})
        Contribution.objects.filter(pk=claim.pk).update(overruled_by=acting_user if sure else None)
        return Contribution.objects.get(pk=claim.pk)


def _overruled(before: ContributionRow, sure: Sure | None, why: str) -> ContributionRow:
    told = before.model_dump(exclude_defaults=True, exclude={"overrule", "overrule_why"})
    said = {"overrule": sure, "overrule_why": why.strip()} if sure else {}
    try:
        after = ContributionRow.model_validate(told | {name: value for name, value in said.items() if value})
    except ValidationError as error:
        refused = _("a reason or dissent cannot be kept as it is: {why}")
        raise Refused(refused.format(why=error.errors(include_url=False)[0]["msg"])) from None
    for _field, message in faults_of_claim(after):
        raise Refused(message)
    return after.model_copy(update={"rivals": ()})
