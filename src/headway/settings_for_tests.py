"""The settings under which tests run: the ordinary ones, in a home of their own that goes when the tests end."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="headway-tests-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["HEADWAY_HOME"] = str(_home)

from headway.settings import *  # noqa: E402, F403
from headway.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in service: an in-memory database has other locks.
    DATABASES["default"]["TEST"] = {"NAME": str(_home / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
