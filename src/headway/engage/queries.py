"""Reading cases, partners, targets, relations and opportunities, each as far as the reader may know of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from headway.audit.queries import model_of, rows_of
from headway.engage.models import Case
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.plan.models import Campaign


def visible_cases(campaign: Campaign, user: Any) -> QuerySet[Case]:
    """Restricted cases exist for the people named on them and for nobody else."""
    person = person_of(user)
    if not may(person, "see"):
        return Case.objects.none()
    mine = Case.named.through.objects.filter(user_id=person.id).values("case_id")
    return Case.objects.filter(Q(restricted=False) | Q(pk__in=mine), campaign=campaign)


def unrestricted_cases(campaign: Campaign) -> QuerySet[Case]:
    """The cases that totals and reports count, whoever reads them."""
    return Case.objects.filter(campaign=campaign, restricted=False)


def engage_rows(campaign: Campaign, kind: str, *, with_restricted: bool = False) -> list[Any]:
    """All rows of one kind, as a pack holds them; restricted cases only where an administrator asked for them."""
    records = model_of(kind).objects.filter(campaign=campaign)
    if kind == "case" and not with_restricted:
        records = records.filter(restricted=False)
    return rows_of(records)


def restricted_case_keys(campaign: Campaign) -> frozenset[str]:
    """For loading packs: the keys of all restricted cases, whoever asks. No page may show them."""
    return frozenset(Case.objects.filter(campaign=campaign, restricted=True).values_list("key", flat=True))
