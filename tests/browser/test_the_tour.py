"""What the five-minute tour says to do is done here, and the answers that it promises are found where it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .looking import Look
from .served import Served

TOUR = (Path(__file__).parents[2] / "docs" / "tour.md").read_text()


@pytest.fixture
def page(served: Served, look_as: Callable[..., Look]) -> Any:
    """The overview, reached from home as the tour says."""
    look = look_as("core_team")
    look.open("/")
    look.page.locator("main a", has_text="Overview").and_(
        look.page.locator("[href*='stop-torture']")
    ).first.click()
    look.page.wait_for_url("**/c/stop-torture/")
    return look.page


def test_what_moved_in_mexico_and_on_what_evidence(page: Any) -> None:
    page.locator("main").get_by_role("link", name="Mexico", exact=True).first.click()
    page.wait_for_url("**/countries/mexico/")
    moved = page.locator(
        "main section", has=page.get_by_role("heading", name="What moved here")
    ).last.inner_text()
    for area in ("People able to enjoy their rights", "Adoption of laws, policies and standards", "Media"):
        assert area in moved
    assert "verified" in moved
    assert "against" in moved
    page.locator("main").get_by_role(
        "link", name="Appeals judge finds a charge against Claudia Medina illegal"
    ).first.click()
    page.wait_for_url("**/outcomes/**")
    told = page.locator("main").inner_text()
    assert "Why we believe this" in told
    assert "Evidence" in told
    assert "Who helped, and how" in told


def test_what_the_polish_trainings_led_to(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("training Poland")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=training*")
    page.get_by_role("link", name="Eight training sessions in seven cities").first.click()
    page.wait_for_url("**/activities/**")
    told = page.locator("main").inner_text()
    assert "136" in told
    assert "Trained people in Poland train others and act" in told


def test_where_2107_comes_from(page: Any) -> None:
    page.locator("main").get_by_role("link", name="2,107").first.click()
    page.wait_for_url("**/facts/**")
    told = page.locator("main").inner_text()
    assert "fn 7" in told or "footnote 7" in told
    assert "ublished" in told


def test_the_tour_names_what_it_leads_to() -> None:
    for named in ("Eight training sessions in seven cities", "Claudia Medina illegal", "2,107"):
        assert named in TOUR
