"""Where a Chromium of this machine is: tests and pictures use the system's own, since none is downloaded."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# The machine of a test may be without network, a sandbox or a graphics card.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def find_browser() -> str:
    """Path of the browser, or "" where there is none; HEADWAY_TEST_BROWSER names another."""
    if given := os.environ.get("HEADWAY_TEST_BROWSER", ""):
        return given
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return next((place for place in PLACES if Path(place).exists()), "")
