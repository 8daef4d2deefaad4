"""An office records what it did, with what it counted and what people said of it, in one go."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import UUIDField
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.audit.asking import Given, Question
from headway.audit.inserting import insert
from headway.audit.steps.keep import Records
from headway.collect.actions.attachments import attach_files
from headway.collect.actions.closed import refuse_if_closed
from headway.collect.actions.kept_files import files_to_attach, forget_files
from headway.collect.actions.removing import remove_figures
from headway.collect.actions.reported import Known, keep_reported
from headway.collect.actions.returns import begin_returns
from headway.collect.models import Activity, Draft, Figure, Sent
from headway.collect.queries.checks import states_of_returns
from headway.collect.queries.entering import returns_as_they_stand, stands, told_values
from headway.collect.rows import ActivityRow, FigureRow, ReturnState, TestimonyRow
from headway.lib.labels import label_in
from headway.lib.merging import joined, marks, merge
from headway.lib.problems import Refused
from headway.lib.takenfiles import Prepared
from headway.movement.actions import require
from headway.movement.rules import Subject
from headway.plan.actions import keeper_of
from headway.plan.models import Campaign
from headway.plan.queries import as_planned

NEW = "new"
# What `Sent` calls an activity, and the testimony that came with it.
KIND, SAID = "activity", "said"


class Clash(Refused):
    """Somebody else has changed the same fields since the form was opened.

    `stored` is what stands in each field now; in `theirs` only they changed anything.
    """

    def __init__(self, fields: frozenset[str], theirs: frozenset[str], stored: Mapping[str, Any]) -> None:
        super().__init__(
            _("Somebody else has changed the same fields since you opened this form. Choose what shall stay.")
        )
        self.fields = fields
        self.theirs = theirs
        self.stored = stored


class SentBefore(Refused):
    """The same form was saved before, with other content: `key` names the activity that stands.

    With `newer` set it was edited after it had been sent, and can be taken as a change of that activity.
    """

    def __init__(self, sent: Sent, digest: str, *, newer: bool) -> None:
        super().__init__(
            _(
                "This was saved before, with other content. Open the saved activity to change it, or save here again."
            )
        )
        self.key, self.turn, self.digest, self.newer = sent.subject, sent.turn, digest, newer


@dataclass(frozen=True)
class Told:
    """What an office tells of one thing that it did. Records under the key NEW get their own here."""

    activity: ActivityRow
    figures: tuple[FigureRow, ...] = ()
    testimony: TestimonyRow | None = None
    # Keys of figures that are taken away again; they are not among the `figures`.
    removed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sending:
    """How it was sent: under which id, on which state (marks by field) its form was opened, and with which kept files.

    `turn` is how often the form was handed over for sending, and `digest` names what was typed, where that is not what is told:
    a form that is taken as a change of what it wrote before.
    """

    client_id: UUID | None = None
    base: Mapping[str, str] = field(default_factory=dict)
    # Of the files that wait with the draft those that are to be attached; None where none were offered.
    kept: frozenset[UUID] | None = None
    turn: int = 0
    digest: str = ""


def record_activity(
    campaign: Campaign,
    told: Told,
    sending: Sending | None = None,
    files: Sequence[Prepared] = (),
    *,
    acting_user: Any,
) -> Activity:
    """Keep an activity with its figures and files: all of it or nothing, and once however often it is sent.

    What two people changed in different fields is put together; where both changed the same one, `Clash` is raised.
    """
    sending = sending or Sending()
    require(acting_user, "record_activity", Subject(offices=frozenset({told.activity.office})))
    with unit_of_work(whole=True) as unit:
        sent = _sent_before(sending, acting_user)
        digest = sending.digest or _digest(told, sending, files)
        if sent is not None:
            known = _as_sent(sent, told, sending, digest)
            if known is not None:
                return known
            _may_edit(sent, acting_user)
        # The plan as it stands now that nobody else writes.
        campaign = as_planned(campaign)
        kept, written = _keep(campaign, told, sending, sent, unit, acting_user)
        if sending.client_id is not None and sending.kept:
            files = [*files_to_attach(sending.client_id, sending.kept, owner=acting_user), *files]
        if files:
            attach_files(kept, files, acting_user=acting_user)
        if sending.client_id is not None:
            if sending.kept is not None:
                forget_files(sending.client_id, owner=acting_user)
            noted = sent or Sent(
                person=acting_user, client_id=sending.client_id, campaign=campaign, kind=KIND
            )
            noted.subject, noted.digest, noted.at = kept.key, digest, timezone.now()
            noted.turn, noted.base = sending.turn, written
            if sent is None:
                insert([noted])
            else:
                noted.save()
            Draft.objects.filter(person=acting_user, client_id=sending.client_id).delete()
        return kept


_SENT = Question(
    lambda: Sent.objects.filter(person=Given("person", UUIDField()), client_id=Given("client", UUIDField()))
)


def _sent_before(sending: Sending, acting_user: Any) -> Sent | None:
    if sending.client_id is None:
        return None
    return _SENT.first(person=acting_user.pk, client=sending.client_id)


def _as_sent(sent: Sent, told: Told, sending: Sending, digest: str) -> Activity | None:
    """What stands, where nothing new was sent; None where it is a change of it; else raise `SentBefore`."""
    if sent.digest == digest or sending.turn < sent.turn:
        return Activity.objects.filter(campaign=sent.campaign, key=sent.subject).first()
    newer = sent.kind == KIND and sending.turn > sent.turn
    if not newer or told.activity.key != sent.subject:
        raise SentBefore(sent, digest, newer=newer)
    return None


def _may_edit(sent: Sent, acting_user: Any) -> None:
    stands_for = Activity.objects.filter(campaign=sent.campaign, key=sent.subject)
    offices = frozenset(stands_for.values_list("office__key", flat=True))
    require(acting_user, "record_activity", Subject(offices=offices))


def _digest(told: Told, sending: Sending, files: Sequence[Prepared]) -> str:
    parts: list[Any] = [told.activity, *told.figures, *([told.testimony] if told.testimony else [])]
    told_of = [part.model_dump(mode="json") for part in parts] + [file.digest for file in files]
    told_of += sorted(map(str, sending.kept or ()))
    text = json.dumps(told_of, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _keep(
    campaign: Campaign, told: Told, sending: Sending, sent: Sent | None, unit: UnitOfWork, acting_user: Any
) -> tuple[Activity, dict[str, str]]:
    """Write it; return it, with the marks of what was written."""
    row = told.activity
    figures = told.figures
    if row.key != NEW:
        unit.lock(
            Activity, Activity.objects.filter(campaign=campaign, key=row.key).values_list("pk", flat=True)
        )
        row, figures, removed = _merged(campaign, told, sending.base, sent.base if sent else {}, acting_user)
    else:
        removed = frozenset()
        row = row.model_copy(update={"key": new_key(label_in(row.name, "en"))})
    # What is remembered knows nothing of what this unit of work has written itself.
    states = states_of_returns(campaign) if unit.events else returns_as_they_stand(campaign)
    accepted = {one for one, state in states.items() if state == ReturnState.ACCEPTED}
    refuse_if_closed(campaign, row, acting_user, accepted)
    numbered = _with_keys(row, figures)
    all_new = told.activity.key == NEW and all(one.key == NEW for one in figures)
    known = Known(accepted, all_new=all_new)
    records: Records = {}
    keep_reported(campaign, [row, *numbered], acting_user=acting_user, known=known, records=records)
    if removed:
        remove_figures(campaign, removed, acting_user=acting_user)
    begin_returns(campaign, [row], acting_user=acting_user, known=states)
    written = marks(told_values(row, numbered))
    said = sent.base.get(SAID, "") if sent else ""
    if told.testimony is not None:
        said = said or f"{row.key[:60]}-said-{secrets.token_hex(3)}"
        keeper_of(campaign, acting_user).keep(
            [told.testimony.model_copy(update={"key": said, "activity": row.key})]
        )
    return records[row.kind, row.key], written | ({SAID: said} if said else {})


def _merged(
    campaign: Campaign, told: Told, opened: Mapping[str, str], sent: Mapping[str, str], acting_user: Any
) -> tuple[ActivityRow, tuple[FigureRow, ...], frozenset[str]]:
    """What is kept where the form was opened on, or has itself written, an older state than the one that stands."""
    if not opened and not sent:
        return told.activity, told.figures, told.removed & _figures_of(campaign, told.activity.key)
    stored, held = stands(campaign, acting_user, told.activity.key)
    now, typed = told_values(stored, held), told_values(told.activity, told.figures)
    # What is taken away says nothing any more: to the one who merges, that is a change like another.
    typed |= {f"figure:{key}": None for key in told.removed}
    merged = merge(joined(opened, sent, now, typed) if sent else opened, now, typed)
    if merged.clashes:
        theirs = frozenset(
            name for name in typed if name not in merged.clashes and merged.values[name] != typed[name]
        )
        raise Clash(merged.clashes, theirs, now)
    keep_theirs = {
        name: getattr(stored, name)
        for name in now
        if name in ActivityRow.model_fields and merged.values.get(name) == now[name]
    }
    if "when" in keep_theirs:
        keep_theirs["period"] = stored.period
    figures = tuple(_figures_that_stay(told.figures, {one.key: one for one in held}, now, merged.values))
    removed = told.removed & {one.key for one in held}
    return told.activity.model_copy(update=keep_theirs), figures, removed


def _figures_that_stay(
    told: Iterable[FigureRow],
    stand: Mapping[str, FigureRow],
    now: Mapping[str, Any],
    values: Mapping[str, Any],
) -> Iterator[FigureRow]:
    """Theirs where only they changed one; one that they took away stays away, with the parts that were typed for it."""
    whole_is_gone = False
    for one in told:
        name = f"figure:{one.key}"
        if one.key in stand:
            yield stand[one.key] if values[name] == now[name] else one
        elif one.key != NEW:
            if values[name] is not None:
                yield one.model_copy(update={"key": NEW})
        elif not (one.of and not one.part_of and whole_is_gone):
            yield one
        if not one.of:
            whole_is_gone = one.key != NEW and one.key not in stand and values[name] is None


def _figures_of(campaign: Campaign, activity: str) -> frozenset[str]:
    found = Figure.objects.filter(campaign=campaign, activity__key=activity)
    return frozenset(found.values_list("key", flat=True))


def new_key(title: str) -> str:
    """A key that can be read, and that no other record has."""
    stem = slugify(title)[:40].strip("-") or "activity"
    return f"{stem.replace('_', '-')}-{secrets.token_hex(4)}"


def _with_keys(row: ActivityRow, figures: Iterable[FigureRow]) -> list[FigureRow]:
    """Figures of the activity, each with a key; a part without one follows its whole and names it by its place."""
    numbered: list[FigureRow] = []
    whole = ""
    for figure in figures:
        key = (
            figure.key
            if figure.key != NEW
            else f"{row.key[:52]}-{figure.measure[:16].strip('-')}-{secrets.token_hex(3)}"
        )
        if not figure.of:
            whole = key
        changes: dict[str, Any] = {
            "key": key, "activity": row.key, "office": row.office, "period": row.period, "when": row.when,
        }  # fmt: skip
        if figure.of and not figure.part_of:
            changes["part_of"] = whole
        numbered.append(figure.model_copy(update=changes))
    return numbered
