"""Writing outcomes and moving them through their review: the only door to their state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from headway.audit.actions import unit_of_work
from headway.audit.steps.keep import Keeper, Tally
from headway.lib.ids import uuid7
from headway.lib.problems import Refused
from headway.movement.actions import ensure_system_actor, require
from headway.movement.rules import Subject
from headway.plan.models import Campaign
from headway.verify.models import Meeting, Outcome, Verdict
from headway.verify.rows import MeetingRow, OutcomeRow, OutcomeState
from headway.verify.rules import DECIDED, faults_of_outcome, next_state


def keep_meetings(campaign: Campaign, rows: Sequence[MeetingRow], *, acting_user: Any) -> Tally:
    """Keep reflection meetings."""
    require(acting_user, "record_meeting")
    return Keeper({"campaign": campaign}, acting_user).keep(rows)


def keep_outcomes(campaign: Campaign, rows: Sequence[OutcomeRow], *, acting_user: Any) -> Tally:
    """Keep outcomes with all that stands inside them. Verdicts as published stand as the pack's own system actor's."""
    with unit_of_work():
        subjects = _subjects(campaign, [row.key for row in rows])
        require(acting_user, "record_outcome", *(subjects.get(row.key, _claimed(row)) for row in rows))
        for row in rows:
            for field, message in faults_of_outcome(row):
                raise Refused(f"outcome {row.key}, {field}: {message}")
        tally = Keeper({"campaign": campaign}, acting_user).keep(rows)
        stored = Outcome.objects.filter(campaign=campaign, key__in=[row.key for row in rows])
        stored.filter(author=None).update(author=acting_user)
        for outcome in stored.filter(restricted=True, named=None):
            outcome.named.add(acting_user)
        unsigned = Verdict.objects.filter(campaign=campaign, as_published=True, given_by=None)
        if unsigned.exists():
            actor = ensure_system_actor(campaign.actor, acting_user=acting_user)
            unsigned.update(given_by=actor)
        return tally


def move_outcomes(
    outcomes: Iterable[Outcome],
    wanted: OutcomeState,
    *,
    acting_user: Any,
    reason: str,
    dissent: str = "",
    meeting: Meeting | None = None,
) -> list[Outcome]:
    """Move outcomes one step through their review, each with the same reason; all of them or none."""
    with unit_of_work() as unit:
        locked: list[Outcome] = unit.lock(Outcome, [outcome.pk for outcome in outcomes])
        verb = "verify_outcome" if wanted in DECIDED else "record_outcome"
        for outcome in locked:
            subject = _subjects(outcome.campaign, [outcome.key])[outcome.key]
            require(acting_user, verb, subject)
            before = OutcomeState(outcome.state)
            outcome.state = next_state(before, wanted, reason)
            outcome.save(update_fields=["state"])
            if wanted in DECIDED:
                Verdict.objects.create(
                    campaign=outcome.campaign, key=f"verdict-{uuid7()}", outcome=outcome, verdict=wanted, text=reason,
                    dissent=dissent, meeting=meeting, given_by=acting_user, standing="entered",
                )
            unit.record(
                "move_outcome", acting_user=acting_user, kind="outcome", subject=outcome.pk,
                changes={"state": [before, wanted], "reason": reason, "dissent": dissent}, sealed=outcome.restricted,
            )
        return locked


def _claimed(row: OutcomeRow) -> Subject:
    offices = frozenset(office for claim in row.contributions for office in claim.offices)
    return Subject(offices=offices, countries=frozenset({row.country} if row.country else ()))


def _subjects(campaign: Campaign, keys: Sequence[str]) -> dict[str, Subject]:
    found = Outcome.objects.filter(campaign=campaign, key__in=keys)
    subjects = {}
    for outcome in found.prefetch_related("contributions__offices", "named", "focus_country"):
        offices = {office.key for claim in outcome.contributions.all() for office in claim.offices.all()}
        countries = {outcome.country} if outcome.country else set(getattr(outcome.focus_country, "countries", ()))
        subjects[outcome.key] = Subject(
            offices=frozenset(offices),
            countries=frozenset(countries),
            authors=frozenset({str(outcome.author_id)} if outcome.author_id else ()),
            restricted=outcome.restricted,
            named=frozenset(str(person.pk) for person in outcome.named.all()),
        )
    return subjects
