"""One server, one browser and one context a person and language, for all tests of this folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from .looking import DESK, Look
from .served import Served, serving

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

# How long a condition is waited for: machines that run many things at once are slow, and a test ends as soon as it holds.
LONGEST_MS = 90_000


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("browser") / "home") as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from find_browser import ARGUMENTS, find_browser

    path = find_browser()
    if not path:
        if os.environ.get("CI"):
            pytest.fail("no Chromium: run the tests by `make test`")
        pytest.skip("needs Chromium: `make test` installs it, or HEADWAY_TEST_BROWSER names one")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=LONGEST_MS)

    # Playwright keeps a loop running in this thread, in which Django would refuse to ask its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield found
        found.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def look_as(browser: Any, served: Served) -> Iterator[Callable[..., Look]]:
    """`look_as("reader", "ar")`: an open page of that person's browser; the same one is given out again."""
    contexts: dict[tuple[Any, ...], Look] = {}

    def give(who: str, language: str = "en", *, script: bool = True) -> Look:
        known = (who, language, script)
        if known not in contexts:
            context = new_context(browser, served, who, language, script=script)
            contexts[known] = Look(context.new_page(), urlsplit(served.url).netloc)
        contexts[known].page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        return contexts[known]

    yield give
    for look in contexts.values():
        look.page.context.close()


def new_context(browser: Any, served: Served, who: str, language: str = "en", *, script: bool = True) -> Any:
    """A browser of its own for this person: twice as many dots, so that 640 px wide is 1280 at 200 %."""
    context = browser.new_context(
        locale=language, java_script_enabled=script, device_scale_factor=2, reduced_motion="reduce",
        viewport={"width": DESK[0], "height": DESK[1]},
    )  # fmt: skip
    cookies = served.cookies.get(who, {})
    context.set_default_timeout(LONGEST_MS)
    context.add_cookies(
        [{"name": name, "value": value, "url": served.url} for name, value in cookies.items()]
    )
    return context
