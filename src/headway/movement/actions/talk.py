"""Talking about records: comments, whom they call, and who follows what.

What a comment says stands in no entry of the log: whoever takes it back takes it back whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.audit.queries import head
from headway.lib.problems import Refused
from headway.lib.sealed import Secret
from headway.lib.signs import bad_sign
from headway.movement.actions.policy import oneself, require
from headway.movement.models import Comment, Digest, Follow, User
from headway.movement.queries.talk import COMMENT, called, calls_nobody, subject_of
from headway.movement.rules import LONGEST_COMMENT, Every


def write_comment(record: Any, text: str, *, client: UUID, acting_user: Any) -> tuple[Comment, bool]:
    """Say something of a record; whoever does, and whoever is called in it by `@` and a name, follows the record.

    What was sent before under the same `client` is left as it is. The second value is true where somebody was called
    who is not there, or may not know of the record: which of the two is not told.
    """
    subject = subject_of(record)
    require(acting_user, "talk", subject)
    said = _checked(text)
    with unit_of_work() as unit:
        before = Comment.objects.filter(author=acting_user, client=client).first()
        if before is not None:
            return before, False
        seen = head()[0]
        kept = Comment.objects.create(
            kind=record.row.kind, record=record.pk, author=acting_user, client=client, text=Secret(said),
            at=timezone.now(),
        )  # fmt: skip
        people = called(said, record)
        told = [one for one in people if one.pk != acting_user.pk]
        kept.told.set(told)
        for person in (acting_user, *told):
            _follow(record, person, seen, unit, acting_user)
        _note(unit, COMMENT, record, acting_user, {"comment": str(kept.pk)})
    return kept, calls_nobody(said, people)


def take_back_comment(comment: Comment, record: Any, *, acting_user: Any) -> None:
    """Take back what one said oneself; nothing of it stays."""
    require(acting_user, "talk", subject_of(record))
    with unit_of_work() as unit:
        if not Comment.objects.filter(pk=comment.pk, author=acting_user, record=record.pk).delete()[0]:
            raise Refused(_("You can only take back what you said yourself."))
        _note(unit, "take_back_comment", record, acting_user, {"comment": str(comment.pk)})


def follow_record(record: Any, *, acting_user: Any) -> None:
    """Hear of what happens to a record from now on."""
    require(acting_user, "talk", subject_of(record))
    with unit_of_work() as unit:
        _follow(record, acting_user, head()[0], unit, acting_user)


def unfollow_record(kind: str, record: UUID, *, acting_user: Any) -> None:
    """Hear of a record no longer; even of one that was restricted since."""
    require(acting_user, "talk")
    with unit_of_work() as unit:
        if Follow.objects.filter(person=acting_user, kind=kind, record=record).delete()[0]:
            unit.record(
                "unfollow", acting_user=acting_user, kind=kind, subject=record, changes={}, sealed=True
            )


def see_news(until: int, *, acting_user: Any) -> None:
    """What is new up to this entry was seen."""
    require(acting_user, "talk")
    with unit_of_work() as unit:
        until = min(until, head()[0])
        if Follow.objects.filter(person=acting_user, seen__lt=until).update(seen=until):
            unit.record(
                "see_news",
                acting_user=acting_user,
                kind="user",
                subject=acting_user.pk,
                changes={"until": until},
            )


def choose_digest(every: Every, *, acting_user: Any) -> None:
    """Have mail of what is new every day, every week or never."""
    require(acting_user, "keep_own_account", oneself(acting_user))
    with unit_of_work() as unit:
        kept, new = Digest.objects.get_or_create(person_id=acting_user.pk)
        if not new and kept.every == every:
            return
        before, kept.every = kept.every, every
        kept.save(update_fields=["every"])
        unit.record(
            "change_digest", acting_user=acting_user, kind="user", subject=acting_user.pk,
            changes={"digest": [before, every]},
        )  # fmt: skip


def look_at_digests(due: Sequence[Digest], now: datetime) -> list[UUID]:
    """Of people whose mail is due, those whom nobody looks after already: they are now."""
    with unit_of_work():
        taken = []
        for one in due:
            Digest.objects.get_or_create(person_id=one.person_id)
            held = Digest.objects.filter(person_id=one.person_id, looked_at=one.looked_at)
            taken += [one.person_id] if held.update(looked_at=now) else []
        return taken


def note_digest(person: User, told: int) -> None:
    """Mail told somebody of all up to this entry, or there was nothing to tell."""
    with unit_of_work():
        Digest.objects.filter(person=person).update(told=told)


def _follow(record: Any, person: Any, seen: int, unit: UnitOfWork, acting_user: Any) -> None:
    _kept, new = Follow.objects.get_or_create(
        person=person, record=record.pk, defaults={"kind": record.row.kind, "seen": seen}
    )
    if new:
        _note(unit, "follow", record, acting_user, {"who": str(person.pk)})


def _note(unit: UnitOfWork, action: str, record: Any, acting_user: Any, changes: dict[str, Any]) -> None:
    unit.record(
        action, acting_user=acting_user, kind=record.row.kind, subject=record.pk, changes=changes,
        sealed=bool(getattr(record, "restricted", False)), campaign=getattr(record, "campaign_id", None),
    )  # fmt: skip


def _checked(text: str) -> str:
    """What is said, as it is kept; raise Refused for nothing, too much, or what nobody can see."""
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise Refused(_("Write something first."))
    if len(said) > LONGEST_COMMENT:
        raise Refused(_("At most %(number)s characters.") % {"number": LONGEST_COMMENT})
    if bad := bad_sign(said):
        raise Refused(_("The text %(problem)s.") % {"problem": bad[1]})
    return said
