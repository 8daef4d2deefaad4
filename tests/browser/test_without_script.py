"""With JavaScript switched off everything that people come for still works: links, forms, lists, search, languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from headway.web.tests.site import PASSWORD

from .conftest import new_context
from .looking import Look
from .served import Served


@pytest.fixture
def reader(look_as: Callable[..., Look]) -> Look:
    return look_as("reader", script=False)


@pytest.mark.parametrize("script", [True, False])
def test_signing_in_leads_to_where_one_wanted_to_go(script: bool, browser: Any, served: Served) -> None:
    context = new_context(browser, served, "a stranger", script=script)
    look = Look(context.new_page(), urlsplit(served.url).netloc)
    wanted = served.addresses["outcome"][1]
    assert look.open(wanted) == 200
    assert "next=" in look.page.url
    page = look.page
    page.locator("main input[type=email]").fill("emeka@movement.example")
    page.locator("main input[type=password]").fill("wrong wrong wrong")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    assert page.locator("main input[type=email]").input_value() == "emeka@movement.example"
    page.locator("main input[type=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{wanted}")
    assert page.locator("h1").count() == 1
    page.locator("header details.person summary").click()
    # What waits on the device is asked for before the form goes: the page is left a moment after the press.
    with page.expect_navigation():
        page.locator("header details.person form button").click()
    look.open(wanted)
    assert "next=" in page.url
    assert [said for said in look.complaints if "400" not in said] == []
    context.close()


def test_from_the_start_page_to_a_record(reader: Look, served: Served) -> None:
    page = reader.page
    reader.open("/")
    for way in (
        "main a[href$='/c/stop-torture/']", "header nav a[href$='/outcomes/']", "main a[href*='/outcomes/']",
    ):  # fmt: skip
        with page.expect_navigation():
            page.locator(way).first.click()
    assert urlsplit(page.url).path.count("/") == 5
    assert page.locator("h1").count() == 1
    assert page.locator("nav[aria-label] a").count() > 0


@pytest.mark.parametrize("name", ["activities", "outcomes", "cases", "targets", "partners", "opportunities"])
def test_a_list_is_filtered_and_the_filter_stands_in_the_address(
    name: str, reader: Look, served: Served
) -> None:
    page = reader.page
    reader.open(served.addresses[name][1])
    form = page.locator("main form[method=get], main form:not([method])").first
    if form.locator("select").count():
        select = form.locator("select").first
        value = select.locator("option:not([value=''])").first.get_attribute("value")
        _open_around(select)
        select.select_option(value)
        chosen = f"{select.get_attribute('name')}={value}"
    else:
        box = form.locator("input[type=checkbox], input[type=radio]").nth(1)
        _open_around(box)
        box.check()
        chosen = f"{box.get_attribute('name')}={box.get_attribute('value')}"
    form.locator("button[type=submit], button:not([type])").first.click()
    page.wait_for_url(f"**{chosen}**")
    assert page.locator("h1").count() == 1


def _open_around(field: Any) -> None:
    """Open the folds in which a field stands, from the outermost on, as far as they are shut."""
    folds = field.locator("xpath=ancestor::details[not(@open)]")
    for fold in folds.all() if not field.is_visible() else ():
        summary = fold.locator("> summary")
        if summary.is_visible():
            summary.click()


def test_the_search_is_a_form(reader: Look) -> None:
    page = reader.page
    reader.open("/")
    page.locator("header form[role=search] input[name=q]").fill("Poland")
    page.locator("header form[role=search] input[name=q]").press("Enter")
    page.wait_for_url("**q=Poland**")
    assert page.locator("main a").filter(has_text="Poland").count() > 0


def test_a_language_is_chosen_and_stays(browser: Any, served: Served) -> None:
    # A sitting of its own: the language stays with the session, and other tests share the reader's.
    context = new_context(browser, served, "a stranger", script=False)
    page = context.new_page()
    page.goto(f"{served.url}/account/sign-in/")
    page.locator("main input[type=email]").fill("emeka@movement.example")
    page.locator("main input[type=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    page.goto(f"{served.url}/")
    page.locator("#languages a[hreflang=ar]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    with page.expect_navigation():
        page.locator("main a").first.click()
    assert page.locator("html").get_attribute("lang") == "ar"
    page.locator("#languages a[hreflang=en]").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    context.close()


def test_the_menu_of_a_phone_opens(reader: Look, served: Served) -> None:
    page = reader.page
    reader.open(served.addresses["outcomes"][1])
    page.set_viewport_size({"width": 360, "height": 740})
    way = page.locator("header nav a[href$='/activities/']").first
    if not way.is_visible():
        page.locator("header details.fold > summary").first.click()
    way.click()
    page.wait_for_url("**/activities/")
