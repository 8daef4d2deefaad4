"""With the keyboard alone: the way past the header, everything within reach, and one always sees where one is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from .looking import Look, opened
from .served import Served

# One page of each make: what is on all others is on one of these.
MAKES = ("home", "campaign", "framework", "outcomes", "outcome", "activities", "indicator", "case", "search", "account_login", "report-of", "people", "style")  # fmt: skip
MOST_STOPS = 400
_REACHABLE = """() => {
  const shown = e => e.checkVisibility({visibilityProperty: true, opacityProperty: false}) && !e.closest('[inert]');
  const open = e => { const d = e.closest('details:not([open])'); return !d || (e.tagName === 'SUMMARY' && e.parentElement === d); };
  const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')];
  const kept = all.filter(e => shown(e) && open(e) && !e.disabled && e.tabIndex >= 0 && !(e.type === 'radio' && !e.checked));
  kept.forEach((e, at) => { e.dataset.stop = at; });
  return kept.length;
}"""
_NAME = "n => document.querySelector(`[data-stop='${n}']`).outerHTML.slice(0, 120)"
_HERE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const ringed = x => { const s = getComputedStyle(x); return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none'; };
  const ring = ringed(e) || (e.parentElement && ringed(e.parentElement));
  const tall = document.querySelector('header.site');
  const head = tall && getComputedStyle(tall).position === 'sticky' ? tall.getBoundingClientRect().bottom : 0;
  const hidden = !e.closest('header') && box.bottom <= head;
  const line = e.getClientRects()[0] ?? box, part = e.closest('header, nav, form, section, aside, article, table, .rows, main, footer, dialog');
  const parts = [...document.querySelectorAll('header, nav, form, section, aside, article, table, .rows, main, footer, dialog')];
  return {
    stop: e.dataset.stop ?? null, ring, hidden, name: e.outerHTML.slice(0, 120), size: box.width * box.height,
    part: parts.indexOf(part), top: line.top + scrollY, bottom: line.bottom + scrollY, left: line.left, right: line.right,
  };
}"""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", MAKES)
def test_everything_on_a_page_is_reached_and_seen(
    name: str, language: str, served: Served, look_as: Callable[..., Look]
) -> None:
    look = opened(name, language, served, look_as)
    if look is None:
        return
    wanted = look.page.evaluate(_REACHABLE)
    stops = list(_tab_through(look.page))
    wrong = [f"no ring around {stop['name']}" for stop in stops if not stop["ring"]]
    wrong += [f"under the header: {stop['name']}" for stop in stops if stop["hidden"]]
    missed = set(map(str, range(wanted))) - {stop["stop"] for stop in stops}
    if len(stops) < MOST_STOPS:
        wrong += [f"never reached: {look.page.evaluate(_NAME, stop)}" for stop in sorted(missed)[:5]]
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", [*(make for make in MAKES if make != "style"), "account", "log"])
def test_one_goes_through_a_page_as_one_reads_it(
    name: str, language: str, served: Served, look_as: Callable[..., Look]
) -> None:
    look = opened(name, language, served, look_as)
    if look is None:
        return
    stops = [stop for stop in _tab_through(look.page) if stop["size"] > 4]
    assert [wrong for pair in pairwise(stops) for wrong in _against_reading(*pair, language)] == []


def _against_reading(here: dict[str, Any], there: dict[str, Any], language: str) -> Iterator[str]:
    """Within one part of a page the next stop is further down, or further on in the same line.

    The style page is left out, which shows its samples in either direction. What hides until it is reached (the way past the header) and what stands in columns of its own is another part.
    """
    if here["part"] != there["part"] or here["part"] < 0:
        return
    in_columns = there["left"] >= here["right"] or there["right"] <= here["left"]
    if there["bottom"] <= here["top"] and not in_columns:
        yield f"goes up from {here['name']} to {there['name']}"
    same_line = min(here["bottom"], there["bottom"]) - max(here["top"], there["top"]) > 0.6 * min(
        here["bottom"] - here["top"], there["bottom"] - there["top"]
    )
    back = there["right"] <= here["left"] if language == "en" else there["left"] >= here["right"]
    if same_line and back:
        yield f"goes back in its line from {here['name']} to {there['name']}"


def _tab_through(page: Any) -> Any:
    seen: set[str] = set()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here is None or here["name"] + str(here["stop"]) in seen:
            return
        seen.add(here["name"] + str(here["stop"]))
        yield here


def test_the_first_stop_leads_past_the_header(served: Served, look_as: Callable[..., Look]) -> None:
    look = look_as("reader")
    look.open("/")
    look.page.keyboard.press("Tab")
    first = look.page.locator(":focus")
    assert first.get_attribute("href") == "#main"
    assert first.bounding_box()["y"] >= 0
    look.page.keyboard.press("Enter")
    look.page.wait_for_function("() => document.activeElement.id === 'main'")


def test_a_slash_leads_to_the_search_and_back(served: Served, look_as: Callable[..., Look]) -> None:
    look = look_as("reader")
    look.open("/")
    look.page.keyboard.press("/")
    assert look.page.evaluate("document.activeElement.name") == "q"
    look.page.keyboard.type("Mexico")
    look.page.keyboard.press("Enter")
    look.page.wait_for_url("**q=Mexico**")
    assert look.page.locator("main a").filter(has_text="Mexico").count() > 0


def test_a_question_mark_shows_the_shortcuts(served: Served, look_as: Callable[..., Look]) -> None:
    look = look_as("reader")
    look.open("/")
    look.page.keyboard.press("?")
    shown = look.page.locator("dialog#keys")
    shown.wait_for(state="visible")
    assert shown.locator("kbd").count() > 3
    look.page.keyboard.press("Escape")
    shown.wait_for(state="hidden")


def test_shortcuts_keep_still_while_somebody_types(served: Served, look_as: Callable[..., Look]) -> None:
    look = look_as("reader")
    look.open(served.addresses["search"][1])
    field = look.page.locator("main input[name=q], input[name=q]").first
    field.focus()
    look.page.keyboard.type("what?/gh")
    assert field.input_value() == "what?/gh"
    assert not look.page.locator("dialog[open]").count()


def test_the_palette_finds_a_record_and_goes_there(served: Served, look_as: Callable[..., Look]) -> None:
    look = look_as("reader")
    look.open(served.addresses["outcomes"][1])
    look.page.keyboard.press("Control+k")
    look.page.locator("dialog#palette").wait_for(state="visible")
    look.page.keyboard.type("Poland")
    hit = look.page.locator("#palette-hits a", has_text="Poland").first
    hit.wait_for(state="visible")
    before = look.page.url
    look.page.keyboard.press("ArrowDown")
    look.page.keyboard.press("Enter")
    look.page.wait_for_url(lambda url: url != before)
    assert look.page.locator("h1").count() == 1
