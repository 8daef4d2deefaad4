"""The only way into the log: a unit of work, which locks, collects events and appends them just before the commit."""

from __future__ import annotations

import logging
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from headway.audit.asking import Question
from headway.audit.inserting import BATCH, insert
from headway.audit.models import Entry, Head, Payload, Placed
from headway.audit.queries.placing import placed
from headway.audit.rules import Event
from headway.lib import chain
from headway.lib.problems import Refused
from headway.lib.sealed import Secret, is_sealed, seal

log = logging.getLogger(__name__)
_open: ContextVar[UnitOfWork | None] = ContextVar("open_unit_of_work", default=None)


@dataclass
class UnitOfWork:
    """What one request (or command) writes: all of it or none, and every write in the log.

    `unsaid` holds keys of records, by kind, of which what comes in does not tell: that it names no link to them says
    nothing, and such a link is left alone. Where it `is_whole`, whatever fails in it undoes all of it: what joins it needs
    no way back of its own.
    """

    events: list[Event] = field(default_factory=list)
    is_whole: bool = False
    unsaid: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def record(
        self,
        action: str,
        *,
        acting_user: Any,
        kind: str,
        subject: Any,
        changes: Mapping[str, Any],
        sealed: bool = False,
        campaign: Any = None,
    ) -> None:
        """Remember one event; it is appended with all others when the unit ends."""
        self.events.append(Event(str(acting_user.pk), action, kind, str(subject), changes, sealed, campaign))

    def lock(self, model: type[Model], ids: Iterable[Any]) -> list[Any]:
        """Lock these records until the commit, always in the order of their ids, so that two units cannot deadlock."""
        manager: Any = model._default_manager
        return list(manager.select_for_update().filter(pk__in=list(ids)).order_by("pk"))


Closing = Callable[[UnitOfWork], None]
_closings: list[Closing] = []


def closes_units(closing: Closing) -> Closing:
    """Register what has a say before a unit ends: a later room may hold copies that a write of an earlier one closes.

    It writes within the same unit, so that there is no moment in which a record is closed and its copy is not.
    """
    _closings.append(closing)
    return closing


@contextmanager
def unit_of_work(*, whole: bool = False) -> Iterator[UnitOfWork]:
    """Open a unit of work, or join the one that is open: only the outermost commits, and each undoes all of its own.

    `whole`: nothing in it is tried and caught, so that nothing but all of it has ever to be undone.
    """
    joined = _open.get()
    if joined is not None:
        before = len(joined.events)
        try:
            # Without a savepoint, whoever caught the fault and went on would be refused by the database's connection.
            with transaction.atomic(savepoint=not joined.is_whole):
                yield joined
        except BaseException:
            del joined.events[before:]
            raise
        return
    unit = UnitOfWork(is_whole=whole)
    token = _open.set(unit)
    try:
        with transaction.atomic():
            yield unit
            for closing in _closings if unit.events else ():
                closing(unit)
            _append(unit.events)
    except IntegrityError as error:
        said = _(
            "nothing was written: it clashes with what is there, or with what somebody wrote just now; try again"
        )
        raise Refused(said) from error
    finally:
        _open.reset(token)


_HEAD = Question(lambda: Head.objects.select_for_update().filter(pk=1))


