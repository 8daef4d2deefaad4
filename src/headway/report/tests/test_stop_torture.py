"""The shipped pack as a report: nothing of it is missing, and it adds nothing that may not be added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from headway.exchange.rooms import SECTIONS
from headway.lib.additivity import Additivity
from headway.lib.kinds import kind_fields
from headway.lib.labels import label_in
from headway.lib.packfile import Pack, read_pack
from headway.lib.rows import Row, shape_of
from headway.report.blocks import Card, Document, KeyFigures, plain
from headway.report.facts import Facts, Profile, facts_from
from headway.report.outline import outline
from headway.report.tests.reading import all_words, squeezed
from headway.report.walk import place_chapters, problems_of

# Names for machines; and words that a table says once for all of its rows.
NOT_SAID = {"key", "source", "language", "time_zone", "tone", "actor", "baseline"}
# Countries are said by their names.
CODES = {"country", "government"}


@pytest.fixture(scope="module")
def pack() -> Pack:
    from headway.conftest import PACKS

    return read_pack(PACKS / "stop-torture", SECTIONS)


@pytest.fixture(scope="module")
def facts(pack: Pack) -> Facts:
    return facts_from(
        {s.row.kind: pack.of(s.row.kind) for s in SECTIONS if s.row.kind != "chapter"}, Profile.INTERNAL
    )


@pytest.fixture(scope="module")
def document(pack: Pack, facts: Facts) -> Document:
    return outline(facts, pack.of("chapter"), "en")


def test_every_word_of_every_record_stands_in_the_report(facts: Facts, document: Document) -> None:
    words = all_words(document)
    rows = [row for kind in facts.records.kinds for row in facts.records.of(kind)]
    missing = [
        f"{row.kind} {row.key}: {text[:60]}"
        for row in rows
        for text in _texts(row)
        if squeezed(text) not in words
    ]
    assert missing == []


def _texts(row: Row) -> Iterator[str]:
    shape = shape_of(type(row))
    for name in shape.labels:
        if value := getattr(row, name):
            yield from _paragraphs(label_in(value, "en")) if name not in {"summary", "text"} else ()
    for name in shape.scalars:
        value = getattr(row, name)
        if type(value) is str and name not in {*NOT_SAID, *CODES, *kind_fields(type(row))}:
            yield from _paragraphs(value)


def _paragraphs(text: str) -> Iterator[str]:
    return (part for part in text.split("\n") if part.strip())


def test_every_figure_and_published_fact_has_its_source(facts: Facts, document: Document) -> None:
    cited = {source.id for source in document.sources}
    wanted = {name for name, fact in facts.numbers.items() if fact.kind in {"figure", "published"}}
    assert wanted <= cited


def test_the_published_sum_of_actions_is_no_number_of_people(document: Document) -> None:
    (source,) = [source for source in document.sources if source.id == "published:people-mobilized"]
    assert "actions and not of people" in source.rule
    assert "not published" in source.rule


def test_key_figures_say_whose_they_are_and_how_the_source_words_them(document: Document) -> None:
    tiles = [
        tile
        for chapter in document.chapters
        for block in chapter.blocks
        if isinstance(block, KeyFigures)
        for tile in block.figures
    ]
    assert [tile.fact.split(":")[0] for tile in tiles] == ["published"] * 6 + ["figure"] * 2
    by_fact = {tile.fact: tile for tile in tiles}
    assert (
        "a sum of actions and petitions, not of people" in by_fact["published:people-mobilized"].words.lower()
    )
    assert by_fact["published:people-mobilized"].before == "over"
    assert by_fact["published:people-mobilized"].words.lower().count("people") == 1
    letters = by_fact["figure:medina-letters"]
    assert letters.label == "People who wrote letters\u00a0— Claudia Medina, September 2014"
    assert letters.before == "more than"
    signatures = by_fact["figure:uzbekistan-signatures-europe"]
    assert "Uzbekistan" in signatures.label
    assert (signatures.before, signatures.value, signatures.words) == ("almost", "200,000", "")


def test_a_share_is_told_in_the_words_of_its_source_and_a_figure_with_its_office(document: Document) -> None:
    words = all_words(document)
    assert squeezed("66.7") not in words
    assert "4,091\n(Morocco)" in words


def test_no_two_entries_of_a_section_have_the_same_title(document: Document) -> None:
    for chapter in place_chapters(document):
        titles = [plain(block.title) for block in chapter.chapter.blocks if isinstance(block, Card)]
        assert len(titles) == len(set(titles)), chapter.chapter.heading


def test_what_was_never_to_be_added_was_not_added(facts: Facts) -> None:
    for fact in facts.numbers.values():
        if fact.kind == "total" and fact.additivity in {Additivity.UNIQUE, Additivity.POTENTIAL}:
            assert len(fact.rows) == 1 or fact.high != fact.value or fact.refused or _disputed(facts, fact)


def _disputed(facts: Facts, fact: Any) -> bool:
    """One thing told by two sources."""
    return len(facts.results[fact.measure].counts) == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
@pytest.mark.parametrize("profile", list(Profile))
def test_it_is_sound_in_every_language(pack: Pack, facts: Facts, language: str, profile: Profile) -> None:
    own = facts if profile is Profile.INTERNAL else facts_from(facts.records.tops, profile)
    assert problems_of(outline(own, pack.of("chapter"), language)) == ()
