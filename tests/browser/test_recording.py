"""What is typed into the form of an activity outlives the tab, a sign-in that ran out, and a page without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from .conftest import new_context
from .served import Served

FORM = "/c/stop-torture/record/?kind=public-event"
DRAFTS = "/c/stop-torture/drafts/"


@pytest.fixture
def person(browser: Any, served: Served) -> Any:
    context = new_context(browser, served, "campaigner")
    yield context
    context.close()


def opened(context: Any, served: Served, address: str = FORM) -> Any:
    page = context.new_page()
    page.goto(served.url + address)
    return page


def comes(page: Any, wanted: Any) -> bool:
    """True once it stands on the page, which is loaded anew until it does."""
    for _ in range(200):
        if wanted.count():
            return True
        page.wait_for_timeout(250)
        page.reload()
    return False


def test_what_is_typed_is_saved_by_itself_and_waits_in_the_list(person: Any, served: Served) -> None:
    page = opened(person, served)
    page.fill("#id_name", "Lanterns on the quay")
    page.get_by_text("Draft saved").wait_for()
    page.close()
    again = opened(person, served, DRAFTS)
    again.get_by_role("link", name="Lanterns on the quay").click()
    assert again.input_value("#id_name") == "Lanterns on the quay"


def test_a_tab_that_is_closed_at_once_loses_nothing(person: Any, served: Served) -> None:
    page = opened(person, served)
    page.fill("#id_name", "Closed at once")
    page.close(run_before_unload=True)
    listed = opened(person, served, DRAFTS)
    if comes(listed, listed.get_by_text("Closed at once")):
        return
    # Nobody answered while the tab went: the device has it, and the list says so.
    listed.locator("#kept-here a").click()
    expect(listed.locator("#waiting-list")).to_contain_text("Closed at once")


def test_a_tab_that_is_closed_while_the_server_is_out_of_order_leaves_its_draft_on_the_device(
    person: Any, served: Served
) -> None:
    page = opened(person, served)
    person.route(
        "**/record/**",
        lambda route: route.fulfill(status=503) if route.request.method == "POST" else route.fallback(),
    )
    page.fill("#id_name", "Closed in vain")
    page.close(run_before_unload=True)
    listed = opened(person, served, DRAFTS)
    # The tab is on its way out while the list opens.
    assert comes(listed, listed.locator("#kept-here:visible"))
    expect(listed.locator("#kept-here b")).to_have_text("1")
    listed.locator("#kept-here a").click()
    expect(listed.locator("#waiting-list")).to_contain_text("Closed in vain")


def test_a_tab_that_is_closed_before_its_storage_is_open_leaves_its_draft_on_the_device(
    person: Any, served: Served
) -> None:
    page = person.new_page()
    # The storage of forms of this one tab never gets ready.
    page.add_init_script("IDBFactory.prototype.open = () => new EventTarget();")
    page.goto(served.url + FORM)
    person.route(
        "**/record/**",
        lambda route: route.fulfill(status=503) if route.request.method == "POST" else route.fallback(),
    )
    page.fill("#id_name", "Closed too early")
    page.fill("#id_when", "October 2014")
    page.close(run_before_unload=True)
    listed = opened(person, served, DRAFTS)
    assert comes(listed, listed.locator("#kept-here:visible"))
    listed.locator("#kept-here a").click()
    person.unroute("**/record/**")
    row = listed.locator("#waiting-list > *", has_text="Closed too early")
    row.locator("[data-do=open]").click()
    expect(listed.locator("#id_when")).to_have_value("October 2014")
    assert (
        listed.evaluate("() => Object.keys(localStorage).filter(key => key.startsWith('last-words'))") == []
    )


def test_what_is_typed_while_a_save_is_under_way_is_saved_after_it(person: Any, served: Served) -> None:
    page = opened(person, served)
    held: list[Any] = []

    def hold(route: Any) -> None:
        if b'name="step"\r\n\r\ndraft' in (route.request.post_data_buffer or b"") and not held:
            held.append(route)
        else:
            route.fallback()

    person.route("**/record/**", hold)
    page.fill("#id_name", "Slow")
    for _ in range(400):
        if held:
            break
        page.wait_for_timeout(50)
    page.fill("#id_name", "Slow link by night")
    page.wait_for_timeout(2_000)
    held[0].continue_()
    listed = opened(person, served, DRAFTS)
    assert comes(listed, listed.get_by_role("link", name="Slow link by night"))


def test_whoever_was_signed_out_keeps_the_form_and_saves_it_later(person: Any, served: Served) -> None:
    page = opened(person, served)
    page.fill("#id_name", "Vigil by night")
    page.fill("#id_when", "October 2014")
    cookies = person.cookies()
    person.clear_cookies()
    page.get_by_role("button", name="Save the activity").click()
    page.get_by_text("you may be offline or signed out").wait_for()
    assert page.input_value("#id_name") == "Vigil by night"
    person.add_cookies(cookies)
    page.get_by_role("button", name="Save the activity").click()
    page.wait_for_url("**/activities/vigil-by-night-*/")


def test_a_name_is_found_while_one_types_and_what_is_ticked_stays(person: Any, served: Served) -> None:
    page = opened(person, served)
    page.locator("[name=find-partners]").press_sequentially("a")
    page.locator("#at-partners [type=checkbox]").first.check()
    page.fill("[name=find-partners]", "no such name anywhere")
    expect(page.locator("#at-partners [type=checkbox]")).to_have_count(1)
    assert page.locator("#at-partners [type=checkbox]").is_checked()


def test_all_of_it_works_without_scripts(browser: Any, served: Served) -> None:
    context = new_context(browser, served, "campaigner", script=False)
    page = opened(context, served)
    page.fill("#id_name", "By hand")
    page.fill("[name=find-partners]", "a")
    with page.expect_navigation():
        page.locator("#at-partners").get_by_role("button", name="Look for it").click()
    assert page.locator("#at-partners [type=checkbox]").count() > 1
    lines = page.locator(".figure-line").count()
    with page.expect_navigation():
        page.get_by_role("button", name="Add another measure").click()
    expect(page.locator(".figure-line")).to_have_count(lines + 1)
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("link", name="By hand")).to_have_count(1)
    context.close()
