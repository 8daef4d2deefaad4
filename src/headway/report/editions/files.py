"""Where rendered reports lie: under the digest of their facts and the code that renders them.

A folder of `editions` is named by the facts, by the edition or else the profile, and by the code: whatever changes one of
these makes a new folder, and old ones may be removed at any time. What shows the present state is found by a small file
that says for one end of the log which digest its facts have, so that whoever serves need not read them.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from headway import __version__
from headway.audit.queries import last_change

FORMS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# As it is read on the site: every page of it in one file.
PAGES = "pages"
_CONTENT_TYPES = {**FORMS, PAGES: "application/zip"}
LANGUAGES = ("en", "fr", "es", "ar")
PUBLIC, INTERNAL = "public", "internal"
KEPT = 3
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True)
class Rendered:
    """One file of a report; HTML has a compressed twin beside it."""

    path: Path
    content_type: str

    @property
    def packed(self) -> Path:
        return self.path.with_name(self.path.name + ".gz")

    @property
    def mark(self) -> str:
        """Changes with what the file holds."""
        return self.path.with_name(self.path.name + ".sha256").read_text()

    def policy(self) -> str:
        """The policy under which the page works: its own style sheets and nothing else."""
        return policy_of(self.path.read_bytes())


def policy_of(page: bytes) -> str:
    """The policy under which a page works that holds all it needs: its own style sheets and nothing else."""
    sheets = _STYLE.findall(page)
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'" for text in sheets
    )
    styles = f"style-src {hashes}; " if hashes else ""
    return f"default-src 'none'; {styles}base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@dataclass(frozen=True)
class Order:
    """A file that somebody wants: of a frozen edition (`number`, and the digest of its facts), or of the present state."""

    campaign: str
    language: str
    form: str
    profile: str = PUBLIC
    number: int = 0
    digest: str = ""

    def rendered(self) -> Rendered | None:
        """The file, where it lies on the disk."""
        mark = self.digest or _pointed_at(self.campaign, self.profile)[0]
        found = self.place(mark) if mark else None
        return found if found is not None and found.path.exists() else None

    def place(self, mark: str) -> Rendered:
        """Where the file lies; `mark` changes with all that it is made of."""
        of = f"edition{self.number}" if self.number else self.profile
        folder = home() / self.campaign / f"{mark[:24]}-{of}-{_code()}"
        return Rendered(folder / f"{self.language}.{self.form}", _CONTENT_TYPES[self.form])


def of_edition(edition: Any, language: str, form: str) -> Order:
    """A file of a frozen edition."""
    return Order(edition.campaign.key, language, form, PUBLIC, edition.number, edition.digest)


def of_now(campaign: Any, language: str, form: str, profile: str) -> Order:
    """A file of the present state, as this profile may show it."""
    return Order(campaign.key, language, form, profile)


def home() -> Path:
    found: Path = settings.HEADWAY_HOME
    return found / "editions"


def digest_now(campaign: str, profile: str) -> str:
    """The digest of the facts as they stand, where somebody has had them rendered; else empty: to find it, all must be read."""
    return _pointed_at(campaign, profile)[1]


def _pointed_at(campaign: str, profile: str) -> tuple[str, str]:
    """The mark of all that the present state is made of, and the digest of its facts."""
    try:
        mark, _space, digest = _pointer(campaign, profile, *last_change()).read_text().partition(" ")
    except OSError:
        return "", ""
    return mark, digest


def _pointer(campaign: str, profile: str, seq: int, link: str) -> Path:
    return home() / campaign / f".{profile}-{seq}-{link[:16]}"


def keep(order: Order, content: bytes, mark: str) -> Rendered:
    """Put a file in its place, whole."""
    rendered = order.place(mark)
    rendered.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if order.form == "html":
        _write(rendered.packed, gzip.compress(content, 9, mtime=0))
    digest = hashlib.sha256(content).hexdigest()[:32]
    _write(rendered.path.with_name(rendered.path.name + ".sha256"), digest.encode())
    # Last, since its being there says that all is there.
    _write(rendered.path, content)
    _forget_old(rendered.path.parent)
    return rendered


def point(order: Order, mark: str, digest: str, read_at: tuple[int, str]) -> None:
    """Remember of what the present state is made; `read_at` is the end of the log when that was read."""
    pointer = _pointer(order.campaign, order.profile, *read_at)
    for older in pointer.parent.glob(f".{order.profile}-*"):
        older.unlink(missing_ok=True)
    _write(pointer, f"{mark} {digest}".encode())


def _write(path: Path, content: bytes) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.replace(draft, path)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise


def _forget_old(folder: Path) -> None:
    """Keep the newest few of each sort, so that an answer under way finds its file."""
    sort = _sort(folder)
    others = [path for path in folder.parent.iterdir() if path != folder and _sort(path) == sort]
    others.sort(key=lambda path: path.stat().st_mtime)
    for path in others[: max(0, len(others) - KEPT + 1)]:
        shutil.rmtree(path, ignore_errors=True)


def _sort(folder: Path) -> str:
    """What the folder is of: all editions are alike."""
    parts = folder.name.split("-")
    return re.sub(r"\d+$", "", parts[1]) if len(parts) > 1 and not folder.name.startswith(".") else ""


@cache
def _code() -> str:
    """Changes with the code and the catalogs that render reports, so that an upgrade shows its own rendering."""
    package = Path(__file__).parents[2]
    digest = hashlib.sha256(__version__.encode())
    for room in ("report", "charts", "lib", "locale"):
        for path in sorted((package / room).rglob("*")):
            if path.suffix in {".py", ".css", ".typ", ".json", ".mo"}:
                found = path.stat()
                digest.update(f"{path.relative_to(package)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:12]
