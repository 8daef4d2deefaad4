"""Keeping outcomes and moving them through their review: the only door to their state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from pydantic import ValidationError

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.audit.inserting import BATCH
from headway.audit.steps.keep import Tally
from headway.collect.models import Draft
from headway.engage.rules import countries_of
from headway.lib.ids import uuid7
from headway.lib.problems import Refused
from headway.lib.standing import Standing
from headway.lib.tongue import say
from headway.movement.actions import ensure_system_actor, name_on, require, require_kind
from headway.movement.queries import person_of
from headway.movement.rules import Subject, may
from headway.plan.actions import keeper_of
from headway.plan.models import Campaign
from headway.plan.queries import countries_of_focus
from headway.verify.models import Meeting, Outcome, Verdict
from headway.verify.queries import claimants_of, outcome_rows
from headway.verify.rows import MeetingRow, OutcomeRow, OutcomeState, VerdictRow
from headway.verify.rules import (
    DECIDED,
    claims_a_decision,
    differs,
    faults_of_outcome,
    next_state,
    verb_of,
    with_verdicts_of,
)  # fmt: skip

INSIDE = "contributions", "evidence", "substantiations"
Held = Mapping[str, tuple[Outcome, OutcomeRow]]
Focus = Mapping[str, frozenset[str]]


def keep_meetings(campaign: Campaign, rows: Sequence[MeetingRow], *, acting_user: Any) -> Tally:
    """Keep reflection meetings."""
    require(acting_user, "record_meeting")
    require_kind(rows, {MeetingRow.kind})
    return keeper_of(campaign, acting_user).keep(rows)


def keep_outcomes(campaign: Campaign, rows: Sequence[OutcomeRow], *, acting_user: Any) -> Tally:
    """Keep outcomes with all that stands inside them; what a review says of them comes by `move_outcomes` alone.

    Whoever writes an outcome may write it as a draft or as proposed, and later changes what it tells but not its state.
    A verified one is locked until it is reopened. Only a pack that an administrator loads sets states and gives verdicts
    (each as published, or of a meeting of the pack): they stand as the pack's own system actor's, so that no person
    seems to have verified their own. Once somebody of this installation has moved an outcome, what was decided here
    stands: the state and the verdicts that a pack gives it are left aside, and if it is verified, a pack that tells it
    otherwise is refused.
    """
    require_kind(rows, {OutcomeRow.kind})
    with unit_of_work() as unit:
        held = _held(campaign, [row.key for row in rows], unit)
        focus = countries_of_focus(campaign)
        kept = [_allowed(row, held, focus, acting_user) for row in rows]
        tally = keeper_of(campaign, acting_user).keep(kept)
        stored = Outcome.objects.filter(campaign=campaign, key__in=[row.key for row in rows])
        stored.exclude(key__in=held).update(author=acting_user)
        _refuse_changes_of_locked(campaign, held, acting_user)
        turned = [
            row.key
            for row in kept
            if row.restricted and not (row.key in held and held[row.key][0].restricted)
        ]
        # What others were typing of it lies open in their drafts.
        Draft.objects.filter(campaign=campaign, form="outcome", subject__in=turned).delete()
        name_on(stored.filter(key__in=turned).exclude(named=acting_user), acting_user=acting_user, unit=unit)
        unsigned = Verdict.objects.filter(outcome__in=stored, given_by=None)
        if unsigned.exists():
            unsigned.update(given_by=ensure_system_actor(campaign.actor, acting_user=acting_user))
        return tally


def move_outcomes(
    outcomes: Iterable[Outcome],
    wanted: OutcomeState,
    *,
    acting_user: Any,
    reason: str,
    dissent: str = "",
    meeting: Meeting | None = None,
    seen: OutcomeState | None = None,
) -> list[Outcome]:
    """Move outcomes of one campaign one step through their review, each with the same reason; all of them or none.

    `seen` is the state on which whoever moves them decided: where they stand in another one by now, nothing is moved.
    """
    with unit_of_work() as unit:
        locked: list[Outcome] = unit.lock(Outcome, [outcome.pk for outcome in outcomes])
        if not locked:
            return []
        campaign = locked[0].campaign
        if {*(outcome.campaign_id for outcome in locked), *([meeting.campaign_id] if meeting else ())} != {
            campaign.pk
        }:
            raise Refused(_("outcomes are moved, and met about, within one campaign"))
        keys = [outcome.key for outcome in locked]
        held, focus, claimants = (
            _held(campaign, keys, unit),
            countries_of_focus(campaign),
            claimants_of(campaign, keys),
        )
        before = {outcome.key: OutcomeState(outcome.state) for outcome in locked}
        for outcome in locked:
            if outcome.merged_into_id is not None:
                raise Refused(_("this outcome was merged into another; take it out of that first"))
            if seen is not None and outcome.state != seen:
                raise Refused(_("Somebody has moved this outcome since you opened the page. Look again."))
            subject = _subject(held[outcome.key][1], held, focus)
            subject = replace(subject, offices=subject.offices | claimants.get(outcome.key, frozenset()))
            require(acting_user, verb_of(before[outcome.key], wanted), subject)
            outcome.state, outcome.reviewed_here = next_state(before[outcome.key], wanted, reason), True
        Outcome.objects.bulk_update(locked, ["state", "reviewed_here"], batch_size=BATCH)
        if wanted in DECIDED:
            rows = [_decided(held[outcome.key][1], wanted, reason, dissent, meeting) for outcome in locked]
            keeper_of(campaign, acting_user).keep_inside(
                rows, {outcome.key: outcome.pk for outcome in locked}
            )
            Verdict.objects.filter(campaign=campaign, key__in=[row.verdicts[0].key for row in rows]).update(
                given_by=acting_user
            )
        for outcome in locked:
            unit.record(
                "move_outcome", acting_user=acting_user, kind="outcome", subject=outcome.pk,
                changes={"state": [before[outcome.key], wanted], "reason": reason, "dissent": dissent},
                sealed=outcome.restricted,
            )  # fmt: skip
        return locked


def _held(campaign: Campaign, keys: Sequence[str], unit: UnitOfWork) -> dict[str, tuple[Outcome, OutcomeRow]]:
    """The outcomes that are there already, locked, each with its row."""
    found = Outcome.objects.filter(campaign=campaign, key__in=keys)
    records = unit.lock(Outcome, found.values_list("pk", flat=True))
    prefetch_related_objects(records, "named")
    by_key = {outcome.key: outcome for outcome in records}
    return {row.key: (by_key[row.key], row) for row in outcome_rows(campaign, keys)}


def _allowed(row: OutcomeRow, held: Held, focus: Focus, acting_user: Any) -> OutcomeRow:
    """The row as this person may write it; raise Refused where they may not."""
    record, before = held.get(row.key, (None, None))
    subjects = [_subject(told, held, focus) for told in (row, before) if told is not None]
    require(acting_user, "record_outcome", *subjects)
    if before is not None and row.restricted != before.restricted:
        require(acting_user, "restrict_record", *subjects)
    may_load = all(may(person_of(acting_user), "load_verdict", subject) for subject in subjects)
    if record is not None and before is not None and record.merged_into_id and record.reviewed_here:
        if not may_load:
            raise Refused(_("this outcome was merged into another: change that one"))
        # What it held stands in the other one now.
        row = row.model_copy(update=dict.fromkeys(INSIDE, ()))
    if record is not None and before is not None and record.reviewed_here and may_load:
        row = row.model_copy(
            update={"state": before.state, "merged_into": before.merged_into, "verdicts": ()}
        )
    if claims_a_decision(row, before) and not may_load:
        said = _(
            'outcome {key}: its state and verdicts come from its review; leave it "draft" or "proposed" until then'
        )
        raise Refused(said.format(key=row.key))
    for place, message in faults_of_outcome(with_verdicts_of(row, before)):
        raise Refused(say("outcome {key}, {place}: {message}", key=row.key, place=place[0], message=message))
    return row


def _refuse_changes_of_locked(campaign: Campaign, held: Held, acting_user: Any) -> None:
    """Raise Refused where a verified outcome tells something else than before.

    One that stands as a pack published it may be corrected by a pack; one that people here verified by nobody.
    """
    loads = may(person_of(acting_user), "load_verdict")
    locked = {
        key: before
        for key, (record, before) in held.items()
        if before.state is OutcomeState.VERIFIED and (record.reviewed_here or not loads)
    }
    for after in outcome_rows(campaign, list(locked)):
        if differs(locked[after.key], after):
            raise _locked(after.key)


def refuse_if_verified(outcome: Outcome) -> None:
    """Raise Refused where nothing of the outcome may be changed until it is reopened."""
    if outcome.state == OutcomeState.VERIFIED:
        raise _locked(outcome.key)


def _locked(key: str) -> Refused:
    said = _("outcome {key} is verified and so locked; reopen it, with a reason, before it is changed")
    return Refused(said.format(key=key))


def _decided(
    row: OutcomeRow, wanted: OutcomeState, reason: str, dissent: str, meeting: Meeting | None
) -> OutcomeRow:
    """The outcome with nothing inside it but one more verdict."""
    try:
        verdict = VerdictRow.model_validate(
            {
                "key": f"verdict-{uuid7()}", "verdict": wanted, "text": reason, "standing": Standing.ENTERED,
                **({"dissent": dissent} if dissent.strip() else {}), **({"meeting": meeting.key} if meeting else {}),
            }
        )  # fmt: skip
    except ValidationError as error:
        said = _("a reason or dissent cannot be kept as it is: {why}")
        raise Refused(said.format(why=error.errors(include_url=False)[0]["msg"])) from None
    return row.model_copy(
        update={"contributions": (), "evidence": (), "substantiations": (), "verdicts": (verdict,)}
    )


def _subject(row: OutcomeRow, held: Held, focus: Focus) -> Subject:
    """What the policy has to know of an outcome: claims and countries as the row tells them, the rest as it stands."""
    record = held[row.key][0] if row.key in held else None
    return Subject(
        offices=frozenset(office for claim in row.contributions for office in claim.offices),
        countries=countries_of(row, focus),
        authors=frozenset({str(record.author_id)} if record is not None and record.author_id else ()),
        restricted=record is not None and record.restricted,
        named=frozenset(str(person.pk) for person in record.named.all())
        if record is not None
        else frozenset(),
    )
