"""Reading outcomes with their claims and evidence, each as far as the reader may know of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from headway.audit.queries import model_of, rows_of
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.plan.models import Campaign
from headway.verify.models import Outcome


def visible_outcomes(campaign: Campaign, user: Any) -> QuerySet[Outcome]:
    """Restricted outcomes exist for the people named on them and for nobody else."""
    person = person_of(user)
    if not may(person, "see"):
        return Outcome.objects.none()
    return Outcome.objects.filter(Q(restricted=False) | Q(named=person.id), campaign=campaign).distinct()


def verify_rows(campaign: Campaign, kind: str, *, with_restricted: bool = False) -> list[Any]:
    """All rows of one kind, as a pack holds them; restricted outcomes only where an administrator asked for them."""
    records = model_of(kind).objects.filter(campaign=campaign)
    if kind == "outcome" and not with_restricted:
        records = records.filter(restricted=False)
    return rows_of(records)
