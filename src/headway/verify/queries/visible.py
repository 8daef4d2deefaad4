"""Which outcomes there are for a reader, and outcomes as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from headway.audit.queries import can_be_restricted, model_of, rows_of
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.plan.models import Campaign
from headway.verify.models import Contribution, Outcome


def visible_outcomes(campaign: Campaign, user: Any) -> QuerySet[Outcome]:
    """Restricted outcomes exist for the people named on them and for nobody else."""
    return visible_outcomes_anywhere(user).filter(campaign=campaign)


def visible_outcomes_anywhere(user: Any) -> QuerySet[Outcome]:
    """As `visible_outcomes`, of all campaigns."""
    person = person_of(user)
    if not may(person, "see"):
        return Outcome.objects.none()
    mine = Outcome.named.through.objects.filter(user_id=person.id).values("outcome_id")
    return Outcome.objects.filter(Q(restricted=False) | Q(pk__in=mine))


def verify_rows(campaign: Campaign, kind: str, *, with_restricted: bool = False) -> list[Any]:
    """All rows of one kind, as a pack holds them; what is restricted only where an administrator asked for it."""
    records = model_of(kind).objects.filter(campaign=campaign)
    if can_be_restricted(kind) and not with_restricted:
        records = records.filter(restricted=False)
    return rows_of(records)


def outcome_rows(campaign: Campaign, keys: Sequence[str]) -> list[Any]:
    """Outcomes with these keys as rows, for the actions that decide about them: restricted ones too."""
    return rows_of(Outcome.objects.filter(campaign=campaign, key__in=keys))


def restricted_outcome_keys(campaign: Campaign) -> frozenset[str]:
    """For loading packs: the keys of all restricted outcomes, whoever asks. No page may show them."""
    return frozenset(Outcome.objects.filter(campaign=campaign, restricted=True).values_list("key", flat=True))


def claimants_of(campaign: Campaign, keys: Sequence[str]) -> dict[str, frozenset[str]]:
    """Offices on whose activities the claims for these outcomes rest, named in the claims or not; by key."""
    claims = Contribution.objects.filter(campaign=campaign, outcome__key__in=keys).exclude(activities=None)
    found: dict[str, frozenset[str]] = {}
    for key, office in claims.values_list("outcome__key", "activities__office__key"):
        found[key] = found.get(key, frozenset()) | {office}
    return found
