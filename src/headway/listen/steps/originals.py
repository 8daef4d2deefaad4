"""Files as they were sent: kept sealed, in parts so that none has to fit into memory, each once however often it comes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from headway.lib.sealed import seal_bytes
from headway.listen.queries import ORIGINALS, PART, original_parts, place_of_part


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep_original(path: Path, digest: str) -> None:
    """Seal a file into the store; parts that are there already (the same file came before) are left."""
    with path.open("rb") as file:
        for number, data in enumerate(iter(lambda: file.read(PART), b"")):
            place = place_of_part(digest, number)
            if not default_storage.exists(place):
                default_storage.save(place, ContentFile(seal_bytes(settings.HEADWAY_KEYS, data)))


def unpack(original: Any, folder: Path) -> Path:
    """The file under its own name, to be read."""
    path = folder / f"{original.number}" / (Path(original.name).name or "file")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for part in original_parts(original):
            file.write(part)
    return path


def drop_originals(digests: Iterable[str]) -> int:
    """Take files off the store; how many parts."""
    gone = 0
    for digest in digests:
        folder = f"{ORIGINALS}/{digest[:2]}"
        names = default_storage.listdir(folder)[1] if default_storage.exists(folder) else []
        for name in names:
            if name.startswith(digest):
                default_storage.delete(f"{folder}/{name}")
                gone += 1
    return gone


def stored_digests() -> Iterator[tuple[str, str]]:
    """Every part that lies in the store: its place, and the digest of its file."""
    if default_storage.exists(ORIGINALS):
        for folder in default_storage.listdir(ORIGINALS)[0]:
            for name in default_storage.listdir(f"{ORIGINALS}/{folder}")[1]:
                yield f"{ORIGINALS}/{folder}/{name}", name.partition("-")[0]
