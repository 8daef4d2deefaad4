"""The hash chain of the audit log: pure functions over bytes.

Each link is an HMAC-SHA-256 (RFC 2104), keyed outside the database, over the link before it and the entry's own
fields; of its payload it covers only a salted digest, so that a payload can be erased without breaking the chain.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from headway.lib.tongue import say


@dataclass(frozen=True)
class Link:
    """An entry as the chain sees it. `payload` is None where it was erased."""

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    digest: bytes
    link: bytes
    salt: bytes | None = None
    payload: bytes | None = None


@dataclass(frozen=True)
class Broken:
    """The first entry that does not hold, and why."""

    seq: int
    why: str


def payload_digest(salt: bytes, payload: bytes) -> bytes:
    """Salted, so that a short payload cannot be guessed from its digest once it is erased."""
    return hashlib.sha256(len(salt).to_bytes(4, "big") + salt + payload).digest()


def link(
    key: bytes, previous: bytes, seq: int, at: str, actor: str, action: str, subject: str, digest: bytes
) -> bytes:
    """The link of one entry. Every field carries its length, so that none can flow into its neighbour."""
    told_by = (text.encode("utf-8", "surrogatepass") for text in (str(seq), at, actor, action, subject))
    parts = (previous, *told_by, digest)
    told = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hmac.new(key, told, hashlib.sha256).digest()


def verify(key: bytes, entries: Iterable[Link]) -> Broken | None:
    """Walk entries in the order of their numbers; None where every one holds."""
    previous, expected = b"", 1
    for entry in entries:
        if entry.seq != expected:
            return Broken(expected, say("entry {number} is missing", number=expected))
        wanted = link(
            key, previous, entry.seq, entry.at, entry.actor, entry.action, entry.subject, entry.digest
        )
        if not hmac.compare_digest(wanted, entry.link):
            return Broken(entry.seq, say("the entry, or the one before it, was changed"))
        if entry.payload is not None and payload_digest(entry.salt or b"", entry.payload) != entry.digest:
            return Broken(entry.seq, say("what the entry tells was changed"))
        previous, expected = entry.link, expected + 1
    return None
