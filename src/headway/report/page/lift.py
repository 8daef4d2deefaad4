"""Where a whole paragraph, entry or cell is in another language, says so of the whole and not of its words.

A paragraph of English in an Arabic report then runs from the left, as its reader expects.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import get_language

from headway.report.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Cell,
    Mark,
    Numbered,
    Paragraph,
    Run,
    Runs,
    Table,
    TableRow,
    Text,
    Timeline,
    TimelineEntry,
)


def lifted(block: Block) -> Block:
    """The block with its language said as high up as it holds."""
    match block:
        case Paragraph():
            lang = block.lang or language_of(block.runs)
            return replace(block, runs=_bare(block.runs, lang), lang=lang)
        case Bullets() | Numbered():
            lang = block.lang or _shared(block.items)
            return replace(block, items=tuple(_bare(item, lang) for item in block.items), lang=lang)
        case Timeline():
            return Timeline(tuple(_entry(entry) for entry in block.entries))
        case Table():
            return replace(block, rows=tuple(_row(row) for row in block.rows))
        case Card() | Callout():
            return replace(block, blocks=tuple(lifted(inner) for inner in block.blocks))
    return block


def language_of(runs: Runs) -> str:
    """The one language in which all of these words are told; empty where some are in the report's own.

    Marks do not count: they keep their own language within the words that they mark.
    """
    told = [run for run in runs if not isinstance(run, Mark) and not _is_space(run)]
    found = {run.lang if isinstance(run, Text) else "" for run in told}
    return found.pop() if len(found) == 1 else ""


def _is_space(run: object) -> bool:
    return isinstance(run, Text) and not run.text.strip()


def _shared(items: Iterable[Runs]) -> str:
    found = {language_of(item) for item in items}
    return found.pop() if len(found) == 1 else ""


def _bare(runs: Runs, lang: str) -> Runs:
    """The words without a language that the whole has, and the marks among them with theirs."""
    return tuple(_bare_run(run, lang) for run in runs) if lang else runs


def _bare_run(run: Run, lang: str) -> Run:
    if isinstance(run, Mark):
        return replace(run, lang=get_language() or "")
    return replace(run, lang="") if isinstance(run, Text) and run.lang == lang else run


def _entry(entry: TimelineEntry) -> TimelineEntry:
    lang = entry.lang or language_of(entry.runs)
    return replace(entry, runs=_bare(entry.runs, lang), lang=lang)


def _row(row: TableRow) -> TableRow:
    return replace(row, cells=tuple(_cell(cell) for cell in row.cells))


def _cell(cell: Cell) -> Cell:
    lang = cell.lang or language_of(cell.runs)
    return replace(cell, runs=_bare(cell.runs, lang), lang=lang)
