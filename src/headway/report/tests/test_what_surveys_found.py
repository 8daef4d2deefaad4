"""A campaign with results of surveys gets a chapter of them; one without has none, and an edition keeps what it was made of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from headway.lib.polls import Answered, Found, Layout, Poll, Weighting
from headway.listen.actions import receive_surveys, undo_surveys, write_surveys
from headway.report.facts import Profile, collect_content, frozen, thawed
from headway.report.tests.test_what_was_heard import chapters_of, words_of

pytestmark = pytest.mark.django_db


def bring(world: Any, *, made_up: bool = False) -> Any:
    shares = (Answered("Yes", Decimal("0.6")), Answered("No", Decimal("0.4")))
    polls = [
        Poll("Is it clean?", country, 1000, date(2023, 3, 1), date(2023, 3, 9), shares, None, Decimal(weight), Weighting.POPULATION)
        for country, weight in (("KE", 29), ("PE", 20))
    ]  # fmt: skip
    found = Found("survey.csv", Layout.RESULTS, polls)
    made = receive_surveys(world.campaign, [found], None, acting_user=world.core_team, made_up=made_up)
    return write_surveys(made, acting_user=world.core_team)


def test_without_results_there_is_no_chapter_and_no_fact(world: Any) -> None:
    facts = collect_content(world.campaign, Profile.PUBLIC).facts
    assert facts.records.of("polled") == ()
    assert "chapter-surveys" not in chapters_of(facts)


def test_with_results_there_is_a_chapter_with_a_chart_of_each_question(world: Any) -> None:
    bring(world)
    chapter = chapters_of(collect_content(world.campaign, Profile.PUBLIC).facts)["chapter-surveys"]
    assert "put together only by weights" in words_of(chapter)
    figures = [block for block in chapter.blocks if type(block).__name__ == "Figure"]
    assert [one.caption for one in figures] == ["Is it clean? – “Yes” by country"]


def test_made_up_results_say_so(world: Any) -> None:
    bring(world, made_up=True)
    chapter = chapters_of(collect_content(world.campaign, Profile.PUBLIC).facts)["chapter-surveys"]
    assert "nobody was asked" in str(chapter.blocks[0])
    assert all("(made up)" in block.caption for block in chapter.blocks if hasattr(block, "caption"))


def test_an_edition_keeps_what_it_was_made_of(world: Any) -> None:
    made = bring(world)
    content = collect_content(world.campaign, Profile.PUBLIC)
    again = thawed(frozen(content))
    undo_surveys(made, acting_user=world.core_team)
    assert words_of(chapters_of(again.facts)["chapter-surveys"]) == words_of(
        chapters_of(content.facts)["chapter-surveys"]
    )
    assert "chapter-surveys" not in chapters_of(collect_content(world.campaign, Profile.PUBLIC).facts)