def _append(events: Sequence[Event]) -> None:
    if not events:
        return
    key: bytes = settings.HEADWAY_KEYS.audit
    # The head is locked here and not earlier: whoever writes longest would otherwise hold up all others.
    heads = _HEAD.ask()
    if not heads:
        Head.objects.get_or_create(pk=1)
        heads = _HEAD.ask()
    (head,) = heads
    seq, link = head.seq, bytes(head.link)
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    entries, payloads, places, unplaced = [], [], [], []
    for event in events:
        seq += 1
        salt, body = secrets.token_bytes(16), event.payload()
        digest = chain.payload_digest(salt, body)
        link = chain.link(
            key, link, seq, at, event.actor, event.action, f"{event.kind}:{event.subject}", digest
        )
        entries.append(
            Entry(
                seq=seq,
                at=at,
                actor=event.actor,
                action=event.action,
                kind=event.kind,
                subject=event.subject,
                digest=digest,
                link=link,
            )
        )
        if event.campaign is None:
            unplaced.append(entries[-1])
        else:
            places.append(Placed(seq=seq, campaign=event.campaign))
        text = body.decode()
        stored = seal(settings.HEADWAY_KEYS, Secret(text)) if event.sealed else text
        payloads.append(Payload(entry_id=seq, salt=salt, body=stored))
    insert(entries)
    insert(payloads)
    insert([*places, *placed(unplaced)])
    head.seq, head.link = seq, link
    head.save(update_fields=["seq", "link"])


def record_reads(kind: str, records: Iterable[Any], *, acting_user: Any, listed: bool = False) -> None:
    """Log that somebody read restricted records of one kind; what is not restricted leaves no trace.

    A record that is shown in full has an entry of its own; what a list or a panel names (`listed`) is one entry for all.
    """
    ids = [str(record.pk) for record in records if record.restricted]
    if not ids:
        return
    with unit_of_work() as unit:
        for subject in [""] if listed else ids:
            unit.record(
                f"list_{kind}" if listed else f"read_{kind}", acting_user=acting_user, kind=kind, subject=subject,
                changes={"count": len(ids), "records": ids} if listed else {}, sealed=True,
            )  # fmt: skip


def erase_payload(seq: int, *, acting_user: Any, reason: str) -> None:
    """Blank what an entry tells, leaving its digest in the chain; the erasure is itself an entry.

    Asks no permission, for the log knows of no roles: `movement.actions.erase_log_entry` is the door for people.
    """
    if not reason.strip():
        raise Refused(_("say why: what an entry of the log tells is erased for a reason"))
    with unit_of_work() as unit:
        if not Payload.objects.filter(pk=seq).update(body="", erased=True):
            raise Refused(_("the log has no entry {number}").format(number=seq))
        unit.record(
            "erase_payload", acting_user=acting_user, kind="entry", subject=seq, changes={"reason": reason}
        )
        purge_at_commit()


def seal_history(kind: str, ids: Iterable[Any]) -> None:
    """Encrypt what the log told of these records in the clear. The chain covers the texts, not how they are stored."""
    told = Payload.objects.filter(entry__kind=kind, entry__subject__in=[str(pk) for pk in ids], erased=False)
    plain = [payload for payload in told if not is_sealed(payload.body)]
    for payload in plain:
        payload.body = seal(settings.HEADWAY_KEYS, Secret(payload.body))
    Payload.objects.bulk_update(plain, ["body"], batch_size=BATCH)


def purge_at_commit() -> None:
    """After the commit, leave no copy of overwritten text in SQLite's write-ahead log or in a rendered report.

    Within the file, `secure_delete` has overwritten it. PostgreSQL keeps dead rows until it vacuums: there an encrypted
    disk has to guard them.
    """
    transaction.on_commit(_remove_editions)
    if connection.vendor == "sqlite":
        transaction.on_commit(empty_write_ahead_log)


def _remove_editions() -> None:
    """Rendered reports are only kept to save time, and the older ones may tell what is hidden now."""
    home: Path = settings.HEADWAY_HOME
    try:
        shutil.rmtree(home / "editions")
    except FileNotFoundError:
        return
    except OSError as error:
        log.warning("rendered reports could not be removed (%s): remove the folder editions", error.strerror)


def empty_write_ahead_log() -> None:
    """Leave no older page of SQLite's file beside it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
    except OperationalError:
        busy = True
    if busy:
        log.warning(
            "the write-ahead log could not be emptied: somebody reads; it is emptied when the last one leaves"
        )
