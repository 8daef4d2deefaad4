"""Files that prove something: in the store of all files, sealed, and open to whoever may know of the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.collect.actions import drop_file, store_file
from headway.lib.problems import Refused
from headway.lib.sealed import Secret
from headway.lib.takenfiles import Prepared
from headway.movement.actions import require
from headway.verify.actions.outcomes import refuse_if_verified
from headway.verify.models import Evidence, EvidenceFile, Outcome
from headway.verify.queries.writing import subject_of

MOST_FILES = 10


def attach_proof(evidence: Evidence, files: Sequence[Prepared], *, acting_user: Any) -> list[EvidenceFile]:
    """Attach files to an item of evidence; one that it has already is left, and is not among those returned."""
    with unit_of_work() as unit:
        _may_change(evidence, unit, acting_user)
        held = set(evidence.files.values_list("digest", flat=True))
        new = {file.digest: file for file in files if file.digest not in held}
        if len(held) + len(new) > MOST_FILES:
            raise Refused(
                _("An item of evidence can have %(number)s files at most.") % {"number": MOST_FILES}
            )
        return [_attach(evidence, file, unit, acting_user) for file in new.values()]


def _attach(evidence: Evidence, file: Prepared, unit: UnitOfWork, acting_user: Any) -> EvidenceFile:
    store_file(file)
    kept = EvidenceFile.objects.create(
        campaign_id=evidence.campaign_id, evidence=evidence, name=Secret(file.name), media_type=file.media_type,
        size=len(file.data), digest=file.digest, added_by=acting_user, added_at=timezone.now(),
    )  # fmt: skip
    _record(unit, "add_attachment", kept, acting_user)
    return kept


def remove_proof(file: EvidenceFile, *, acting_user: Any) -> None:
    """Take a file away; what lies on the disk goes once nothing else points at it."""
    with unit_of_work() as unit:
        kept = (
            EvidenceFile.objects.select_for_update()
            .select_related("evidence__outcome__campaign")
            .get(pk=file.pk)
        )
        _may_change(kept.evidence, unit, acting_user)
        _record(unit, "remove_attachment", kept, acting_user)
        digest = kept.digest
        kept.delete()
        transaction.on_commit(lambda: drop_file(digest))


def _may_change(evidence: Evidence, unit: UnitOfWork, acting_user: Any) -> None:
    (outcome,) = unit.lock(Outcome, [evidence.outcome_id])
    require(acting_user, "record_outcome", subject_of(outcome, to_write=True))
    refuse_if_verified(outcome)


def _record(unit: UnitOfWork, action: str, kept: EvidenceFile, acting_user: Any) -> None:
    # Sealed: the name of a file can name a person.
    told = {"evidence": kept.evidence.key, "name": str(kept.name), "size": kept.size, "digest": kept.digest}
    unit.record(
        action, acting_user=acting_user, kind="attachment", subject=kept.pk, changes=told, sealed=True,
        campaign=kept.campaign_id,
    )  # fmt: skip
