"""A campaign with imported rows gets chapters of coverage and posts from them; published totals are never mixed in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from headway.listen.actions import keep_listening
from headway.listen.models import Withheld
from headway.listen.queries.asking import Asking, ask_lake
from headway.listen.rows import MediaTargetRow
from headway.listen.tests.heard import hear
from headway.report.facts import Facts, Profile, collect_content, frozen, thawed
from headway.report.outline import outline
from headway.report.rows import BlockRow, ChapterRow
from headway.report.walk import flat, runs_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lake(tmp_path: Any, settings: Any) -> None:
    settings.HEADWAY_LAKE = str(tmp_path / "lake")


def chapters_of(facts: Facts, *given: ChapterRow) -> dict[str, Any]:
    return {one.id: one for one in outline(facts, given, "en").chapters}


def words_of(chapter: Any) -> str:
    return " ".join(
        str(getattr(run, "text", run)) for block in chapter.blocks for run in flat(tuple(runs_of(block)))
    )


def kept(facts: Facts, key: str) -> list[Any]:
    return list(json.loads(facts.records.get("heard", key).told))


def test_without_rows_there_is_no_such_chapter_and_no_such_fact(world: Any) -> None:
    facts = collect_content(world.campaign, Profile.PUBLIC).facts
    assert facts.records.of("heard") == ()
    assert not [one for one in chapters_of(facts) if "heard" in one]


def test_with_rows_coverage_and_posts_have_a_chapter_each(world: Any) -> None:
    hear(world.campaign, world.core_team)
    chapters = chapters_of(collect_content(world.campaign, Profile.PUBLIC).facts)
    media, social = chapters["chapter-heard-media"], chapters["chapter-heard-social"]
    assert "3 mentions of 2 articles in 2 outlets" in words_of(media)
    assert "2 posts with 57 engagements, 11 clicks and 1,010 impressions" in words_of(social)
    figures = [block for block in media.blocks if type(block).__name__ == "Figure"]
    assert [one.caption for one in figures][:2] == ["Mentions over time", "Outlets by potential reach"]


def test_a_block_of_the_outline_shows_them_where_it_stands_and_then_only_there(world: Any) -> None:
    hear(world.campaign, world.core_team)
    facts = collect_content(world.campaign, Profile.PUBLIC).facts
    block = BlockRow.model_validate({"key": "heard", "show": "coverage"})
    chapter = ChapterRow.model_validate({"key": "press", "heading": "Press", "blocks": (block,)})
    made = chapters_of(facts, chapter)
    assert "3 mentions" in words_of(made["chapter-press"])
    assert "chapter-heard-media" not in made
    assert "chapter-heard-social" in made


def test_what_is_withheld_is_in_no_report(world: Any) -> None:
    hear(world.campaign, world.core_team)
    Withheld.objects.create(campaign=world.campaign, kind="word", text="hushed")
    facts = collect_content(world.campaign, Profile.INTERNAL).facts
    assert kept(facts, "coverage") == [[2, 1, 2]]


def test_an_edition_keeps_what_was_heard_when_it_was_made(world: Any) -> None:
    hear(world.campaign, world.core_team)
    content = collect_content(world.campaign, Profile.PUBLIC)
    again = thawed(frozen(content))
    assert again.facts.digest() == content.facts.digest()
    assert words_of(chapters_of(again.facts)["chapter-heard-media"]) == words_of(
        chapters_of(content.facts)["chapter-heard-media"]
    )


def test_made_up_rows_say_so_in_the_report(world: Any) -> None:
    hear(world.campaign, world.core_team, made_up=True)
    media = chapters_of(collect_content(world.campaign, Profile.PUBLIC).facts)["chapter-heard-media"]
    assert "Made up, to practise with" in str(media.blocks[0])
    figures = [block for block in media.blocks if type(block).__name__ == "Figure"]
    assert all(one.caption.endswith("(made up)") for one in figures)


def test_page_command_and_report_tell_the_same_numbers(world: Any) -> None:
    hear(world.campaign, world.core_team)
    asked = ask_lake(world.campaign, "coverage", Asking(), world.core_team).rows[0]
    client = Client()
    client.force_login(world.reader)
    page = client.get("/c/clean-rivers/listening/").content.decode()
    facts = collect_content(world.campaign, Profile.PUBLIC).facts
    assert [list(asked.values())] == kept(facts, "coverage") == [[3, 2, 2]]
    assert all(f'<p class="stat-value">{value}</p>' in page for value in asked.values())


def planned(campaign: Any, person: Any) -> None:
    row = MediaTargetRow(key="launch-plan", moment="opening", mentions=4, countries=2)
    keep_listening(campaign, [row], acting_user=person)


def test_the_plan_stands_beside_what_was_counted_and_an_edition_keeps_both(world: Any) -> None:
    hear(world.campaign, world.core_team)
    planned(world.campaign, world.core_team)
    content = collect_content(world.campaign, Profile.PUBLIC)
    for facts in (content.facts, thawed(frozen(content)).facts):
        media = chapters_of(facts)["chapter-heard-media"]
        (table,) = [block for block in media.blocks if type(block).__name__ == "Table"]
        lines = [[words_of_cell(one) for one in line.cells] for line in table.rows]
        assert lines == [
            ["Opening"],
            ["Mentions", "4", "2", "50%", "not met"],
            ["Countries", "2", "2", "100%", "met"],
        ]


def words_of_cell(cell: Any) -> str:
    return "".join(str(getattr(run, "text", run)) for run in flat(cell.runs))


def test_a_plan_without_rows_says_that_nothing_can_be_compared(world: Any) -> None:
    planned(world.campaign, world.core_team)
    media = chapters_of(collect_content(world.campaign, Profile.PUBLIC).facts)["chapter-heard-media"]
    assert "No mentions were brought in" in words_of(media)
