"""The outline of the shipped pack leaves nothing out, repeats no outcome, and is in all four languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from headway.exchange.rooms import SECTIONS
from headway.lib.packfile import Pack, read_pack
from headway.lib.tongue import LANGUAGES
from headway.report.facts import Records
from headway.report.page.selection import KIND_OF, filters_of, matches
from headway.report.rows import BlockRow, Show
from headway.verify.rows import Direction

STOP_TORTURE = Path(__file__).parent.parent / "stop-torture"
ONE_BY_ONE = sorted(set(KIND_OF.values()) - {"rating", "change-area"})
PLACEHOLDER = re.compile(r"\{[^{}]+\}")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(STOP_TORTURE, SECTIONS)


@pytest.fixture(scope="module")
def shown(pack: Pack) -> Counter[tuple[str, str]]:
    """How often each record is shown: a block without filters takes what none before it has shown."""
    records = Records({kind: tuple(rows) for kind, rows in pack.rows.items()})
    found: Counter[tuple[str, str]] = Counter()
    for block in pack.of("block"):
        for row in _candidates(block, pack):
            fresh = not found[row.kind, row.key]
            if matches(block, row, records) if filters_of(block) else fresh:
                found[row.kind, row.key] += 1
    return found


def _candidates(block: BlockRow, pack: Pack) -> Iterator[Any]:
    for row in pack.of(KIND_OF.get(block.show, "")):
        is_key_learning = getattr(row, "learning_kind", "") == "key-learning"
        if block.show in {Show.FINDINGS, Show.KEY_LEARNINGS} and is_key_learning is (
            block.show is Show.FINDINGS
        ):
            continue
        if block.show is Show.UNINTENDED and row.direction is not Direction.NEGATIVE and row.intended:
            continue
        yield row


@pytest.mark.parametrize("kind", ONE_BY_ONE)
def test_every_record_stands_somewhere_in_the_report(
    pack: Pack, shown: Counter[tuple[str, str]], kind: str
) -> None:
    assert pack.of(kind)
    assert [row.key for row in pack.of(kind) if not shown[kind, row.key]] == []


@pytest.mark.parametrize("kind", ["outcome", "activity", "figure", "published", "testimony", "case-study"])
def test_nothing_is_told_twice(pack: Pack, shown: Counter[tuple[str, str]], kind: str) -> None:
    assert [row.key for row in pack.of(kind) if shown[kind, row.key] > 1] == []


def test_headings_and_prose_are_in_every_language(pack: Pack) -> None:
    for row in (*pack.of("chapter"), *pack.of("block")):
        for name in ("heading", "text", "caption"):
            if label := getattr(row, name, None):
                assert set(label) == set(LANGUAGES), row.key


def test_prose_holds_no_bare_number_and_the_same_facts_in_every_language(pack: Pack) -> None:
    for block in pack.of("block"):
        texts = dict(block.text or {})
        assert not any(re.search(r"\d", PLACEHOLDER.sub("", text)) for text in texts.values()), block.key
        facts = {language: sorted(PLACEHOLDER.findall(text)) for language, text in texts.items()}
        assert all(names == facts["en"] for names in facts.values()), block.key
