"""What a page tells those who hear it: by the tree that a browser hands to screen readers, in English and in Arabic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from headway.web.tests.routes import Route

from .conftest import new_context
from .looking import Look, opened
from .served import Served
from .test_every_page import PAGES
from .test_live import OFFICE, PAGE, RETURN

# What can be used, or is looked at, and has to be called something; `figure` is for charts.
NAMED = {
    "button", "checkbox", "combobox", "figure", "image", "img", "link", "listbox", "radio", "searchbox", "slider", "spinbutton",
    "switch", "table", "textbox",
}  # fmt: skip
# Where there are several of one kind, each says which it is.
PLACES = ("complementary", "form", "navigation", "region", "search")
_TABLES = """() => [...document.querySelectorAll('table')].flatMap(table => {
  const heads = [...table.querySelectorAll('th')], said = (table.caption?.textContent ?? table.ariaLabel ?? '').trim();
  const wrong = heads.filter(head => !head.scope).map(head => `a head without scope: ${head.textContent.trim()}`);
  if (!heads.length) wrong.push(`a table without heads: ${said}`);
  return said ? wrong : [...wrong, `a table without a name: ${table.className}`];
})"""
_CHARTS = """() => [...document.querySelectorAll('figure.chart')].flatMap(figure => {
  const drawn = [...figure.querySelectorAll('.picture svg')], wrong = [];
  if (drawn.some(svg => svg.getAttribute('role') !== 'img')) wrong.push(`a drawing that is not one picture: ${figure.id}`);
  if (!figure.querySelector('details table, details dl, details ol, details ul')) wrong.push(`a chart without its text: ${figure.id}`);
  return wrong;
})"""
_DOUBLED = """() => [...document.querySelectorAll('[id]')].map(one => one.id).filter((id, at, all) => all.indexOf(id) !== at)"""
_LIVE = "() => [...document.querySelectorAll('[data-live]')].filter(part => part.nextElementSibling?.getAttribute('role') !== 'status').length"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("route", PAGES, ids=str)
def test_a_page_can_be_heard(
    route: Route, language: str, served: Served, look_as: Callable[..., Look]
) -> None:
    look = opened(str(route), language, served, look_as)
    if look is None:
        return  # A file, not a page.
    wrong = list(wrong_with(look.page))
    assert wrong == [], f"{look.page.url}\n" + "\n".join(wrong)


def wrong_with(page: Any) -> Iterator[str]:
    """Everything that somebody who hears the page would miss or mistake."""
    heard = [node for node in _heard(page) if not node.get("ignored")]
    yield from _headings(heard)
    for node in heard:
        if _role(node) in NAMED and not _name(node) and not _is_quotation(page, node):
            yield f"a {_role(node)} without a name"
    for place in PLACES:
        names = Counter(_name(node) for node in heard if _role(node) == place)
        if sum(names.values()) > 1 and place != "form":
            yield from (
                f"{number} {place}: “{name}”" for name, number in names.items() if number > 1 or not name
            )
    yield from page.evaluate(_TABLES)
    yield from page.evaluate(_CHARTS)
    yield from (f"two have the id {name}" for name in page.evaluate(_DOUBLED))
    if page.evaluate(_LIVE):
        yield "a part changes by itself and nothing is said of it"


def _headings(heard: list[dict[str, Any]]) -> Iterator[str]:
    """One of the first level, and none deeper than one below the last."""
    last, titles = 0, 0
    for node in (node for node in heard if _role(node) == "heading"):
        level = next(one["value"]["value"] for one in node["properties"] if one["name"] == "level")
        titles += level == 1
        if level > last + 1:
            yield f"heading {level} after {last}: {_name(node)}"
        if not _name(node):
            yield f"an empty heading {level}"
        last = level
    if titles != 1:
        yield f"{titles} headings of the first level"


def _heard(page: Any) -> list[dict[str, Any]]:
    session = page.context.new_cdp_session(page)
    try:
        nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
        return _as_read(nodes)
    finally:
        session.detach()


def _as_read(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the order in which they are read out; the browser gives them level by level."""
    known = {node["nodeId"]: node for node in nodes}
    waiting, read = [node for node in reversed(nodes) if node.get("parentId") not in known], []
    while waiting:
        node = waiting.pop()
        read.append(node)
        waiting += [known[child] for child in reversed(node.get("childIds", [])) if child in known]
    return read


def _role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def _is_quotation(page: Any, node: dict[str, Any]) -> bool:
    """A figure around words or a photo is told by what is in it and by its caption."""
    if _role(node) != "figure":
        return False
    session = page.context.new_cdp_session(page)
    try:
        found = session.send("DOM.describeNode", {"backendNodeId": node["backendDOMNodeId"]})["node"]
    finally:
        session.detach()
    return "chart" not in " ".join(found.get("attributes", []))


def test_what_changes_by_itself_is_said_in_a_line(browser: Any, served: Served) -> None:
    watching = new_context(browser, served, "core_team").new_page()
    watching.goto(served.url + PAGE)
    said = watching.locator("[data-live] + [role=status]")
    assert said.inner_text() == ""
    writing = new_context(browser, served, "campaigner").new_page()
    writing.goto(served.url + RETURN)
    writing.locator("textarea[name=worked]").fill("The vigil.")
    if writing.locator("#id_confirmed_now").count():
        writing.locator("#id_confirmed_now").check()
    writing.get_by_role("button", name="Hand in").click()
    watching.locator("tr", has=watching.locator(f"input[value={OFFICE}]")).get_by_text("handed in").wait_for()
    assert "handed in" in said.inner_text()
    writing.get_by_role("button", name="Take it back").click()
    for page in (watching, writing):
        page.context.close()
