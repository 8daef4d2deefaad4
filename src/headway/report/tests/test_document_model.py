"""The document model numbers its chapters and says what would break a writer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from headway.report import blocks as b
from headway.report.docx import write_docx
from headway.report.html import write_html
from headway.report.pdf import write_pdf
from headway.report.tests.sample import english
from headway.report.tests.sample_arabic import arabic
from headway.report.walk import BrokenDocumentError, HeadingLevels, cited_facts, place_chapters, problems_of
from headway.report.words import Words, date_in_words, words_in


def document(*blocks: b.Block, sources: tuple[b.SourceOfFigure, ...] = ()) -> b.Document:
    chapter = b.Chapter("only", "Only chapter", blocks)
    return b.Document("Title", "Subtitle", "en", date(2015, 1, 1), "First", (chapter,), sources)


def test_chapters_are_numbered_by_their_nesting_and_annexes_are_not() -> None:
    numbers = [(placed.number, placed.level) for placed in place_chapters(english())]
    assert numbers == [("1", 1), ("2", 1), ("2.1", 2), ("2.2", 2), ("3", 1), ("", 1)]


def test_sections_of_an_annex_have_no_number() -> None:
    annex = b.Chapter("annex", "Annex", (), (b.Chapter("part", "Part", ()),), numbered=False)
    placed = place_chapters(replace(english(), chapters=(annex,)))
    assert [chapter.number for chapter in placed] == ["", ""]


def test_the_samples_are_sound_and_cite_their_sources() -> None:
    for sample in (english(), arabic()):
        assert problems_of(sample) == ()
        assert set(cited_facts(sample)) <= {source.id for source in sample.sources}
        assert len(cited_facts(sample)) > 8


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        (b.Paragraph(b.runs(b.FactRef("lost", "7"))), 'figure "lost" has no source'),
        (b.Paragraph(b.runs(b.strong(b.FactRef("lost", "7")))), 'figure "lost" has no source'),
        (b.KeyFigures((b.KeyFigure("7", "things", "lost"),)), 'figure "lost" has no source'),
        (
            b.Card(b.runs("A card"), (b.Paragraph(b.runs(b.FactRef("lost", "7"))),)),
            'figure "lost" has no source',
        ),
        (b.Paragraph(b.runs(b.Link("#away", "away"))), 'link to "#away", which is nowhere'),
        (b.Heading("Same", id="only"), 'two places have the id "only"'),
        (
            b.Table("Uneven", (b.Column("One"), b.Column("Two")), (b.TableRow((b.cell("1"),)),)),
            'table "Uneven", row 1: 1 cells where 2 belong',
        ),
    ],
)
def test_what_would_break_a_link_or_a_table_is_named(block: b.Block, problem: str) -> None:
    broken = document(block)
    assert problems_of(broken) == (problem,)
    for write in (write_html, write_pdf, write_docx):
        with pytest.raises(BrokenDocumentError, match=r"lost|away|only|Uneven"):
            write(broken)


def test_what_has_no_name_is_named() -> None:
    nameless = document(b.Heading(" "), b.Callout((b.Card(b.runs(b.Break())),)))
    assert problems_of(nameless) == (
        'a heading in chapter "only" is empty',
        'a record in chapter "only" has no title',
    )
    assert problems_of(replace(document(), title="")) == ("the document has no title",)
    assert problems_of(replace(document(), chapters=(b.Chapter("c", ""),))) == ('chapter "c" has no heading',)


def test_two_sources_may_not_share_a_number() -> None:
    one, two = b.SourceOfFigure("a", 1, "A", "1"), b.SourceOfFigure("b", 1, "B", "2")
    assert problems_of(document(sources=(one, two))) == ("two sources have the number 1",)


def test_headings_never_skip_a_level_and_records_stand_below_them() -> None:
    levels = HeadingLevels(2)
    assert levels.record() == 3
    assert [levels.heading(3), levels.heading(2), levels.heading(1)] == [3, 4, 3]
    assert levels.record() == 4


def test_plain_keeps_the_words_and_runs_drops_empty_ones() -> None:
    text = b.runs("a ", "", b.strong("b ", b.FactRef("f", "7")), b.Break(), b.Mark("status", "c"))
    assert b.plain(text) == "a b 7\nc"
    assert len(text) == 4


def test_dates_are_written_as_readers_of_the_language_write_them() -> None:
    day = date(2015, 3, 9)
    assert date_in_words(day, "en") == "9 March 2015"
    assert date_in_words(day, "fr") == "9 mars 2015"
    assert date_in_words(day, "zz-unknown") == "9 March 2015"


def test_every_fixed_word_is_there_in_every_language() -> None:
    for language in ("en", "fr", "es", "ar"):
        words = words_in(language)
        assert all(getattr(words, name) for name in Words.__slots__)
