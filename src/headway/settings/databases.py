"""Which database: SQLite in the home folder, or PostgreSQL by DATABASE_URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

SQLITE_FILE = "headway.sqlite3"
# WAL lets readers go on while one writes; secure_delete overwrites what a restricted record leaves behind.
SQLITE_START = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA secure_delete=ON;"
    "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-8000;"
)
# Opening SQLite costs several milliseconds, since it reads the whole schema: a thread keeps what it has opened. While it is
# kept, a restore finds the file in use and says so.
KEPT_SECONDS = 60
POSTGRESQL = ("postgres://", "postgresql://")
_ONLY = "setting DATABASE_URL: only postgres://… is understood; leave it empty for SQLite"


def database(url: str, home: Path, lock_wait: float) -> dict[str, Any]:
    """Django's entry for `DATABASES`; raise HeadwayError for a URL that names no database we know."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(home / SQLITE_FILE),
            "CONN_MAX_AGE": KEPT_SECONDS,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": lock_wait, "init_command": SQLITE_START},
        }
    try:
        entry = dict(dj_database_url.parse(url, conn_max_age=KEPT_SECONDS, conn_health_checks=True))
    except (ValueError, dj_database_url.ParseError) as error:
        if not url.startswith(POSTGRESQL):
            raise HeadwayError(_ONLY) from None
        raise HeadwayError(
            say("setting DATABASE_URL: {error}", error=_without_secret(str(error), url))
        ) from None
    if entry["ENGINE"] != "django.db.backends.postgresql":
        raise HeadwayError(_ONLY)
    return entry


def _without_secret(text: str, url: str) -> str:
    return text.replace(url, "the address given")
