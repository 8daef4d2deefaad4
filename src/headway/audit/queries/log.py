"""Reading the log: its head, its chain, what was told of a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from headway.audit.models import Entry, Head, Payload
from headway.lib import chain
from headway.lib.sealed import is_sealed, open_sealed


def head() -> tuple[int, str]:
    """Number and hexadecimal link of the last entry; (0, "") for an empty log."""
    found = Head.objects.filter(pk=1).first()
    return (found.seq, bytes(found.link).hex()) if found else (0, "")


# What people do at the door, who read what, and what they say of it changes nothing that a campaign tells.
_OF_PEOPLE = ("user", "invitation")
_OF_READING = ("read_", "list_", "comment", "take_back_comment", "follow", "unfollow")


def last_change() -> tuple[int, str]:
    """As `head`, of the last entry by which a record may have changed: what was made of records before it still holds.

    Without this every sign-in would throw away all that is kept between requests.
    """
    found = _of_records().order_by("-seq").values_list("seq", "link").first()
    return (found[0], bytes(found[1]).hex()) if found else (0, "")


@dataclass(frozen=True)
class Looked:
    """How far the log was read for changes of some kinds, and the last that was found."""

    seq: int
    link: bytes
    found: tuple[int, str]


_looked: dict[frozenset[str], Looked] = {}


def last_change_but_of(kinds: frozenset[str], known: tuple[int, str] | None = None) -> tuple[int, str]:
    """As `last_change`, of the last entry that tells of no record of these kinds: what offices enter all the time does not
    throw away what was made of their campaign's plan. The log only grows, so that no more than what came since is read.

    `known` is what `last_change` told a moment ago; else the log is asked for its last entry.
    """
    if known is not None:
        seq, link = known[0], bytes.fromhex(known[1])
    else:
        newest = Entry.objects.order_by("-seq").values_list("seq", "link").first()
        seq, link = (newest[0], bytes(newest[1])) if newest is not None else (0, b"")
    before = _looked.get(kinds)
    if not seq:
        return (0, "")
    if before is not None and (before.seq, before.link) == (seq, link):
        return before.found
    found = _found_since(before, seq, kinds) if before is not None else None
    if found is None:
        last = _of_records().exclude(kind__in=kinds).order_by("-seq").values_list("seq", "link").first()
        found = (last[0], bytes(last[1]).hex()) if last is not None else (0, "")
    _looked[kinds] = Looked(seq, link, found)
    return found


def _found_since(before: Looked, seq: int, kinds: frozenset[str]) -> tuple[int, str] | None:
    """What stands after the entries that came since; None where the log is not the one that was read before."""
    since = Entry.objects.filter(seq__gte=before.seq, seq__lte=seq).order_by("seq")
    told = list(since.values_list("seq", "link", "kind", "action"))
    if not told or (told[0][0], bytes(told[0][1])) != (before.seq, before.link):
        return None
    found = before.found
    for number, link, kind, action in told[1:]:
        if kind not in kinds and kind not in _OF_PEOPLE and not action.startswith(_OF_READING):
            found = number, bytes(link).hex()
    return found


def _of_records() -> QuerySet[Entry]:
    """Entries by which a record may have changed."""
    told = Entry.objects.exclude(kind__in=_OF_PEOPLE)
    for of_reading in _OF_READING:
        told = told.exclude(action__startswith=of_reading)
    return told


def entries_about(kind: str, subject: str) -> QuerySet[Entry]:
    """The history of one record, oldest first."""
    return Entry.objects.filter(kind=kind, subject=subject).select_related("payload").order_by("seq")


def payload_text(payload: Payload) -> str:
    """The payload in the clear; empty where it was erased."""
    if payload.erased:
        return ""
    return str(open_sealed(settings.HEADWAY_KEYS, payload.body)) if is_sealed(payload.body) else payload.body


def first_broken_entry() -> chain.Broken | None:
    """Walk the whole chain, its payloads and its head; None where all holds."""
    found = chain.verify(settings.HEADWAY_KEYS.audit, _links())
    if found:
        return found
    last = Entry.objects.order_by("-seq").first()
    seq, link = head()
    if (last.seq if last else 0) != seq or (bytes(last.link).hex() if last else "") != link:
        return chain.Broken(seq, "the log ends elsewhere than its head says: entries were cut off or added")
    return None


def _links() -> Iterator[chain.Link]:
    for entry in Entry.objects.select_related("payload").order_by("seq").iterator(chunk_size=2_000):
        payload = getattr(entry, "payload", None)
        body = None
        if payload is not None and not payload.erased:
            body = payload_text(payload).encode()
        yield chain.Link(
            seq=entry.seq,
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            subject=f"{entry.kind}:{entry.subject}",
            digest=bytes(entry.digest),
            link=bytes(entry.link),
            salt=bytes(payload.salt) if payload is not None else None,
            payload=body,
        )
