"""Reading the log: its head, its chain, what was told of a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet

from headway.audit.asking import Given, Question
from headway.audit.models import Entry, Head, Indexed, Payload
from headway.lib import chain
from headway.lib.sealed import is_sealed, open_sealed
from headway.lib.tongue import say


def head() -> tuple[int, str]:
    """Number and hexadecimal link of the last entry; (0, "") for an empty log."""
    found = Head.objects.filter(pk=1).first()
    return (found.seq, _as_bytes(found.link).hex()) if found else (0, "")


def _as_bytes(kept: Any) -> bytes:
    """SQLite keeps a text where bytes belong, if somebody writes it there past us: it is what stands there, and never holds."""
    return bytes(kept) if isinstance(kept, (bytes, memoryview)) else str(kept).encode("utf-8", "replace")


def _as_text(kept: Any) -> str:
    """As `_as_bytes`, the other way round."""
    return bytes(kept).decode("utf-8", "replace") if isinstance(kept, (bytes, memoryview)) else str(kept)


# What people do at the door, who read what, and what they say of it changes nothing that a campaign tells.
_OF_PEOPLE = ("user", "invitation")
_OF_READING = ("read_", "list_", "comment", "take_back_comment", "follow", "unfollow")


def last_change() -> tuple[int, str]:
    """As `head`, of the last entry by which a record may have changed: what was made of records before it still holds.

    Without this every sign-in would throw away all that is kept between requests.
    """
    found = _of_records().order_by("-seq").values_list("seq", "link").first()
    return (found[0], _as_bytes(found[1]).hex()) if found else (0, "")


@dataclass(frozen=True)
class Looked:
    """How far the log was read for changes, and the last that was found of each set of kinds that somebody asked about."""

    seq: int = 0
    link: bytes = b""
    found: Mapping[frozenset[str], tuple[int, str]] = field(default_factory=dict)


_looked = Looked()
_NO_END = BigIntegerField.MAX_BIGINT
_SINCE = Question(
    lambda: (
        Entry.objects.filter(
            seq__gte=Given("seq", BigIntegerField()), seq__lte=Given("upto", BigIntegerField())
        )
        .order_by("seq")
        .values_list("seq", "link", "kind", "action")
    )
)


def last_changes_but_of(
    kinds: frozenset[str], known: tuple[int, str] | None = None
) -> Mapping[frozenset[str], tuple[int, str]]:
    """As `last_change`, of the last entry that tells of no record of these kinds: what offices enter all the time does not
    throw away what was made of their campaign's plan. The log only grows, so that no more than what came since is read.

    Of other kinds that were asked about before, the same comes with it. `known` is what `last_change` told a moment ago:
    what came after that is left for the next time.
    """
    global _looked  # noqa: PLW0603  a memory, one for the process
    before = _looked
    looked: Looked | None = before
    if known is None or (before.seq, before.link.hex()) != known:
        looked = _looked_since(before, known[0] if known else None) if before.seq else None
    looked = looked or _newest(known)
    if kinds not in looked.found:
        looked = Looked(looked.seq, looked.link, {**looked.found, kinds: _looked_back(looked.seq, kinds)})
    _looked = looked
    return looked.found


def _newest(known: tuple[int, str] | None) -> Looked:
    """The end of the log, or what is `known` of it."""
    if known is not None:
        return Looked(known[0], bytes.fromhex(known[1]))
    newest = Entry.objects.order_by("-seq").values_list("seq", "link").first()
    return Looked(newest[0], _as_bytes(newest[1])) if newest is not None else Looked()


def _looked_back(upto: int, kinds: frozenset[str]) -> tuple[int, str]:
    """The last entry up to this one that tells of none of these kinds."""
    told = _of_records().exclude(kind__in=kinds).filter(seq__lte=upto).order_by("-seq")
    last = told.values_list("seq", "link").first()
    return (last[0], _as_bytes(last[1]).hex()) if last is not None else (0, "")


def _looked_since(before: Looked, upto: int | None) -> Looked | None:
    """The log read on from where it was left; None where it is not the one that was read before."""
    seq, link, found = 0, b"", dict(before.found)
    for number, stored, kind, action in _SINCE.ask(seq=before.seq, upto=_NO_END if upto is None else upto):
        own = _as_bytes(stored)
        if not seq and (number, own) != (before.seq, before.link):
            return None
        if seq and kind not in _OF_PEOPLE and not action.startswith(_OF_READING):
            found |= dict.fromkeys((kinds for kinds in found if kind not in kinds), (number, own.hex()))
        seq, link = number, own
    return Looked(seq, link, found) if seq else None


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
    body = _as_text(payload.body)
    return str(open_sealed(settings.HEADWAY_KEYS, body)) if is_sealed(body) else body


def first_broken_entry() -> chain.Broken | None:
    """Walk the whole chain, its payloads and its head; None where all holds."""
    found = chain.verify(settings.HEADWAY_KEYS.audit, _links())
    if found:
        return found
    last = Entry.objects.order_by("-seq").first()
    if last is None and Indexed.objects.exists():
        return chain.Broken(
            1, say("nothing stands in the log, though there are records: all of it was taken away")
        )
    seq, link = head()
    if last is not None and not seq:
        return chain.Broken(
            last.seq, say("the head of the log is missing: entries may have been cut off after this one")
        )
    if (last.seq if last else 0) != seq or (_as_bytes(last.link).hex() if last else "") != link:
        return chain.Broken(
            seq, say("the log ends elsewhere than its head says: entries were cut off or added")
        )
    return _first_taken_away()


def _first_taken_away() -> chain.Broken | None:
    """The first entry of which what it tells is gone, and no entry says that somebody erased it.

    The chain cannot tell: an erasure by the rules leaves the digest, and nothing to compare it with.
    """
    told = {
        int(one) for one in Entry.objects.filter(action="erase_payload").values_list("subject", flat=True)
    }
    kept = Payload.objects.filter(entry=OuterRef("pk"))
    silent = Entry.objects.filter(~Exists(kept) | Exists(kept.filter(erased=True))).order_by("seq")
    for entry in silent.values_list("seq", flat=True).iterator():
        if entry not in told:
            return chain.Broken(
                entry, say("what it tells was taken away, and no entry says that it was erased")
            )
    return None


def _links() -> Iterator[chain.Link]:
    for entry in Entry.objects.select_related("payload").order_by("seq").iterator(chunk_size=2_000):
        payload = getattr(entry, "payload", None)
        body = None
        if payload is not None and not payload.erased:
            body = payload_text(payload).encode("utf-8", "replace")
        yield chain.Link(
            seq=entry.seq,
            at=_as_text(entry.at),
            actor=_as_text(entry.actor),
            action=_as_text(entry.action),
            subject=f"{_as_text(entry.kind)}:{_as_text(entry.subject)}",
            digest=_as_bytes(entry.digest),
            link=_as_bytes(entry.link),
            salt=_as_bytes(payload.salt) if payload is not None else None,
            payload=body,
        )
