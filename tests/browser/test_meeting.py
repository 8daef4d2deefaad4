"""Two at a reflection meeting: what the scribe decides appears with whoever watches, without loading the page again."""

from __future__ import annotations

from typing import Any

from .conftest import new_context
from .served import Served

WITHIN_MS = 4_000
HERE = "/c/stop-torture/"


def test_the_verdict_of_the_scribe_appears_with_the_watcher(browser: Any, served: Served) -> None:
    scribe = new_context(browser, served, "core_team").new_page()
    scribe.goto(f"{served.url}{HERE}plan-a-meeting/")
    scribe.fill("#id_name", "Spring meeting")
    scribe.get_by_role("button", name="Save").click()
    meeting = scribe.url
    if not scribe.locator("button[value^='off=']").count():
        raise AssertionError("no outcome waits in the shipped campaign, so that nothing can be decided")
    scribe.goto(f"{meeting}screen/")
    watcher = new_context(browser, served, "reader").new_page()
    watcher.goto(f"{meeting}screen/")
    shown = watcher.locator("h1").inner_text()
    assert shown == scribe.locator("h1").inner_text()
    assert not watcher.locator("input[name=verdict]").count()
    loads = []
    watcher.on("load", lambda: loads.append(1))
    scribe.locator("input[name=verdict][value=needs-evidence]").check()
    scribe.fill("textarea[name=reason]", "One source is not enough.")
    scribe.get_by_role("button", name="Decide").click()
    watcher.locator("#given").get_by_text("One source is not enough.").wait_for(timeout=WITHIN_MS)
    assert not loads
    assert watcher.locator("h1").inner_text() == shown
    for page in (scribe, watcher):
        page.context.close()


def test_the_arrows_lead_from_one_outcome_to_the_next_and_words_are_typed_in_peace(
    browser: Any, served: Served
) -> None:
    page = new_context(browser, served, "core_team").new_page()
    page.goto(f"{served.url}{HERE}plan-a-meeting/")
    page.fill("#id_name", "Arrows")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{page.url}screen/")
    first = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: "at=" in url)
    second = page.url
    assert second != first
    page.keyboard.press("PageUp")
    page.wait_for_url(lambda url: url != second)
    if page.locator("textarea[name=reason]").count():
        here = page.url
        page.fill("textarea[name=reason]", "words")
        page.locator("textarea[name=reason]").press("ArrowRight")
        assert page.url == here
    page.context.close()
