"""Take the pictures of the site for the tour anew, or of every page to look at.

    .venv/bin/python tools/make_site_pictures.py [NAME ...]     docs/pictures/site-NAME.png
    .venv/bin/python tools/make_site_pictures.py --all FOLDER   every page, at 360 and 1280 px, in English and Arabic
    .venv/bin/python tools/make_site_pictures.py --all FOLDER --dark   the same in dark

The shipped pack is loaded by `headway demo` into a folder that is removed afterwards; the reader is of the core team.
It needs Chromium (tools/find_browser.py says where it looks) and ImageMagick's convert.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench_pages import TELL, served, wait_for
from find_browser import ARGUMENTS, find_browser
from make_pictures import LARGEST, reduce_colours

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "pictures"
CAMPAIGN = "stop-torture"
PHONE, DESK = (360, 740), (1280, 900)
DOTS = 2


@dataclass(frozen=True)
class Shot:
    """One picture: what is opened, how large the window is, and what is done before it is taken."""

    address: str
    size: tuple[int, int] = DESK
    language: str = "en"
    dark: bool = False
    before: Callable[[Any], None] = lambda page: None


def _at(selector: str, above: int = 24) -> Callable[[Any], None]:
    """Scroll until the element stands near the top of the window."""

    def scroll(page: Any) -> None:
        found = page.locator(selector).first
        found.evaluate(f"e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - {above})")
        page.wait_for_timeout(150)

    return scroll


def _address(rest: str) -> str:
    return f"/c/{CAMPAIGN}/{rest}"


SHOTS: dict[str, Shot] = {
    "overview": Shot(_address(""), (1280, 980)),
    "country": Shot(_address("countries/mexico/"), (1280, 1000), before=_at("#moved, [id*=moved]")),
    "outcome": Shot(_address("outcomes/medina-charge-illegal/"), (1280, 1330)),
    "training": Shot(_address("activities/poland-training-sessions/"), (1280, 1000)),
    "number": Shot(_address("facts/published:launch-online-hits/"), (1280, 760)),
    "phone": Shot(_address("outcomes/"), PHONE, "ar", dark=True),
}


@contextmanager
def studio() -> Iterator[tuple[str, dict[str, Any]]]:
    """The demo, served; its address and what `bench_people` tells of it."""
    with tempfile.TemporaryDirectory(prefix="headway-pictures-") as folder:
        home = Path(folder, "home")
        environment = os.environ | {"HEADWAY_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
        environment["DJANGO_SETTINGS_MODULE"] = "headway.settings"
        subprocess.run(
            [sys.executable, "-m", "headway", "demo", "--no-serve"], env=environment, check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        code = TELL.format(tools=str(ROOT / "tools"), campaign=CAMPAIGN, only=[])
        told = subprocess.run(
            [sys.executable, "-c", code], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
        with served(home, "serve") as (port, _):
            wait_for(port, "/healthz")
            yield f"http://127.0.0.1:{port}", json.loads(told.stdout.splitlines()[-1])


@contextmanager
def browsing(url: str, cookies: dict[str, str]) -> Iterator[Callable[..., Any]]:
    """`open_page(shot)`: a page of the reader's browser as the shot wants it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
        contexts: dict[tuple[str, bool], Any] = {}

        def open_page(shot: Shot) -> Any:
            kind = (shot.language, shot.dark)
            if kind not in contexts:
                context = browser.new_context(
                    locale=shot.language, device_scale_factor=DOTS, color_scheme="dark" if shot.dark else "light",
                    reduced_motion="reduce",
                )  # fmt: skip
                context.add_cookies(
                    [{"name": name, "value": value, "url": url} for name, value in cookies.items()]
                )
                contexts[kind] = context.new_page()
            page = contexts[kind]
            page.set_viewport_size({"width": shot.size[0], "height": shot.size[1]})
            page.goto(url + shot.address, wait_until="networkidle")
            shot.before(page)
            return page

        yield open_page
        browser.close()


def take(wanted: list[str]) -> int:
    """The pictures of the tour."""
    if unknown := sorted(set(wanted) - set(SHOTS)):
        print(f"no picture is called {', '.join(unknown)}; there is {', '.join(SHOTS)}")
        return 2
    with (
        studio() as (url, told),
        browsing(url, told["cookies"]) as open_page,
        tempfile.TemporaryDirectory() as folder,
    ):
        for name in wanted or SHOTS:
            raw = Path(folder, f"{name}.png")
            open_page(SHOTS[name]).screenshot(path=raw)
            size = reduce_colours(raw, TARGET / f"site-{name}.png")
            print(f"site-{name}.png {size:,} bytes")
            if size > LARGEST:
                return 1
    return 0


def take_all(folder: Path, only: list[str], *, dark: bool = False) -> int:
    """Every page whole, to be looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    with studio() as (url, told), browsing(url, told["cookies"]) as open_page:
        for name, address, _ in told["pages"]:
            if only and name not in only:
                continue
            for language in ("en", "ar"):
                for size in (PHONE, DESK):
                    page = open_page(Shot(address, size, language, dark))
                    file = f"{name}-{language}-{size[0]}{'-dark' if dark else ''}.png"
                    page.screenshot(path=folder / file, full_page=True, scale="css")
            print(name, flush=True)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*")
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    parser.add_argument("--dark", action="store_true", help="with --all: as a reader of dark pages sees them")
    given = parser.parse_args()
    raise SystemExit(take_all(given.all, given.names, dark=given.dark) if given.all else take(given.names))
