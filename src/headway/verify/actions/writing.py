"""People write an outcome, its claims and its evidence by forms: once however often it is sent, and none over another's words."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from headway.audit.actions import unit_of_work
from headway.collect.actions import NEW, Sending, new_key
from headway.lib.labels import label_in
from headway.lib.problems import Refused
from headway.lib.takenfiles import Prepared
from headway.plan.models import Campaign
from headway.verify.actions.files import attach_proof
from headway.verify.actions.outcomes import keep_outcomes
from headway.verify.actions.ties import tie_outcome
from headway.verify.models import Evidence, EvidenceFile, Outcome, Update
from headway.verify.queries.writing import stands
from headway.verify.rows import ContributionRow, EvidenceRow, OutcomeRow
from headway.verify.rules import OF_CLAIM, OF_EVIDENCE, OF_OUTCOME
from headway.verify.steps.sending import merged_with, remember, sent_before


def write_outcome(
    campaign: Campaign,
    row: OutcomeRow,
    sending: Sending | None = None,
    *,
    came_of: Update | None = None,
    acting_user: Any,
) -> Outcome:
    """Keep what a form tells of an outcome; one under the key NEW gets its own, and so do claims inside it.

    `came_of` is the monthly update because of which it is recorded. What two people changed in different fields is
    put together; where both changed the same one, `Clash` is raised.
    """
    sending = sending or Sending()
    with unit_of_work() as unit:
        if known := sent_before("outcome", [row], sending, acting_user):
            return Outcome.objects.get(campaign=campaign, key=known)
        kept = row
        if row.key == NEW:
            key = new_key(label_in(row.name, "en"))
            claims = tuple(one.model_copy(update={"key": _inside(key, "claim")}) for one in row.contributions)
            kept = row.model_copy(update={"key": key, "contributions": claims})
        else:
            found = Outcome.objects.filter(campaign=campaign, key=row.key)
            unit.lock(Outcome, found.values_list("pk", flat=True))
            kept = merged_with(stands(campaign, acting_user, row.key), row, OF_OUTCOME, sending.base)
        keep_outcomes(campaign, [kept], acting_user=acting_user)
        remember(campaign, "outcome", kept.key, [row], sending, acting_user)
        outcome = Outcome.objects.select_related("campaign").get(campaign=campaign, key=kept.key)
        if came_of is not None:
            tie_outcome(came_of, outcome, acting_user=acting_user)
        return outcome


def write_claim(
    outcome: Outcome, claim: ContributionRow, sending: Sending | None = None, *, acting_user: Any
) -> str:
    """Keep a claim with the other explanations inside it; returns its key."""
    return _write_part(outcome, "contributions", claim, sending or Sending(), acting_user)


def write_evidence(
    outcome: Outcome,
    item: EvidenceRow,
    sending: Sending | None = None,
    files: Sequence[Prepared] = (),
    *,
    acting_user: Any,
) -> str:
    """Keep an item of evidence with its files; without a checksum of its own it takes that of its first file."""
    if not item.checksum and (digest := _digest_of_first(outcome, item, files)):
        item = item.model_copy(update={"checksum": digest})
    with unit_of_work():
        key = _write_part(outcome, "evidence", item, sending or Sending(), acting_user)
        if files:
            attach_proof(Evidence.objects.get(outcome=outcome, key=key), files, acting_user=acting_user)
        return key


def _digest_of_first(outcome: Outcome, item: EvidenceRow, files: Sequence[Prepared]) -> str:
    """That of the file that the item has already, or of the first that comes with it."""
    held = EvidenceFile.objects.filter(evidence__outcome=outcome, evidence__key=item.key).first()
    return held.digest if held else (files[0].digest if files else "")


def _write_part(outcome: Outcome, name: str, part: Any, sending: Sending, acting_user: Any) -> str:
    campaign = outcome.campaign
    with unit_of_work() as unit:
        unit.lock(Outcome, [outcome.pk])
        if known := sent_before(part.kind, [part], sending, acting_user):
            return known
        stored = stands(campaign, acting_user, outcome.key)
        there = {one.key: one for one in getattr(stored, name)}
        if part.key == NEW:
            kept = part.model_copy(update={"key": _inside(outcome.key, part.kind)})
        elif part.key in there:
            told = OF_CLAIM if name == "contributions" else OF_EVIDENCE
            kept = merged_with(there[part.key], part, told, sending.base)
        else:
            raise Refused(_("what you change is not there any more"))
        if isinstance(kept, ContributionRow):
            rivals = (
                one.model_copy(update={"key": _inside(outcome.key, "rival")}) if one.key == NEW else one
                for one in kept.rivals
            )
            kept = kept.model_copy(update={"rivals": tuple(rivals)})
        parts = tuple({**there, kept.key: kept}.values())
        keep_outcomes(campaign, [stored.model_copy(update={name: parts})], acting_user=acting_user)
        remember(campaign, part.kind, kept.key, [part], sending, acting_user)
        return str(kept.key)


def _inside(outcome: str, kind: str) -> str:
    """A key for what stands inside an outcome, that nothing else has."""
    return f"{outcome[:54].strip('-')}-{kind[:12]}-{secrets.token_hex(3)}"
