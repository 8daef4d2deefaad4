"""Results of surveys brought in: planned, written whole, let go, and undone whole. Files of people are never kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.lib.polls import Found, Poll, as_told
from headway.lib.problems import Refused
from headway.listen.models import Poll as KeptPoll
from headway.listen.models import PollAnswer, SurveyImport
from headway.listen.queries.surveys import polls_planned, standing_polls
from headway.listen.rules import SurveyState
from headway.listen.steps.changes import may_import_for, to_change
from headway.movement.actions import require
from headway.movement.models import Office
from headway.plan.models import Campaign

MOST_POLLS = 5_000


@dataclass(frozen=True)
class Counts:
    """How many answers are new, differ from what stands, or stand so already."""

    added: int = 0
    changed: int = 0
    duplicates: int = 0


def receive_surveys(
    campaign: Campaign,
    files: Sequence[Found],
    office: Office | None,
    *,
    acting_user: Any,
    made_up: bool = False,
) -> SurveyImport:
    """Keep the results that files came to, for a yes; nothing of them is shown yet."""
    require(acting_user, "bring_in_listening", may_import_for(office))
    polls, again = _once([poll for one in files for poll in one.polls])
    if len(polls) > MOST_POLLS:
        raise Refused(_("These files hold more than 5,000 results: send them in parts."))
    counts = compared(polls, [one.poll for one in standing_polls(campaign)])
    refused = [vars(row) for one in files for row in one.refused]
    told = {
        "polls": as_told(polls),
        "refused": refused,
        "files": [{"name": one.name, "layout": one.layout, "columns": one.columns} for one in files],
    }
    with unit_of_work() as unit:
        made = SurveyImport.objects.create(
            campaign=campaign, office=office, name=", ".join(one.name for one in files)[:500], told=told, made_up=made_up or any(one.made_up for one in files),
            added=counts.added, changed=counts.changed, duplicates=counts.duplicates + again,
            refused=sum(one.refusals for one in files), made_by=acting_user, made_at=timezone.now(),
        )  # fmt: skip
        _record(unit, "receive_surveys", made, acting_user)
    return made


def write_surveys(made: SurveyImport, *, acting_user: Any) -> SurveyImport:
    """Write what was planned, as it compares with what stands now. What stands so already is not written again."""
    with unit_of_work() as unit:
        unit.lock(Campaign, [made.campaign_id])
        kept = to_change(unit, made, SurveyState.WRITTEN, acting_user)
        polls, before = polls_planned(kept), [one.poll for one in standing_polls(kept.campaign)]
        counts, there = compared(polls, before), {one.key: one for one in before}
        again = kept.added + kept.changed + kept.duplicates - sum(len(one.answers) for one in polls)
        kept.added, kept.changed, kept.duplicates = counts.added, counts.changed, counts.duplicates + again
        kept.written_at = timezone.now()
        kept.save(update_fields=["state", "added", "changed", "duplicates", "written_at"])
        _keep(kept, [one for one in polls if there.get(one.key) is None or _differs(one, there[one.key])])
        _record(unit, "write_surveys", kept, acting_user)
    made.refresh_from_db()
    return made


def cancel_surveys(made: SurveyImport, *, acting_user: Any) -> SurveyImport:
    """Do not write it; what was counted for it goes."""
    with unit_of_work() as unit:
        kept = to_change(unit, made, SurveyState.CANCELLED, acting_user)
        kept.told = {}
        kept.save(update_fields=["state", "told"])
        _record(unit, "cancel_surveys", kept, acting_user)
    return kept


def undo_surveys(made: SurveyImport, *, acting_user: Any) -> SurveyImport:
    """Take a whole import back; what older ones told of the same questions counts again."""
    with unit_of_work() as unit:
        kept = to_change(unit, made, SurveyState.UNDONE, acting_user)
        kept.undone_at = timezone.now()
        kept.save(update_fields=["state", "undone_at"])
        _record(unit, "undo_surveys", kept, acting_user)
    return kept


def compared(polls: Sequence[Poll], before: Sequence[Poll]) -> Counts:
    """How the answers of these polls stand to those that are there."""
    there = {one.key: one for one in before}
    added = changed = same = 0
    for poll in polls:
        old = there.get(poll.key)
        if old is None:
            added += len(poll.answers)
        elif not _differs(poll, old):
            same += len(poll.answers)
        else:
            shares = {} if _about(poll) != _about(old) else {one.text: one.share for one in old.answers}
            alike = sum(1 for one in poll.answers if shares.get(one.text) == one.share)
            # Where all of them stand there, it is one that went or their order that changed.
            alike = min(alike, len(poll.answers) - 1)
            changed += len(poll.answers) - alike
            same += alike
    return Counts(added, changed, same)


def _differs(poll: Poll, old: Poll) -> bool:
    return _about(poll) != _about(old) or poll.answers != old.answers


def _about(poll: Poll) -> tuple[Any, ...]:
    return (poll.n, poll.effective, poll.weight, poll.weighting, poll.several)


def _once(polls: Sequence[Poll]) -> tuple[list[Poll], int]:
    """Of the same poll in several files the last; how many answers were told more than once."""
    found = {one.key: one for one in polls}
    return list(found.values()), sum(len(one.answers) for one in polls) - sum(
        len(one.answers) for one in found.values()
    )


def _keep(made: SurveyImport, polls: Sequence[Poll]) -> None:
    kept = [
        KeptPoll(
            brought_by=made, position=position, same=one.key[0], question=one.question, country=one.country, n=one.n,
            effective=one.effective, weight=one.weight, weighting=one.weighting, several=one.several,
            began=one.began, ended=one.ended,
        )
        for position, one in enumerate(polls)
    ]  # fmt: skip
    KeptPoll.objects.bulk_create(kept)
    PollAnswer.objects.bulk_create(
        PollAnswer(poll=poll, position=position, text=answer.text, share=answer.share)
        for poll, one in zip(kept, polls, strict=True)
        for position, answer in enumerate(one.answers)
    )


def _record(unit: UnitOfWork, action: str, made: SurveyImport, acting_user: Any) -> None:
    changes = {
        "name": made.name, "added": made.added, "changed": made.changed, "duplicates": made.duplicates,
        "refused": made.refused,
    }  # fmt: skip
    unit.record(
        action, acting_user=acting_user, kind="survey-import", subject=made.pk, changes=changes, campaign=made.campaign_id
    )  # fmt: skip
