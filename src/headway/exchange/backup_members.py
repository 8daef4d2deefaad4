"""What a backup holds, one member after another, each with its name, then its bytes; the manifest comes last.

A member's size need not be known before it is written, so that tables and files stream through in bounded memory.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import BinaryIO

from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

FORMAT = 1
FRAME = 1 << 16
MANIFEST = "manifest"


@dataclass(frozen=True)
class Member:
    """One table or file: its digest and size, and for a table how many rows and in which columns."""

    name: str
    sha256: str
    size: int
    rows: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `keys` are fingerprints, so that missing keys are named before anything is done."""

    version: str
    made: str
    engine: str
    migrations: tuple[tuple[str, str], ...]
    keys: dict[str, str]
    seq: int
    link: str
    members: tuple[Member, ...] = ()
    format: int = FORMAT

    def dump(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=True, sort_keys=True).encode()

    @classmethod
    def load(cls, text: bytes) -> Manifest:
        data = json.loads(text)
        if data.get("format") != FORMAT:
            raise HeadwayError(
                say(
                    "this backup has format {data}, which this headway does not know", data=data.get("format")
                )
            )
        members = tuple(
            Member(**member | {"columns": tuple(member["columns"])}) for member in data.pop("members")
        )
        migrations = tuple((app, name) for app, name in data.pop("migrations"))
        return cls(**data, members=members, migrations=migrations)


@dataclass
class MemberWriter:
    """Writes members into a stream and remembers what the manifest must say of them."""

    out: BinaryIO
    members: list[Member] = field(default_factory=list)

    def add(
        self, name: str, parts: Iterable[bytes], *, columns: tuple[str, ...] = (), rows: bool = False
    ) -> Member:
        """Write one member; with `rows`, each part is one row."""
        self.out.write(json.dumps(name).encode() + b"\n")
        digest, size, count, waiting = hashlib.sha256(), 0, 0, bytearray()
        for part in parts:
            digest.update(part)
            size, count = size + len(part), count + rows
            waiting += part
            if len(waiting) >= FRAME:
                self._frame(waiting)
        self._frame(waiting)
        self.out.write(bytes(4))
        member = Member(name, digest.hexdigest(), size, count, columns)
        self.members.append(member)
        return member

    def _frame(self, waiting: bytearray) -> None:
        if waiting:
            self.out.write(len(waiting).to_bytes(4, "big") + bytes(waiting))
            waiting.clear()


def read_members(source: BinaryIO) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Names and parts, in order; what the caller leaves of one member is skipped before the next."""
    while line := source.readline(1 << 16):
        parts = _parts(source)
        yield json.loads(line), parts
        for _ in parts:
            pass


def _parts(source: BinaryIO) -> Iterator[bytes]:
    while size := int.from_bytes(source.read(4), "big"):
        yield source.read(size)


def lines(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a member, wherever its parts were cut."""
    rest = b""
    for part in parts:
        *whole, rest = (rest + part).split(b"\n")
        yield from whole
    if rest:
        yield rest
