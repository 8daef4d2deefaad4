"""How facts become a document: chapters, what each block shows, links, sources, languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from headway.lib.standing import Standing
from headway.plan.rows import TermRow
from headway.report.blocks import (
    Block,
    Callout,
    Card,
    Chapter,
    Document,
    FactRef,
    Link,
    Mark,
    Paragraph,
    Table,
    Text,
    plain,
    runs,
)
from headway.report.html import write_html
from headway.report.rows import Show
from headway.report.sections import BUILDERS
from headway.report.tests.reading import all_words
from headway.report.tests.tiny import chapter, label, report, tiny, whole
from headway.report.walk import (
    blocks_of,
    cited_facts,
    opening_chapters,
    place_chapters,
    problems_of,
    runs_of,
)
from headway.verify.rows import MeetingRow

CAMPAIGN = tiny()["campaign"][0]


def test_every_block_that_an_outline_can_ask_for_has_its_builder() -> None:
    assert set(BUILDERS) == set(Show)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("profile", ["internal", "public"])
def test_a_report_is_sound_in_every_language_and_profile(language: str, profile: str) -> None:
    document = report(language=language, profile=profile)
    assert problems_of(document) == ()
    assert document.direction == ("rtl" if language == "ar" else "ltr")


@pytest.mark.parametrize("show", list(Show))
def test_a_campaign_without_records_makes_a_sound_report(show: Show) -> None:
    bare = {"campaign": tiny()["campaign"]}
    assert problems_of(report(bare, [chapter("empty", {"show": str(show)})])) == ()


def test_chapters_are_numbered_and_nest_in_the_order_of_the_file() -> None:
    chapters = [
        chapter("one"),
        chapter("two"),
        chapter("two-a", under="two"),
        chapter("annex-x"),
        chapter("two-b", under="two"),
    ]
    placed = [one.title for one in place_chapters(report(chapters=chapters))]
    assert placed[:5] == ["1 One", "2 Two", "2.1 Two-A", "2.2 Two-B", "Annex-X"]


def test_an_overview_has_no_number_and_its_findings_lead_to_what_they_rest_on() -> None:
    finding = {"show": "key-finding", "heading": "Air", "text": "It cleared.", "outcomes": "bill-tabled"}
    glance = chapter("glance", finding, {"show": "progress-at-a-glance"}, overview="yes")
    document = report(chapters=[glance, chapter("told", {"show": "outcomes"})])
    assert [one.title for one in place_chapters(document)][:2] == ["Glance", "1 Told"]
    links = [run.url for block in glance_blocks(document) for run in runs_of(block) if isinstance(run, Link)]
    assert links == ["#outcome-bill-tabled"]


def glance_blocks(document: Document) -> tuple[Block, ...]:
    return document.chapters[0].blocks


def test_a_long_chapter_begins_a_page_and_a_short_one_follows_on() -> None:
    long = Paragraph(runs("word " * 20_000))
    chapters = [
        Chapter("glance", "Glance", overview=True, numbered=False),
        Chapter("first", "First", (Paragraph(runs("A few words.")),)),
        Chapter("second", "Second", (long,)),
        Chapter("third", "Third", (long,)),
        Chapter("fourth", "Fourth", (Paragraph(runs("A few words.")),)),
        Chapter("annex", "Annex", numbered=False),
    ]
    document = replace(report(), chapters=tuple(chapters))
    assert opening_chapters(document) == {"glance", "first", "third"}


def test_a_number_in_prose_is_a_fact_that_leads_to_its_source() -> None:
    text = "{count:outcomes} changes. {published:all-breathers} flyers; {figure:flyers-oslo} in Oslo."
    document = report(chapters=[chapter("text", {"show": "text", "text": text})])
    (paragraph,) = [block for block in blocks_of(document) if isinstance(block, Paragraph)][:1]
    assert plain(paragraph.runs) == "2 changes. At least 1,000,000 flyers; at least 50 in Oslo."
    assert [run.id for run in paragraph.runs if isinstance(run, FactRef)] == [
        "count:outcomes", "published:all-breathers", "figure:flyers-oslo",
    ]  # fmt: skip


def test_sources_are_the_facts_used_numbered_as_they_appear() -> None:
    document = report()
    assert [source.id for source in document.sources] == list(cited_facts(document))
    assert [source.number for source in document.sources] == list(range(1, len(document.sources) + 1))


def test_a_published_total_says_what_it_is_made_of_and_that_it_is_added_to_nothing() -> None:
    (source,) = [source for source in report().sources if source.id == "published:all-breathers"]
    assert "Flyers and songs together." in source.rule
    assert "in no computed total" in source.rule


def test_a_range_says_why_it_is_none_more_exact() -> None:
    (source,) = [source for source in report().sources if source.id == "total:marchers"]
    assert source.value == "900 to 1,100"
    assert "counted more than once" in source.rule


def test_no_total_stands_under_figures_that_may_not_be_added() -> None:
    words = all_words(report())
    assert "Spread, not added" in words
    assert "12,000" not in words


def test_a_total_stands_only_where_all_its_figures_stand() -> None:
    some = report(chapters=[chapter("some", {"show": "figures", "figures": "flyers-lima"})])
    assert "total:flyers" not in cited_facts(some)


def test_a_block_without_filters_shows_what_none_before_it_has_shown() -> None:
    chapters = [
        chapter("first", {"show": "outcomes", "outcomes": "permit-lost"}),
        chapter("second", {"show": "outcomes"}),
    ]
    assert _cards(report(chapters=chapters)) == [["A permit is lost"], ["A bill is tabled"]]


def test_an_outcome_that_two_blocks_ask_for_is_told_once_and_then_only_named() -> None:
    asked = {"show": "outcomes", "outcomes": "bill-tabled"}
    document = report(chapters=[chapter("first", asked), chapter("second", asked)])
    assert _cards(document) == [["A bill is tabled"], []]
    links = [run.url for block in blocks_of(document) for run in runs_of(block) if isinstance(run, Link)]
    assert "#outcome-bill-tabled" in links


def test_a_link_to_a_record_without_a_place_is_only_its_name() -> None:
    document = report(chapters=[chapter("acts", {"show": "activities"})])
    assert problems_of(document) == ()
    assert "A bill is tabled" in all_words(document)


def test_an_outcome_tells_its_claim_its_rival_its_evidence_against_and_its_verdict() -> None:
    (card,) = [
        block
        for block in blocks_of(report())
        if isinstance(block, Card) and block.id == "outcome-bill-tabled"
    ]
    said = all_words(report(chapters=[chapter("one", {"show": "outcomes", "outcomes": "bill-tabled"})]))
    for words in (
        "Offices are named without “Breathers”", "Lima. ", "The march was heard", "Big march", "An election was near", "thought to explain much",
        "A paper doubts it", "speaks against it", "Agreed by all", "Retreat",
    ):  # fmt: skip
        assert words in said
    assert Mark("status", "verified", "good") in card.marks


def test_by_country_puts_each_country_under_its_heading() -> None:
    words = all_words(report(chapters=[chapter("land", {"show": "outcomes", "by_country": "yes"})]))
    assert words.index("Peru") < words.index("A bill is tabled")


def test_labels_are_in_the_readers_language_and_accounts_in_the_one_they_were_written_in() -> None:
    document = report(language="fr")
    words = all_words(document)
    assert "Un projet est déposé" in words
    assert Paragraph(runs("Congress took up a bill."), "en") in list(blocks_of(document))
    told = [run for block in blocks_of(document) for run in runs_of(block) if isinstance(run, Text)]
    assert Text("The march was heard.", "en") in told
    assert Text("Un projet est déposé") in told


def test_a_paragraph_in_another_language_runs_in_the_direction_of_that_language() -> None:
    told = [block for block in blocks_of(report(language="ar")) if isinstance(block, Paragraph)]
    assert Paragraph(runs("Congress took up a bill."), "en") in told


def test_each_section_that_tells_in_another_language_says_so_once() -> None:
    chapters = [
        chapter("told", {"show": "outcomes"}, {"show": "activities"}),
        chapter("bare", {"show": "methodology"}),
    ]
    document = report(chapters=chapters, language="fr")
    counts = [_language_marks(placed.chapter) for placed in place_chapters(document)[:2]]
    assert counts == [1, 0]
    assert _language_marks(place_chapters(report(chapters=chapters))[0].chapter) == 0


def test_dates_come_from_the_facts_and_not_from_the_clock() -> None:
    document = report()
    assert document.date == CAMPAIGN.cutoff
    assert "28 February 2021" in all_words(document)


AGREED = {
    "key": "spring", "name": "Spring meeting",
    "agreed": [
        {"key": "song", "text": "Write the song down.", "owner": "Paula Present", "due": "2020-01-31"},
        {"key": "hall", "text": "Find a hall.", "owner": "lima crew", "due": "2020-02-01", "done": "2020-01-20"},
        {"key": "ask", "text": "Ask the mayor."},
        {"key": "next", "text": "Meet again.", "due": "2031-05-01"},
    ],
}  # fmt: skip


def agreed_of(**asked: str) -> Table:
    rows = {**tiny(), "meeting": [MeetingRow.model_validate(AGREED)]}
    rows["term"] = [TermRow.model_validate({"key": "crew", "name": label("Lima crew", "l’équipe de Lima")})]
    document = report(rows, [chapter("learn", {"show": "agreed-actions"})], **asked)
    (table,) = [
        block for block in blocks_of(document) if isinstance(block, Table) and "show" not in block.id
    ][:1]
    return table


def lines_of(table: Table) -> list[list[str]]:
    return [[plain(cell.runs) for cell in row.cells] for row in table.rows]


def test_what_meetings_agreed_tells_who_sees_to_it_and_how_it_stands() -> None:
    assert lines_of(agreed_of()) == [
        ["Write the song down.", "Paula Present", "overdue since 31 January 2020"],
        ["Find a hall.", "lima crew", "done on 20 January 2020"],
        ["Ask the mayor.", "not known", "to be done"],
        ["Meet again.", "not known", "due by 1 May 2031"],
    ]


def test_a_public_report_does_not_say_who_sees_to_what_was_agreed() -> None:
    table = agreed_of(profile="public")
    assert [column.heading for column in table.columns] == ["What was agreed", "How it stands"]
    assert "Paula" not in str(lines_of(table))


def test_a_name_that_a_record_writes_out_is_told_in_the_language_of_the_reader() -> None:
    told = lines_of(agreed_of(language="fr"))
    assert told[1][1] == "l’équipe de Lima"
    assert told[0][1] == "Paula Present"


def test_the_same_facts_give_the_same_bytes() -> None:
    assert write_html(report()) == write_html(report())


def test_the_digest_of_the_facts_is_printed() -> None:
    assert len(report().digest) == 64
    assert report().digest in write_html(report())


def test_a_heading_of_a_block_stands_above_it_in_the_readers_language() -> None:
    block = {"show": "outcomes", "heading": label("Changes", "Changements")}
    assert "Changements" in all_words(report(chapters=[chapter("one", block)], language="fr"))


def test_a_block_with_nothing_left_to_show_leaves_no_trace() -> None:
    chapters = [chapter("one", {"show": "outcomes"}, {"show": "outcomes", "heading": "More outcomes"})]
    assert "More outcomes" not in all_words(report(chapters=chapters))


def test_notes_and_reasons_stand_at_the_end_and_are_linked_from_where_they_apply() -> None:
    rows = tiny()
    change = {"standing": Standing.RECONSTRUCTED, "reason": "Told by two witnesses."}
    rows["outcome"][0] = rows["outcome"][0].model_copy(update=change)
    document = report(rows)
    assert "Told by two witnesses" in all_words(document).rpartition("Annex: notes on the facts")[2]
    links = [run.url for block in blocks_of(document) for run in runs_of(block) if isinstance(run, Link)]
    assert "#notes-all" in links


def test_what_an_outcome_rests_on_stands_in_an_annex_linked_both_ways() -> None:
    document = report()
    (annex,) = [chapter for chapter in document.chapters if chapter.id == "chapter-grounds"]
    told = [block for chapter in document.chapters if chapter is not annex for block in chapter.blocks]
    outcomes = [block for block in told if isinstance(block, Card) and block.id.startswith("outcome-")]
    grounds = {block.id: block for block in annex.blocks if isinstance(block, Card)}
    assert grounds
    for card in outcomes:
        inside = [run.url for block in card.blocks for run in runs_of(block) if isinstance(run, Link)]
        ground = grounds.pop(card.id.replace("outcome-", "grounds-", 1), None)
        assert ("#" + card.id.replace("outcome-", "grounds-", 1) in inside) == (ground is not None)
        if ground is not None:
            assert f"#{card.id}" in [run.url for run in ground.title if isinstance(run, Link)]
    assert grounds == {}


def _cards(document: object) -> list[list[str]]:
    chapters = document.chapters  # type: ignore[attr-defined]
    return [
        [plain(block.title) for block in one.blocks if isinstance(block, Card)]
        for one in chapters
        if not one.id.startswith(("chapter-grounds", "chapter-terms", "chapter-notes"))
    ]


def _language_marks(one: Chapter) -> int:
    blocks = [
        *one.blocks,
        *(inner for block in one.blocks if isinstance(block, (Card, Callout)) for inner in block.blocks),
    ]
    runs = [run for block in blocks if not isinstance(block, Table) for run in runs_of(block)]
    return sum(isinstance(run, Mark) and run.kind == "language" for run in runs)


def test_the_whole_outline_of_these_tests_shows_every_kind_that_they_have() -> None:
    words = all_words(report(chapters=whole()))
    for said in (
        "We were too few",
        "Lungs United",
        "Paula Present",
        "Loud marches are heard",
        "March louder",
        "One bill",
    ):
        assert said in words
