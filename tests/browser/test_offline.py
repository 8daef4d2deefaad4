"""Forms that are written without a connection wait on the device, for one person, and arrive exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import expect

from headway.web.tests.site import PASSWORD

from .conftest import LONGEST_MS, new_context
from .looking import PHONE
from .served import Served

RECORD = "/c/stop-torture/record/"
FORM = f"{RECORD}?kind=public-event"
WAITING = "/waiting/"
HELD = """() => new Promise(done => {
  indexedDB.open("headway", 1).onsuccess = event => {
    const stores = event.target.result.objectStoreNames;
    if (!stores.contains("forms")) return done(0);
    event.target.result.transaction("forms").objectStore("forms").count().onsuccess = found => done(found.target.result);
  };
})"""
# A condition that is awaited would hold at once where the browser is asked for it again and again.
KEPT_HERE = """async longest => {
  const person = document.getElementById("device").dataset.person, began = Date.now();
  while ((await device.all(person)).length !== 1) {
    if (Date.now() - began > longest) throw new Error("nothing is kept");
    await new Promise(done => setTimeout(done, 50));
  }
}"""
QUEUED = KEPT_HERE.replace(".length !== 1", ".filter(form => form.state === 'waiting').length !== 1")
BROKEN_STORAGE = """
  const refuse = () => broken === "rejects" ? Promise.reject(new DOMException("no", "SecurityError")) : new Promise(() => {});
  if (broken === "is gone") for (const name of ["caches", "indexedDB"]) Object.defineProperty(self, name, { get() { throw new DOMException("no", "SecurityError"); } });
  else {
    for (const name of ["keys", "open", "delete", "match", "has"]) CacheStorage.prototype[name] = refuse;
    IDBFactory.prototype.open = () => { const asked = new EventTarget(); if (broken === "rejects") queueMicrotask(() => asked.onerror?.(new Event("error"))); return asked; };
  }
"""
KEPT = "() => document.documentElement.dataset.kept === 'yes'"


@pytest.fixture
def phone(browser: Any, served: Served) -> Iterator[Any]:
    """A section's campaigner on a phone, in Arabic."""
    context = new_context(browser, served, "campaigner", "ar")
    page = context.new_page()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(f"{served.url}{RECORD}?language=ar")
    page.wait_for_function(KEPT)
    yield context
    # The language stays with the session, which other tests share.
    connect(context)
    come_in(context, served, "campaigner")
    context.new_page().goto(f"{served.url}/?language=en")
    context.close()


def sign_in(page: Any, served: Served) -> None:
    """A sitting of its own, which can be ended without ending that of other tests."""
    page.goto(f"{served.url}/account/sign-in/")
    page.fill("[name=login]", "amina@movement.example")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#device").wait_for(state="attached")


def come_in(context: Any, served: Served, who: str) -> None:
    """Whoever was signed in on this device is not any more; this person is."""
    context.clear_cookies()
    found = served.cookies[who].items()
    context.add_cookies([{"name": name, "value": value, "url": served.url} for name, value in found])


def cut_off(context: Any) -> None:
    """No connection; what a page sends while it closes would pass a browser's own switch for it."""
    context.set_offline(True)
    context.route("**/record/**", _lose)


def _lose(route: Any) -> None:
    if route.request.method == "POST":
        route.abort("internetdisconnected")
    else:
        route.fallback()


def connect(context: Any) -> None:
    context.unroute("**/record/**")
    context.set_offline(False)


def write(context: Any, served: Served, name: str) -> Any:
    page = context.new_page()
    page.goto(served.url + FORM)
    page.fill("#id_name", name)
    page.fill("#id_when", "2014-10")
    return page


def picture(name: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (80, 60), (len(name), 80, 120)).save(made, "PNG")
    return made.getvalue()


def found_by_the_core_team(browser: Any, served: Served, name: str, photos: int = 0) -> int:
    context = new_context(browser, served, "core_team")
    page = context.new_page()
    page.goto(f"{served.url}/c/stop-torture/activities/?q={quote(name)}")
    links = page.locator(".content a[href*='/activities/']", has_text=name).all()
    found = {link.get_attribute("href") for link in links}
    for address in found if photos else ():
        page.goto(served.url + str(address))
        expect(page.locator(".content img")).to_have_count(photos)
    context.close()
    return len(found)


def send(page: Any) -> None:
    page.locator("button[name=step][value=save]").click()


def test_two_activities_written_offline_outlive_the_tab_and_arrive_once(
    browser: Any, served: Served, phone: Any
) -> None:
    cut_off(phone)
    for name in ("Lanterns by the river", "Drums at the gate"):
        page = write(phone, served, name)
        assert page.locator("html").get_attribute("dir") == "rtl"
        page.set_input_files(
            "[name=photo]", {"name": "a.png", "mimeType": "image/png", "buffer": picture(name)}
        )
        send(page)
        page.wait_for_url(f"**{WAITING}")
        page.get_by_text(name).wait_for()
        page.close()
    again = phone.new_page()
    again.goto(served.url + WAITING)
    expect(again.locator("#waiting-list li")).to_have_count(2)
    connect(phone)
    expect(again.locator("#waiting-none")).to_be_visible()
    for name in ("Lanterns by the river", "Drums at the gate"):
        assert found_by_the_core_team(browser, served, name, photos=1) == 1


