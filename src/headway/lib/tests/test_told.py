"""What a row tells in words: its name, its texts, and by what else somebody would look for it."""

from __future__ import annotations

from headway.collect.rows import PublishedRow, TestimonyRow
from headway.engage.rows import CaseRow
from headway.lib.told import LONGEST_TITLE, Passage, told
from headway.verify.rows import OutcomeRow

CLAIM = {"key": "c", "offices": ["danube"], "how": "They asked.", "tactics": ["Letters"]}
OUTCOME = OutcomeRow.model_validate(
    {
        "key": "limit-law", "name": {"en": "A limit", "fr": "Une limite"}, "statement": "A law was passed.",
        "actor": "Parliament", "country": "AT", "when": "2023-12", "change_areas": ["quality"], "level": "law",
        "cases": ["hidden"], "note": "Unseen.", "source": "3.1", "contributions": [CLAIM],
        "evidence": [{"key": "e", "evidence_kind": "media", "text": "It was printed."}],
    }
)  # fmt: skip


def test_the_title_is_the_name_and_the_texts_are_all_that_stands_in_it() -> None:
    tells = told(OUTCOME)
    assert tells.title == {"en": "A limit", "fr": "Une limite"}
    texts = {passage.text for passage in tells.passages}
    assert texts == {"A law was passed.", "Parliament", "They asked.", "Letters", "It was printed."}


def test_countries_are_found_by_their_names_years_by_their_numbers_and_links_by_their_keys() -> None:
    further = told(OUTCOME).further
    assert {"limit law", "Austria", "Autriche", "2023", "danube", "quality", "hidden"} <= set(further)


def test_kinds_with_pages_of_their_own_are_left_to_them_and_hidden_kinds_are_not_named() -> None:
    tells = told(OUTCOME, apart={"evidence"}, unnamed={"case"})
    assert Passage("", "It was printed.") not in tells.passages
    assert "hidden" not in tells.further


def test_a_sealed_name_and_how_a_fact_stands_are_not_told() -> None:
    case = CaseRow(
        key="k", name={"*": "A well"}, protected_name="Ottoline", country="AT", summary="Closed.", note="N"
    )
    assert "Ottoline" not in str(told(case))
    assert [passage.text for passage in told(case).passages] == ["Closed."]


def test_a_number_is_told_as_its_digits() -> None:
    row = PublishedRow.model_validate(
        {"key": "hits", "name": "Hits", "published_kind": "total", "value": "2107"}
    )
    assert "2107" in told(row).further


def test_a_row_without_a_name_is_called_by_who_or_what_it_tells_of_cut_where_it_is_long() -> None:
    testimony = TestimonyRow(key="t", who="The miller", text="It smells of nothing.")
    assert told(testimony).title == {"": "The miller"}
    long = TestimonyRow(key="t", who="word " * 80, text="x")
    title = told(long).title[""]
    assert len(title) <= LONGEST_TITLE + 1
    assert title.endswith("…")
