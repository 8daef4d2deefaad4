"""What of outcomes somebody may choose to prove by what was heard."""

from __future__ import annotations

from typing import Any

from headway.lake.questions import Family
from headway.lib.edtf import ImpreciseDate
from headway.listen.queries.items import Heard, heard_item
from headway.plan.models import Campaign
from headway.verify.models import Outcome
from headway.verify.queries.visible import visible_outcomes
from headway.verify.queries.writing import may_record_outcome_in
from headway.verify.rows import EvidenceKind, EvidenceRow, OutcomeState

MOST = 300


def outcomes_to_prove(campaign: Campaign, user: Any) -> list[Outcome]:
    """Outcomes that are not decided yet; names of restricted ones are no choices. Whether one may be changed is asked there."""
    if not may_record_outcome_in(campaign, user):
        return []
    found = visible_outcomes(campaign, user).filter(restricted=False, merged_into=None)
    return list(found.exclude(state=OutcomeState.VERIFIED).order_by("position", "key")[:MOST])


def evidence_of_heard(campaign: Campaign, user: Any, said: str) -> EvidenceRow | None:
    """An item of evidence made of `media/KEY` or `social/KEY`: a copy of what it said, where and when."""
    family, _, key = said.partition("/")
    if family not in set(Family):
        return None
    heard = heard_item(campaign, user, Family(family), key)
    return _row(heard) if heard else None


def _row(heard: Heard) -> EvidenceRow:
    address = heard.address if heard.address.startswith(("http://", "https://")) else ""
    return EvidenceRow.model_construct(
        key="", evidence_kind=EvidenceKind.MEDIA, text=heard.says, origin=heard.where[:500], link=address[:500],
        when=ImpreciseDate.on(heard.day) if heard.day else None,
    )  # fmt: skip
