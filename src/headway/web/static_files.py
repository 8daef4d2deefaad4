"""Static files straight from where they lie: linked by what they hold, kept by browsers for a year, sent packed.

Nothing is collected, so nothing can be out of date. A link carries a mark of the file's content; packed copies, without
comments and indentation, are made when the server starts, in the cache folder of HEADWAY_HOME, under the digest of what
they hold.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

import rcssmin
import rjsmin
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

A_YEAR = 31_536_000
PACKED = {".css", ".js", ".svg", ".json", ".txt"}
# Below this a packed file is hardly smaller.
WORTH_PACKING = 700


class MarkedStorage(StaticFilesStorage):
    """`{% static %}` with a mark that changes when the file does."""

    def url(self, name: str | None) -> str:
        address: str = super().url(name)
        mark = (_digest_of if settings.DEBUG else _known_digest_of)(name or "")
        return f"{address}?v={mark[:12]}" if mark else address


class PackedFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # it has no types
    """WhiteNoise, with the packed copies that it would look for beside the files."""

    def add_cache_headers(self, headers: Any, path: str, url: str) -> None:
        lasting = f"max-age={A_YEAR}, public, immutable"
        headers["Cache-Control"] = "max-age=0, public" if self.autorefresh else lasting

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> Any:
        packed = None if self.autorefresh else _packed(Path(path))
        if packed is None:
            return super().get_static_file(path, url, stat_cache=stat_cache)
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        return StaticFile(path, headers.items(), encodings={"gzip": str(packed)})


def _packed(path: Path) -> Path | None:
    """The packed copy of a file, made where it is not there yet; None where packing is not worth it."""
    if path.suffix not in PACKED or path.stat().st_size < WORTH_PACKING:
        return None
    content = sent(path)
    folder: Path = settings.HEADWAY_HOME / "cache" / "static"
    packed = folder / f"{hashlib.sha256(content).hexdigest()[:24]}.gz"
    if not packed.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as out:
            out.write(gzip.compress(content, 9, mtime=0))
        os.replace(draft, packed)
    return packed


def sent(path: Path) -> bytes:
    """What of the file is sent packed: a stylesheet or script without what only its writers read."""
    content = path.read_bytes()
    smaller = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}.get(path.suffix)
    return bytes(smaller(content)) if smaller else content


def _digest_of(name: str) -> str:
    """Of a static file's content; "" where there is no such file."""
    found = finders.find(name)
    return hashlib.sha256(Path(str(found)).read_bytes()).hexdigest() if found else ""


_known_digest_of = cache(_digest_of)
