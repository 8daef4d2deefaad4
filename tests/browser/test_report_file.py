"""The report as one file, opened from a disk: each link opens the fold that it leads into, with JavaScript and without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from headway.conftest import PACKS
from headway.exchange.rooms import SECTIONS
from headway.lib.packfile import read_pack
from headway.report.facts import Profile, facts_from
from headway.report.html import write_html
from headway.report.outline import outline

from .looking import DESK, PHONE

# What is led to: of each kind one, folded away in chapters, tables, notes and the sources of figures.
KINDS = ("outcome-", "case-", "grounds-", "notes-", "source-", "cited-")
_ARRIVED = """id => {
  const it = document.getElementById(id), at = it.getBoundingClientRect();
  for (let up = it.parentElement; up; up = up.parentElement) if (up.tagName === 'DETAILS' && !up.open) return 'folded away';
  return at.height > 0 && at.top > -5 && at.top < innerHeight ? 'arrived' : 'elsewhere';
}"""


@pytest.fixture(scope="module")
def report_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pack = read_pack(PACKS / "stop-torture", SECTIONS)
    rows = {s.row.kind: pack.of(s.row.kind) for s in SECTIONS if s.row.kind != "chapter"}
    document = outline(facts_from(rows, Profile.INTERNAL), pack.of("chapter"), "en")
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(write_html(document), encoding="utf-8")
    return path


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def page(request: pytest.FixtureRequest, browser: Any, report_file: Path) -> Iterator[Any]:
    width, height = DESK
    context = browser.new_context(
        java_script_enabled=request.param,
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
    )
    opened = context.new_page()
    opened.goto(report_file.as_uri())
    yield opened
    context.close()


def test_each_link_leads_to_a_place_and_opens_the_folds_around_it(page: Any) -> None:
    links = page.locator('main a[href^="#"]').evaluate_all(
        "all => all.map(one => one.getAttribute('href').slice(1))"
    )
    assert len(links) > 1_000
    assert [one for one in set(links) if page.evaluate("id => !document.getElementById(id)", one)] == []
    start = page.url
    for kind in KINDS:
        wanted = next(one for one in reversed(links) if one.startswith(kind))
        page.goto(start)
        page.locator(f'a[href="#{wanted}"]').first.evaluate("one => one.click()")
        page.wait_for_function(f"id => ({_ARRIVED})(id) === 'arrived'", arg=wanted)


def test_a_figure_leads_to_its_source_and_back_to_where_it_is_cited(page: Any) -> None:
    page.locator("main a.figure, main a[href^='#source-']").first.click()
    source = page.evaluate("() => location.hash.slice(1)")
    assert page.evaluate(_ARRIVED, source) == "arrived"
    page.locator(f"#{source} a.back").click()
    assert page.evaluate("() => location.hash").startswith("#cited-")


def test_the_box_opens_everything_on_a_telephone_and_nothing_reaches_over_its_edge(
    browser: Any, report_file: Path
) -> None:
    width, height = PHONE
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(report_file.as_uri())
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= width
    short = page.evaluate("() => document.scrollingElement.scrollHeight")
    page.locator("label[for=open-all], #open-all").first.click()
    assert page.evaluate("() => document.scrollingElement.scrollHeight") > 3 * short
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= width
    context.close()
