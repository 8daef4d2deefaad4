"""What offices hand in shows on the page of the core team by itself, without a step of theirs being lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import headway.web

from .conftest import new_context
from .served import Served

WITHIN_MS = 2_000
SCRIPT = Path(headway.web.__file__).parent / "static" / "web" / "headway.js"
PAGE, OFFICE = "/c/stop-torture/reporting/", "cast-north"
RETURN = f"/c/stop-torture/returns/{OFFICE}/2014/"


def test_a_return_shows_within_two_seconds_and_what_was_chosen_stays(browser: Any, served: Served) -> None:
    watching = new_context(browser, served, "core_team").new_page()
    watching.goto(served.url + PAGE)
    line = watching.locator("tr", has=watching.locator(f"input[value={OFFICE}]"))
    line.locator("input[type=checkbox]").check()
    assert "in progress" in line.inner_text()
    writing = new_context(browser, served, "campaigner").new_page()
    writing.goto(served.url + RETURN)
    writing.locator("textarea[name=worked]").fill("The vigil.")
    if writing.locator("#id_confirmed_now").count():
        writing.locator("#id_confirmed_now").check()
    looks: list[Any] = []
    watching.on("request", lambda asked: looks.append(asked) if "live=1" in asked.url else None)
    for step, then in (("Hand in", "handed in"), ("Take it back", "in progress")):
        before = len(looks)
        with writing.expect_navigation():
            writing.get_by_role("button", name=step).click()
        answered = len(looks)
        line.get_by_text(then).wait_for()
        showed = next(
            at for at, look in enumerate(looks) if at >= before - 1 and look.response().status == 200
        )
        assert showed <= answered, "the first look after the answer shows it"
    assert line.locator("input[type=checkbox]").is_checked()
    # How long it takes on a machine that does ten things at once says nothing; how often it is looked for does.
    every = re.search(r"const EVERY = (\d+);", SCRIPT.read_text())
    assert every
    assert int(every[1]) < WITHIN_MS
    for page in (watching, writing):
        page.context.close()


def test_where_nothing_was_written_nothing_is_sent(browser: Any, served: Served) -> None:
    page = new_context(browser, served, "core_team").new_page()
    page.goto(served.url + PAGE)
    with page.expect_response(lambda answer: "live=1" in answer.url) as looked:
        pass
    assert looked.value.status == 304
    page.context.close()


def test_without_script_the_page_is_read_again(browser: Any, served: Served) -> None:
    page = new_context(browser, served, "core_team", script=False).new_page()
    assert page.goto(served.url + PAGE).status == 200
    assert page.get_by_role("button", name="Accept the chosen").is_visible()
    page.context.close()
