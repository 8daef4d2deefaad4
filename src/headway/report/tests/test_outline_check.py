"""What `headway check` says of an outline that cannot be laid out."""

from __future__ import annotations

from pathlib import Path

import pytest

from headway.lib.packfile import Pack
from headway.report.facts.placeholders import faults_of_text, parts_of
from headway.report.pack import check
from headway.report.page.selection import faults_of_filters
from headway.report.rows import BlockRow, ChapterRow, Show
from headway.report.rules import faults_of_chapters

KEYS = {"figure": {"flyers-lima"}, "published": {"all-breathers"}}


def block(show: str, **fields: object) -> BlockRow:
    return BlockRow.model_validate({"key": "one", "show": show, **fields})


@pytest.mark.parametrize(
    "text", ["{count:outcomes} of them", "{figure:flyers-lima}", "{published:all-breathers}", "none"]
)
def test_facts_that_there_are_may_be_named(text: str) -> None:
    assert list(faults_of_text(text, KEYS)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{count:outcome}", 'there is no count "outcome"'),
        ("{count:outcome}", 'did you mean "outcomes"?'),
        ("{figure:flyers-oslo}", 'there is no figure "flyers-oslo"'),
        ("{published:nobody}", 'there is no published fact "nobody"'),
        ("{total:flyers}", "is no fact"),
        ("{outcomes}", "is no fact"),
        ("{count:}", "is no fact"),
    ],
)
def test_a_fact_that_there_is_not_is_a_problem(text: str, said: str) -> None:
    assert said in " ".join(faults_of_text(text, KEYS))


def test_text_comes_apart_into_words_and_facts_and_nothing_is_lost() -> None:
    assert list(parts_of("a {count:x} b")) == [("a ", ""), ("", "count:x"), (" b", "")]


def test_a_problem_is_told_for_each_language_in_which_it_stands() -> None:
    row = block("text", text={"en": "{count:wrong}", "fr": "{count:outcomes}"})
    problems = list(check(Pack({"block": [row], "chapter": []})))
    assert len(problems) == 1


def test_a_filter_that_means_nothing_for_what_is_shown_is_a_problem() -> None:
    assert list(faults_of_filters(block("outcomes", cases="rosa"))) == []
    ((field, said),) = faults_of_filters(block("moments", cases="rosa"))
    assert field == "cases"
    assert '"moments" cannot be narrowed by "cases"' in said


@pytest.mark.parametrize("show", [Show.TEXT, Show.METHODOLOGY, Show.MAP, Show.THEORY])
def test_what_shows_no_records_takes_no_filter(show: Show) -> None:
    assert len(list(faults_of_filters(block(str(show), offices="lima")))) == 1


def test_a_chapter_below_three_levels_is_a_problem() -> None:
    keys = ["a", "b", "c", "d"]
    chain = {
        key: ChapterRow.model_validate({"key": key, "heading": key, **({"under": above} if above else {})})
        for key, above in zip(keys, ["", *keys], strict=False)
    }
    assert [(row.key, said) for row, said in faults_of_chapters(chain)] == [
        ("d", 'the chapter "d" lies deeper than 3 levels')
    ]


def test_a_section_that_would_be_an_overview_is_a_problem() -> None:
    fields = {"heading": "A", "overview": "yes"}
    top = ChapterRow.model_validate({"key": "a", **fields})
    below = ChapterRow.model_validate({"key": "b", "under": "a", **fields})
    assert [row.key for row, _said in faults_of_chapters({"a": top, "b": below})] == ["b"]


def test_a_finding_names_outcomes_and_nothing_else() -> None:
    assert list(faults_of_filters(block("key-finding", outcomes="bill-tabled"))) == []
    assert len(list(faults_of_filters(block("key-finding", cases="rosa")))) == 1


def test_the_shipped_packs_have_a_sound_outline() -> None:
    from headway.exchange.packs import check_pack

    root = Path(__file__).parents[4]
    for folder in (root / "src/headway/packs/stop-torture", root / "tests/packs/clean-rivers"):
        assert check_pack(folder).of("chapter")
