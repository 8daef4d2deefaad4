"""What proves nothing, or is claimed wrongly, is removed with a reason: what it said and why it went stays in the log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.audit.queries import rows_of
from headway.audit.steps.index import index_records
from headway.lib.problems import Refused
from headway.lib.rows import dump_row
from headway.movement.actions import require
from headway.verify.actions.files import remove_proof
from headway.verify.actions.outcomes import refuse_if_verified
from headway.verify.models import Contribution, Evidence, Outcome, Rival
from headway.verify.queries.writing import subject_of


def remove_evidence(item: Evidence, reason: str, *, acting_user: Any) -> None:
    """An item of evidence goes with its files; how sure one may be of a claim is reckoned without it from then on."""
    with unit_of_work() as unit:
        outcome = _held(item.outcome, reason, unit, acting_user)
        for file in item.files.all():
            remove_proof(file, acting_user=acting_user)
        _remove("remove_evidence", item, outcome, reason, unit, acting_user)


def remove_claim(claim: Contribution, reason: str, *, acting_user: Any) -> None:
    """A claim goes with the other explanations that are weighed against it; not while evidence bears on it alone."""
    with unit_of_work() as unit:
        outcome = _held(claim.outcome, reason, unit, acting_user)
        if Evidence.objects.filter(contribution=claim).exists():
            raise Refused(_("Evidence bears on this claim: remove that first, or let it bear on another."))
        _remove("remove_claim", claim, outcome, reason, unit, acting_user)


def remove_rival(rival: Rival, reason: str, *, acting_user: Any) -> None:
    """Another explanation goes, where it was none."""
    with unit_of_work() as unit:
        outcome = _held(rival.contribution.outcome, reason, unit, acting_user)
        _remove("remove_rival", rival, outcome, reason, unit, acting_user)


def _held(outcome: Outcome, reason: str, unit: UnitOfWork, acting_user: Any) -> Outcome:
    """The outcome, locked, for whoever may write it; nothing is removed from one that is verified or was merged."""
    held: Outcome
    (held,) = unit.lock(Outcome, [outcome.pk])
    require(acting_user, "record_outcome", subject_of(held, to_write=True))
    refuse_if_verified(held)
    if held.merged_into_id is not None:
        raise Refused(_("this outcome was merged into another: change that one"))
    if not reason.strip():
        raise Refused(_("Say why it is removed."))
    return held


def _remove(
    action: str, record: Any, outcome: Outcome, reason: str, unit: UnitOfWork, acting_user: Any
) -> None:
    (row,) = rows_of(type(record)._default_manager.filter(pk=record.pk))
    unit.record(
        action, acting_user=acting_user, kind="outcome", subject=outcome.pk,
        changes={"reason": reason.strip(), "removed": dump_row(row)}, sealed=outcome.restricted,
        campaign=outcome.campaign_id,
    )  # fmt: skip
    record.delete()
    Outcome.objects.filter(pk=outcome.pk).update(lost_parts=True)
    index_records({"outcome": [outcome.pk]}, campaign=outcome.campaign)
