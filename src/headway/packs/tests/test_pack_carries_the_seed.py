"""The pack holds every number, date, name and organisation of its source, and exactly so many records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from headway.exchange.rooms import SECTIONS
from headway.lib.datewords import format_when
from headway.lib.edtf import ImpreciseDate
from headway.lib.labels import EVERYWHERE
from headway.lib.packfile import Pack, read_pack
from headway.lib.rows import Row
from headway.packs.tests.seed_facts import SeedFact, folded, holds, read_facts

STOP_TORTURE = Path(__file__).parent.parent / "stop-torture"
ENGLISH = Locale("en", "GB")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(STOP_TORTURE, SECTIONS)


@pytest.fixture(scope="module")
def texts(pack: Pack) -> Mapping[tuple[str, str], str]:
    """What an English reader sees of each record, by file and key; ("*", "") is the whole pack."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (_, key), place in pack.places.items():
        row = next(row for row in _rows_of(pack) if pack.places[row.kind, row.key] is place)
        words = list(_words(row))
        for where in ((place.file, key), (place.file, ""), ("*", "")):
            found[where].extend(words)
    return {where: folded(" \n ".join(words)) for where, words in found.items()}


def _rows_of(pack: Pack) -> Iterator[Row]:
    for rows in pack.rows.values():
        yield from rows


def _words(value: Any) -> Iterator[str]:
    match value:
        case Row():
            for name in type(value).model_fields:
                yield from _words(getattr(value, name))
        case ImpreciseDate():
            yield from (value.edtf, value.words, format_when(value, ENGLISH))
        case dict():
            yield value.get("en") or value.get(EVERYWHERE) or ""
        case tuple():
            for item in value:
                yield from _words(item)
        case Decimal():
            yield f"{value.normalize():f}"
        case date():
            yield format_when(ImpreciseDate.on(value), ENGLISH)
        case str():
            yield value


def test_every_fact_of_the_source_is_in_the_record_that_should_hold_it(
    texts: Mapping[tuple[str, str], str],
) -> None:
    missing = [
        f"{fact.section}: {fact.fact}: {lack}" for fact in read_facts() for lack in _lacks(fact, texts)
    ]
    assert missing == []


def _lacks(fact: SeedFact, texts: Mapping[tuple[str, str], str]) -> list[str]:
    text = texts.get((fact.file, fact.record))
    return fact.missing_from(text) if text is not None else [f"there is no {fact.record} in {fact.file}"]


def test_the_table_covers_the_whole_source() -> None:
    facts = read_facts()
    assert len(facts) >= 300
    assert len({(fact.section, fact.fact) for fact in facts}) == len(facts)
    chapters = {fact.section.split()[0].split(".")[0] for fact in facts}
    assert {"cover", "imprint", "1", "2", "3", "4", "fn", "annex"} <= chapters


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("recommendation", 25),
        ("case-study", 4),
        ("change-area", 10),
        ("dimension", 4),
        ("focus-country", 5),
        ("meeting", 4),
        ("content-type", 10),
        ("area", 4),
        ("theme", 9),
    ],
)
def test_the_pack_has_exactly_as_many_as_the_source(pack: Pack, kind: str, count: int) -> None:
    assert len(pack.of(kind)) == count


def test_six_learnings_are_key_learnings_and_the_others_findings(pack: Pack) -> None:
    kinds = [learning.learning_kind for learning in pack.of("learning")]
    assert kinds.count("key-learning") == 6
    assert kinds.count("finding") >= 45


def test_thirty_nine_offices_contributed_through_the_online_tool(pack: Pack) -> None:
    ways = [participation.reports_through for participation in pack.of("participation")]
    assert ways.count("online-tool") == 39


def test_ten_change_areas_stand_four_two_two_two_under_their_dimensions(pack: Pack) -> None:
    assert [len(dimension.change_areas) for dimension in pack.of("dimension")] == [4, 2, 2, 2]


def test_ratings_say_that_they_were_set_from_the_text(pack: Pack) -> None:
    ratings = pack.of("rating")
    assert ratings
    assert {(rating.basis, rating.standing) for rating in ratings} == {
        ("assessed-from-the-text", "reconstructed")
    }
    assert all(rating.outcomes or rating.figures or rating.published for rating in ratings)


def test_every_recommendation_stands_where_its_heading_is(pack: Pack) -> None:
    themes = [recommendation.theme for recommendation in pack.of("recommendation")]
    counts = {theme: themes.count(theme) for theme in dict.fromkeys(themes)}
    assert list(counts.values()) == [4, 2, 3, 3, 1, 2, 7, 3]


def test_a_number_is_not_found_inside_a_longer_one() -> None:
    assert holds(folded("37,181 petitions, 2 107 hits"), "37181")
    assert holds(folded("2\u202f107 hits"), "2107")
    assert not holds(folded("37,181 petitions"), "181")
    assert not holds(folded("0.27 of all"), "27")
    assert holds(folded("27% of all"), "27")
