"""While somebody writes an outcome the page says what is missing, and what is on record already; without scripts it says so when asked."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from .conftest import new_context
from .served import Served

FORM = "/c/stop-torture/outcomes/new/"
KNOWN = "Germany postpones its security agreement with Mexico"
SAID = "The Minister of the Interior put the planned security agreement with Mexico off, to reach higher human rights standards."


def opened(browser: Any, served: Served, *, script: bool = True) -> Any:
    context = new_context(browser, served, "campaigner", script=script)
    page = context.new_page()
    page.goto(served.url + FORM)
    return page


def fill(page: Any) -> None:
    page.fill("#id_name", "Germany puts its security agreement off")
    page.fill("#id_statement", SAID)
    page.fill("#id_actor", "German Minister of the Interior")
    page.fill("#id_when", "October 2014")
    page.select_option("#id_country", "DE")


@pytest.mark.parametrize("script", [True, False])
def test_a_vague_statement_becomes_precise_and_the_same_change_is_named(
    script: bool, browser: Any, served: Served
) -> None:
    page = opened(browser, served, script=script)
    expect(page.locator("#asked .reason-good")).to_have_count(0)
    fill(page)
    if not script:
        page.get_by_role("button", name="Check what I wrote").click()
    expect(page.locator("#asked .reason-good")).to_have_count(4)
    expect(page.locator("#alike").get_by_role("link", name=KNOWN)).to_be_visible()
    expect(page.locator("#id_statement")).to_have_value(SAID)
    page.context.close()


def test_what_is_typed_is_kept_for_later_by_itself(browser: Any, served: Served) -> None:
    page = opened(browser, served)
    page.fill("#id_name", "A gate was opened")
    page.get_by_text("Draft saved").wait_for()
    page.goto(f"{served.url}/c/stop-torture/drafts/")
    page.get_by_role("link", name="A gate was opened").click()
    expect(page.locator("#id_name")).to_have_value("A gate was opened")
    page.context.close()
