"""From sign-in to an activity that is sent, over a slow link; and the form with two thousand cases and partners to choose from.

    .venv/bin/python tools/bench_form.py

A browser of its own signs in by password, opens the form, fills it in as fast as a script can, and sends it, over 400 kbit/s
with 400 ms there and back (Chromium's own emulation). The second time the browser has been here before. Floor: an empty page
of the same server over the same link takes one way there and back.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench_pages import environment_of, served, wait_for
from find_browser import ARGUMENTS, find_browser

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
CAMPAIGN, PEOPLE, AIM_KB = "stop-torture", 2_000, 60
PASSWORD = "bells at noon by the river"
# Run in the home that is measured: one campaigner, and as many cases and partners as nobody has.
PREPARE = """
import django
django.setup()
from headway.engage.actions import keep_engagement
from headway.engage.rows import CaseRow, PartnerRow
from headway.collect.queries import offices_reporting
from headway.exchange.packs import load_pack
from headway.movement.actions import ensure_operator
from headway.movement.models import Grant, User
from headway.movement.rules import Role
from pathlib import Path
operator = ensure_operator()
campaign, _ = load_pack(Path({pack!r}), acting_user=operator)
office = offices_reporting(campaign, operator).first()
person = User.objects.create(email="amina@movement.example", name="Amina")
person.set_password({password!r})
person.save()
Grant.objects.create(user=person, role=Role.CONTRIBUTOR, office=office)
if {number}:
    cases = [CaseRow(key=f"case-{{at}}", name=f"Person number {{at}} of the north", country="MX", summary="Held since spring.") for at in range({number})]
    partners = [PartnerRow(key=f"partner-{{at}}", name=f"Union {{at}} of the harbour", partner_kind="ngo") for at in range({number})]
    keep_engagement(campaign, cases, acting_user=operator)
    keep_engagement(campaign, partners, acting_user=operator)
"""


class Wire:
    """What came over the link to a page, as the browser itself counts it."""

    def __init__(self, page: Any) -> None:
        self.bytes = self.requests = 0
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.loadingFinished", self._came)

    def slow(self) -> None:
        self.session.send("Network.emulateNetworkConditions", SLOW)

    def _came(self, told: dict[str, Any]) -> None:
        self.bytes += int(told["encodedDataLength"])
        self.requests += 1

    def since(self) -> tuple[int, int]:
        told = self.bytes, self.requests
        self.bytes = self.requests = 0
        return told


def prepare(home: Path, number: int) -> None:
    pack = str(Path(__file__).resolve().parents[1] / "src" / "headway" / "packs" / CAMPAIGN)
    code = PREPARE.format(pack=pack, password=PASSWORD, number=number)
    for command in (("-m", "headway", "upgrade"), ("-c", code)):
        subprocess.run([sys.executable, *command], env=environment_of(home), check=True, stdout=subprocess.DEVNULL)  # fmt: skip


def send_one(page: Any, url: str, wire: Wire, *, signed_in: bool) -> None:
    """All that a person does, step by step, each with its seconds, bytes and requests."""
    began = time.perf_counter()
    steps = []

    def step(name: str) -> None:
        nonlocal began
        steps.append((name, time.perf_counter() - began, *wire.since()))
        began = time.perf_counter()

    wire.since()
    if not signed_in:
        page.goto(f"{url}/account/sign-in/", wait_until="domcontentloaded")
        step("the page to sign in")
        sign_in(page)
        step("signed in, at home")
    page.goto(f"{url}/c/{CAMPAIGN}/record/?kind=public-event", wait_until="domcontentloaded")
    step("the form is open")
    page.fill("#id_name", f"Bells {time.time_ns()}")
    page.fill("#id_when", "2014-10")
    page.locator("button[name=step][value=save]").click()
    page.wait_for_url("**/activities/**", wait_until="domcontentloaded")
    step("sent, and its page is there")
    for name, seconds, size, requests in steps:
        told(name, seconds, size, requests)
    told(
        "all of it", sum(one[1] for one in steps), sum(one[2] for one in steps), sum(one[3] for one in steps)
    )


def sign_in(page: Any) -> None:
    """Fill in the open page to sign in, and wait until the person is at home."""
    page.fill("[name=login]", "amina@movement.example")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#device").wait_for(state="attached")


def told(name: str, seconds: float, size: int, requests: int) -> None:
    print(f"  {name:30} {seconds:7.1f} s {size / 1000:8.1f} KB {requests:4} requests")


def over_a_slow_link(browser: Any, url: str) -> None:
    # The link is emulated for the page alone: what a worker fetches would come past it, and past the count.
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    context.set_default_timeout(120_000)
    page = context.new_page()
    wire = Wire(page)
    wire.slow()
    began = time.perf_counter()
    page.goto(f"{url}/healthz")
    print(f"  {'an empty page (floor)':30} {time.perf_counter() - began:7.1f} s")
    print("the first time:")
    send_one(page, url, wire, signed_in=False)
    print("another activity:")
    send_one(page, url, wire, signed_in=True)
    context.close()


def with_many_to_choose(browser: Any, url: str) -> None:
    context = browser.new_context()
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(f"{url}/account/sign-in/")
    sign_in(page)
    fresh = browser.new_context(storage_state=context.storage_state(), service_workers="block")
    page = fresh.new_page()
    wire = Wire(page)
    began = time.perf_counter()
    page.goto(f"{url}/c/{CAMPAIGN}/record/?kind=public-event", wait_until="load")
    seconds = time.perf_counter() - began
    size, requests = wire.since()
    print(
        f"  first load {size / 1000:.1f} KB in {requests} requests, {seconds:.2f} s (aim: at most {AIM_KB} KB)\n"
    )


def main() -> None:
    path = find_browser()
    if not path:
        print("the form was not measured: there is no Chromium")
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(prefix="headway-bench-form-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        for number, title, look in (
            (0, "an activity over 400 kbit/s and 400 ms", over_a_slow_link),
            (PEOPLE, f"the form with {PEOPLE:,} cases and partners", with_many_to_choose),
        ):
            home = Path(folder) / str(number)
            prepare(home, number)
            with served(home, "serve", "--no-tasks") as (port, _):
                wait_for(port, "/healthz")
                print(title)
                look(browser, f"http://127.0.0.1:{port}")
        browser.close()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    main()
