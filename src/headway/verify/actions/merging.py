"""The same change, told twice: the one outcome takes the claims and the evidence of both, the other keeps its words and leads there."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.audit.fields import as_secret
from headway.audit.steps.index import index_records
from headway.lib.problems import Refused
from headway.movement.actions import require
from headway.verify.actions.outcomes import INSIDE, move_outcomes, refuse_if_verified
from headway.verify.models import Contribution, Evidence, Outcome, Substantiation
from headway.verify.queries.writing import subject_of
from headway.verify.rows import OutcomeState

PARTS: dict[str, Any] = {
    "contributions": Contribution,
    "evidence": Evidence,
    "substantiations": Substantiation,
}
SETS = "targets", "change_areas", "indicators", "cases", "partners", "opportunities", "risks"


def merge_outcomes(kept: Outcome, merged: Outcome, *, acting_user: Any, reason: str) -> Outcome:
    """Let `kept` tell of the change for both. It can be undone: what the other one held is remembered."""
    with unit_of_work() as unit:
        kept, merged = _locked(unit, kept, merged)
        require(acting_user, "merge_outcome", subject_of(kept), subject_of(merged))
        _refuse_merging(kept, merged)
        move_outcomes([merged], OutcomeState.SET_ASIDE, acting_user=acting_user, reason=reason)
        merged.refresh_from_db()
        _bind_evidence(merged)
        gave: dict[str, Any] = {name: _move(name, merged, kept) for name in INSIDE}
        gave["sets"] = {name: added for name in SETS if (added := _join(name, merged, kept))}
        merged.merged_into, merged.gave = kept, as_secret(gave) if merged.restricted else gave
        merged.save(update_fields=["merged_into", "gave"])
        _told(unit, "merge_outcomes", kept, merged, acting_user, {"reason": reason, **gave})
        return kept


def split_outcome(merged: Outcome, *, acting_user: Any, reason: str) -> Outcome:
    """Undo a merging: what it held comes back to it, and it is a draft again."""
    with unit_of_work() as unit:
        if merged.merged_into is None:
            raise Refused(_("this outcome was not merged into another"))
        kept, merged = _locked(unit, merged.merged_into, merged)
        require(acting_user, "merge_outcome", subject_of(kept), subject_of(merged))
        refuse_if_verified(kept)
        gave = dict(merged.gave)
        for name in INSIDE:
            _move(name, kept, merged, gave.get(name, ()))
        for name, keys in gave.get("sets", {}).items():
            links = getattr(kept, name)
            links.remove(*links.filter(key__in=keys))
        merged.merged_into, merged.gave = None, {}
        merged.save(update_fields=["merged_into", "gave"])
        move_outcomes([merged], OutcomeState.DRAFT, acting_user=acting_user, reason=reason)
        _told(unit, "split_outcome", kept, merged, acting_user, {"reason": reason, **gave})
        return Outcome.objects.get(pk=merged.pk)


def _locked(unit: UnitOfWork, *outcomes: Outcome) -> list[Outcome]:
    held = {one.pk: one for one in unit.lock(Outcome, [one.pk for one in outcomes])}
    return [held[one.pk] for one in outcomes]


def _refuse_merging(kept: Outcome, merged: Outcome) -> None:
    if kept.pk == merged.pk or kept.campaign_id != merged.campaign_id:
        raise Refused(_("two outcomes of one campaign are merged"))
    if kept.restricted != merged.restricted:
        raise Refused(_("a restricted outcome is not merged with one that everybody may know of"))
    if kept.merged_into_id or merged.merged_into_id or kept.state == OutcomeState.SET_ASIDE:
        raise Refused(_("what was set aside or merged already is not merged with another"))
    refuse_if_verified(kept)
    refuse_if_verified(merged)


def _bind_evidence(outcome: Outcome) -> None:
    """Evidence that names no claim goes on bearing on its own outcome's claim alone, where that has one."""
    claims = list(Contribution.objects.filter(outcome=outcome)[:2])
    if len(claims) == 1:
        Evidence.objects.filter(outcome=outcome, contribution=None).update(contribution=claims[0])


def _move(name: str, giver: Outcome, taker: Outcome, keys: Any = None) -> list[str]:
    """Give what stands in one outcome (of these keys, or all) to the other, after what stands there; their keys."""
    model = PARTS[name]
    found = model.objects.filter(outcome=giver)
    records = list(found if keys is None else found.filter(key__in=keys))
    last = model.objects.filter(outcome=taker).aggregate(last=Max("position"))["last"]
    for at, record in enumerate(records, (-1 if last is None else last) + 1):
        record.outcome, record.position = taker, at
    model.objects.bulk_update(records, ["outcome", "position"])
    return [record.key for record in records]


def _join(name: str, giver: Outcome, taker: Outcome) -> list[str]:
    """Link what only the one named to the other as well; the keys of these."""
    there = set(getattr(taker, name).values_list("pk", flat=True))
    new = [record for record in getattr(giver, name).all() if record.pk not in there]
    getattr(taker, name).add(*new)
    return [record.key for record in new]


def _told(
    unit: UnitOfWork, action: str, kept: Outcome, merged: Outcome, acting_user: Any, changes: dict[str, Any]
) -> None:
    """In the history of both, and in the index."""
    for subject, other in ((merged, kept), (kept, merged)):
        unit.record(
            action, acting_user=acting_user, kind="outcome", subject=subject.pk,
            changes={"with": other.key, **changes}, sealed=subject.restricted, campaign=subject.campaign_id,
        )  # fmt: skip
    index_records({"outcome": [kept.pk, merged.pk]}, campaign=kept.campaign)
