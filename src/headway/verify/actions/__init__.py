"""Every write of what changed, each by the action that others import from here."""

from __future__ import annotations

from headway.verify.actions.files import attach_proof, remove_proof
from headway.verify.actions.outcomes import keep_meetings, keep_outcomes, move_outcomes
from headway.verify.actions.sureness import overrule_confidence
from headway.verify.actions.writing import write_claim, write_evidence, write_outcome

__all__ = [
    "attach_proof",
    "keep_meetings",
    "keep_outcomes",
    "move_outcomes",
    "overrule_confidence",
    "remove_proof",
    "write_claim",
    "write_evidence",
    "write_outcome",
]
