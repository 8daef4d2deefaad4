"""What waits on a device meets a full storage, a refusal, somebody else's change, a lost answer: nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from .conftest import new_context
from .served import Served
from .test_offline import (
    KEPT,
    RECORD,
    WAITING,
    connect,
    cut_off,
    found_by_the_core_team,
    send,
    write,
)

ACTIVITIES = "/c/stop-torture/activities/"
FULL = """
  const put = IDBObjectStore.prototype.put;
  self.isFull = true;
  IDBObjectStore.prototype.put = function (...given) {
    if (self.isFull) throw new DOMException("no room", "QuotaExceededError");
    return put.apply(this, given);
  };
"""


@pytest.fixture
def device(browser: Any, served: Served) -> Iterator[Any]:
    """A campaigner whose device has the form already."""
    context = new_context(browser, served, "campaigner")
    page = context.new_page()
    page.goto(served.url + RECORD)
    page.wait_for_function(KEPT)
    yield context
    connect(context)
    context.close()


def lose_answers(context: Any) -> list[str]:
    """The server writes what it is sent, and nobody hears that it did; return the addresses that were asked."""
    asked: list[str] = []

    def lose(route: Any) -> None:
        if route.request.method != "POST" or b'name="step"\r\n\r\nsave' not in (
            route.request.post_data_buffer or b""
        ):
            route.fallback()
            return
        asked.append(route.request.url)
        route.fetch()
        route.abort("connectionreset")

    context.route("**/record/**", lose)
    return asked


def test_a_full_device_says_so_and_the_page_keeps_what_was_typed(
    browser: Any, served: Served, device: Any
) -> None:
    cut_off(device)
    page = device.new_page()
    page.add_init_script(FULL)
    page.goto(f"{served.url}{RECORD}?kind=public-event")
    page.fill("#id_name", "No room for it")
    page.fill("#id_when", "2014-10")
    expect(page.locator(".draft-said")).to_contain_text("no room left")
    send(page)
    expect(page.locator("button[name=step][value=save]")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".draft-said")).to_contain_text("no room left")
    assert page.input_value("#id_name") == "No room for it"
    page.evaluate("self.isFull = false")
    connect(device)
    send(page)
    page.wait_for_url("**/activities/no-room-for-it-*/")
    assert found_by_the_core_team(browser, served, "No room for it") == 1


def test_what_is_to_be_mended_waits_says_why_and_is_sent_once(
    browser: Any, served: Served, device: Any
) -> None:
    cut_off(device)
    page = write(device, served, "Mended by night")
    page.fill("#id_when", "some day or other")
    send(page)
    page.wait_for_url(f"**{WAITING}")
    connect(device)
    page.reload()
    expect(page.locator("#waiting-list .waiting-errors li")).to_contain_text("some day or other")
    expect(page.locator("#waiting-list .waiting-state")).to_contain_text("Needs mending")
    page.locator("[data-do=open]").click()
    expect(page.locator("#id_name")).to_have_value("Mended by night")
    expect(page.locator("#id_when")).to_have_value("some day or other")
    page.fill("#id_when", "2014-10")
    send(page)
    page.wait_for_url("**/activities/mended-by-night-*/")
    page.goto(served.url + WAITING)
    expect(page.locator("#waiting-none")).to_be_visible()
    assert found_by_the_core_team(browser, served, "Mended by night") == 1


def test_an_edit_after_a_lost_answer_changes_what_stands(browser: Any, served: Served, device: Any) -> None:
    page = write(device, served, "Bells that were not heard")
    asked = lose_answers(device)
    send(page)
    page.wait_for_url(f"**{WAITING}")
    row = page.locator("#waiting-list li")
    expect(row).to_have_count(1)
    row.locator("[data-do=open]").click()
    expect(page.locator("#id_name")).to_have_value("Bells that were not heard")
    page.fill("#id_name", "Bells that were heard")
    device.unroute("**/record/**")
    send(page)
    page.wait_for_url("**/activities/bells-that-were-not-heard-*/")
    expect(page.locator("h1")).to_contain_text("Bells that were heard")
    assert asked
    assert found_by_the_core_team(browser, served, "Bells that were heard") == 1
    assert found_by_the_core_team(browser, served, "Bells that were not heard") == 0


def test_a_clash_is_shown_and_neither_loses(browser: Any, served: Served, device: Any) -> None:
    page = write(device, served, "Two at once")
    page.fill("#id_story", "As it was.")
    lose_answers(device)
    send(page)
    page.wait_for_url(f"**{WAITING}")
    expect(page.locator("#waiting-list li")).to_have_count(1)
    other = new_context(browser, served, "core_team").new_page()
    other.goto(f"{served.url}{ACTIVITIES}?q=Two+at+once")
    other.locator(".content a[href*='/activities/']", has_text="Two at once").first.click()
    other.wait_for_url("**/activities/two-at-once-*/")
    other.goto(f"{other.url}change/")
    other.fill("#id_story", "As they saw it.")
    send(other)
    other.wait_for_url("**/activities/two-at-once-*/")
    page.locator("[data-do=open]").click()
    page.fill("#id_story", "As we saw it.")
    cut_off(device)
    send(page)
    page.wait_for_url(f"**{WAITING}")
    connect(device)
    page.reload()
    expect(page.locator("#waiting-list .waiting-state")).to_contain_text("Somebody else has changed the same")
    page.locator("[data-do=open]").click()
    expect(page.get_by_text("As they saw it.")).to_be_visible()
    expect(page.locator("#id_story")).to_have_value("As we saw it.")
    send(page)
    page.wait_for_url("**/activities/two-at-once-*/")
    expect(page.locator("main")).to_contain_text("As we saw it.")
    assert found_by_the_core_team(browser, served, "Two at once") == 1
    other.context.close()
