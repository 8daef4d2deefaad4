"""Reports as files, rendered once and kept on disk under the digest of their facts.

A folder of `editions` is named by the facts, the profile and the code that renders them: whatever changes one of these
makes a new folder, and old ones may be removed at any time. What the site publishes is always of the public profile;
editions of the internal one stand in folders of their own and are served to people who may have them.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from headway import __version__
from headway.audit.queries import last_change
from headway.movement.actions import OPERATOR
from headway.movement.queries import system_actor
from headway.plan.queries import campaign_by_key, visible_campaigns

FORMS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
LANGUAGES = ("en", "fr", "es", "ar")
PUBLIC, INTERNAL = "public", "internal"
KEPT = 3
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_known_digests: dict[tuple[str, str, int, str], str] = {}
_locks: dict[Path, threading.Lock] = {}
_locks_lock = threading.Lock()


@dataclass(frozen=True)
class Edition:
    """One file of a published report; HTML has a compressed twin beside it."""

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
        sheets = _STYLE.findall(self.path.read_bytes())
        hashes = " ".join(
            f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'" for text in sheets
        )
        styles = f"style-src {hashes}; " if hashes else ""
        return f"default-src 'none'; {styles}base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def publisher() -> Any:
    """As whom the site reads what it publishes; None before anything was loaded."""
    return system_actor(OPERATOR)


def published_campaigns() -> list[Any]:
    """Every campaign whose report the site shows."""
    return list(visible_campaigns(publisher()))


def published_campaign(key: str) -> Any:
    return campaign_by_key(key, publisher())


def edition_of(campaign: Any, language: str, form: str, profile: str = PUBLIC) -> Edition:
    """The report as it stands now, from disk or rendered; two that ask at once wait for one rendering."""
    folder = _folder_of(campaign, profile)
    edition = Edition(folder / f"{language}.{form}", FORMS[form])
    with _lock_of(edition.path):
        if not edition.path.exists():
            _render(campaign, language, form, edition, profile)
            _forget_old(folder)
    return edition


def digest_now(campaign: Any, profile: str = PUBLIC) -> str:
    """The digest of the facts as they stand, where it is known already; else empty: to find it, all must be read."""
    return _known_digests.get((campaign.key, profile, *last_change()), "")


def _folder_of(campaign: Any, profile: str) -> Path:
    home: Path = settings.HEADWAY_HOME
    seq, link = last_change()
    key: str = campaign.key
    digest = _digest_at(key, seq, link, profile)
    _known_digests[key, profile, seq, link] = digest
    while len(_known_digests) > 64:
        _known_digests.pop(next(iter(_known_digests)))
    return home / "editions" / key / f"{digest[:24]}-{profile}-{_code()}"


@lru_cache(maxsize=64)
def _digest_at(key: str, seq: int, link: str, profile: str) -> str:
    """The digest of the facts, computed anew only where something was written since."""
    from headway.report.facts import Profile, collect_facts

    return collect_facts(campaign_by_key(key, publisher()), Profile(profile)).digest()


@cache
def _code() -> str:
    """Changes with the code and the catalogs that render reports, so that an upgrade shows its own rendering."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256(__version__.encode())
    for room in ("report", "charts", "lib", "locale"):
        for path in sorted((package / room).rglob("*")):
            if path.suffix in {".py", ".css", ".typ", ".json", ".mo"}:
                found = path.stat()
                digest.update(f"{path.relative_to(package)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:12]


def _render(campaign: Any, language: str, form: str, edition: Edition, profile: str) -> None:
    from headway.report.build import build_report

    built: Callable[..., dict[str, bytes]] = build_report
    files = built(campaign.key, acting_user=publisher(), language=language, profile=profile, formats=(form,))
    content = next(content for name, content in files.items() if name.endswith(f".{form}"))
    edition.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if form == "html":
        _write(edition.packed, gzip.compress(content, 9, mtime=0))
    _write(
        edition.path.with_name(edition.path.name + ".sha256"),
        hashlib.sha256(content).hexdigest()[:32].encode(),
    )
    # Last, since its being there says that all is there.
    _write(edition.path, content)


def _write(path: Path, content: bytes) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.replace(draft, path)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise


def _forget_old(folder: Path) -> None:
    """Keep the newest few of each profile, so that an answer under way finds its file."""
    profile = folder.name.split("-")[1:2]
    alike = [path for path in folder.parent.iterdir() if path.name.split("-")[1:2] == profile]
    others = sorted((path for path in alike if path != folder), key=lambda path: path.stat().st_mtime)
    for path in others[: max(0, len(others) - KEPT + 1)]:
        shutil.rmtree(path, ignore_errors=True)


def _lock_of(path: Path) -> threading.Lock:
    with _locks_lock:
        if len(_locks) > 200:
            for idle in [known for known, lock in _locks.items() if not lock.locked()]:
                del _locks[idle]
        return _locks.setdefault(path, threading.Lock())