def test_two_tabs_that_come_back_at_once_send_each_form_once(
    browser: Any, served: Served, phone: Any
) -> None:
    cut_off(phone)
    page = write(phone, served, "Banner on the bridge")
    send(page)
    page.wait_for_url(f"**{WAITING}")
    other = phone.new_page()
    other.goto(served.url + WAITING)
    other.get_by_text("Banner on the bridge").wait_for()
    posts: list[str] = []
    phone.on("request", lambda asked: posts.append(asked.url) if asked.method == "POST" else None)
    connect(phone)
    for tab in (page, other):
        expect(tab.locator("#waiting-none")).to_be_visible()
    assert found_by_the_core_team(browser, served, "Banner on the bridge") == 1
    assert len([url for url in posts if "/record/" in url]) == 1


def test_a_form_that_another_tab_sent_first_is_shown_where_it_was_saved_all_the_same(
    browser: Any, served: Served, phone: Any
) -> None:
    other = phone.new_page()
    other.goto(served.url + WAITING)
    page = write(phone, served, "Flares on the wall")
    asked: list[Any] = []
    standing = other.locator("#device").get_attribute("data-standing")
    phone.route(f"**{standing}", lambda route: route.fallback() if asked else asked.append(route))
    # The other tab has the turn, and has not read yet what waits.
    with other.expect_request(f"**{standing}"):
        other.evaluate("where => { device.send(where); }", standing)
    send(page)
    other.evaluate(QUEUED, LONGEST_MS)
    asked[0].continue_()
    page.wait_for_url("**/activities/flares-on-the-wall-*/")
    assert found_by_the_core_team(browser, served, "Flares on the wall") == 1


def test_what_was_begun_offline_is_there_again(served: Served, phone: Any) -> None:
    cut_off(phone)
    page = write(phone, served, "Half a title")
    page.evaluate(KEPT_HERE, LONGEST_MS)
    page.close()
    listed = phone.new_page()
    listed.goto(served.url + WAITING)
    listed.locator("[data-do=open]").click()
    expect(listed.locator("#id_name")).to_have_value("Half a title")


def test_signing_out_says_what_is_lost_and_wipes_it(browser: Any, served: Served) -> None:
    context = new_context(browser, served, "nobody")
    page = context.new_page()
    sign_in(page, served)
    page.goto(served.url + RECORD)
    page.wait_for_function(KEPT)
    cut_off(context)
    page = write(context, served, "Told to nobody")
    page.evaluate(KEPT_HERE, LONGEST_MS)
    page.close()
    connect(context)
    page = context.new_page()
    page.goto(served.url + WAITING)
    page.get_by_text("Told to nobody").wait_for()
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    page.locator("details.person summary").click()
    with page.expect_navigation(url=lambda url: WAITING not in url):
        page.locator("header form[action$='/sign-out/'] button").click()
    assert "1" in said[0]
    assert page.evaluate(HELD) == 0
    assert not page.evaluate(
        "async () => (await caches.keys()).filter(name => name.startsWith('pages-')).length"
    )
    context.close()


def test_an_expired_sign_in_keeps_what_waits(browser: Any, served: Served, phone: Any) -> None:
    cut_off(phone)
    page = write(phone, served, "Candles in the square")
    send(page)
    page.wait_for_url(f"**{WAITING}")
    cookies = phone.cookies()
    phone.clear_cookies()
    connect(phone)
    expect(page.locator("#waiting-sign-in")).to_be_visible()
    phone.add_cookies(cookies)
    page.reload()
    expect(page.locator("#waiting-none")).to_be_visible()
    assert found_by_the_core_team(browser, served, "Candles in the square") == 1


def test_somebody_else_on_the_device_sees_nothing_of_it(served: Served, phone: Any) -> None:
    cut_off(phone)
    page = write(phone, served, "Mine alone")
    send(page)
    page.wait_for_url(f"**{WAITING}")
    come_in(phone, served, "core_team")
    connect(phone)
    other = phone.new_page()
    other.goto(served.url + WAITING)
    expect(other.locator("#waiting-none")).to_be_visible()
    assert not other.get_by_text("Mine alone").count()


@pytest.mark.parametrize("broken", ["rejects", "never answers", "is gone"])
def test_signing_out_goes_on_where_the_storage_of_the_device_does_not(
    broken: str, browser: Any, served: Served
) -> None:
    context = new_context(browser, served, "nobody")
    page = context.new_page()
    sign_in(page, served)
    page.add_init_script(f"const broken = {broken!r};{BROKEN_STORAGE}")
    page.goto(served.url + WAITING)
    page.locator("details.person summary").click()
    with page.expect_navigation(url=lambda url: WAITING not in url):
        page.locator("header form[action$='/sign-out/'] button").click()
    assert page.goto(served.url + WAITING).url != served.url + WAITING
    context.close()
