"""Reading a document: its chapters with their numbers, the figures it cites, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headway.report.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Chapter,
    Definitions,
    Document,
    Emphasis,
    FactRef,
    Figure,
    Heading,
    KeyFigures,
    Link,
    Numbered,
    Paragraph,
    Quote,
    Run,
    Strong,
    Table,
    Timeline,
    plain,
)

DEEPEST_CHAPTER = 3
# Chapters of so many letters, with all of their sections, begin on a page of their own, unless so few stand before
# them; all others follow on, annexes too, so that no page stays nearly empty.
LONG_CHAPTER, FEW_BEFORE = 100_000, 20_000
# As many letters as a picture takes the room of.
PICTURE = 1_500


class BrokenDocumentError(ValueError):
    """The outline builder made a document that no writer can set; `problems` says where, one line each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class PlacedChapter:
    """A chapter with its level (1 is a chapter, 2 a section) and its number, empty for an annex."""

    chapter: Chapter
    level: int
    number: str

    @property
    def title(self) -> str:
        return f"{self.number} {self.chapter.heading}".lstrip()


@dataclass
class HeadingLevels:
    """Which level a heading inside a chapter gets: none is ever skipped, and records go below the last heading."""

    above: int
    depth: int = 0

    def heading(self, depth: int) -> int:
        self.depth = max(1, min(depth, self.depth + 1))
        return self.above + self.depth

    def record(self) -> int:
        return self.above + self.depth + 1


def place_chapters(document: Document) -> tuple[PlacedChapter, ...]:
    """All chapters and sections in reading order."""
    return tuple(_placed(document.chapters, 1, ""))


def _placed(chapters: tuple[Chapter, ...], level: int, above: str) -> Iterator[PlacedChapter]:
    count = 0
    for chapter in chapters:
        is_numbered = chapter.numbered and (level == 1 or above != "")
        count += is_numbered
        number = (f"{above}.{count}" if above else str(count)) if is_numbered else ""
        yield PlacedChapter(chapter, level, number)
        yield from _placed(chapter.chapters, level + 1, number)


def opening_chapters(document: Document) -> frozenset[str]:
    """Ids of the chapters that begin a page: the first after the overview, and very long ones unless little stands before."""
    found: set[str] = set()
    before: int | None = None
    for chapter in document.chapters:
        length = length_of(chapter)
        if before is None or (chapter.numbered and length >= LONG_CHAPTER and before >= FEW_BEFORE):
            found.add(chapter.id)
            before = 0
        before = None if chapter.overview else (before or 0) + length
    return frozenset(found)


def length_of(chapter: Chapter) -> int:
    """How much there is to read in a chapter and its sections, roughly."""
    blocks = tuple(_blocks_within(chapter.blocks))
    words = sum(len(plain((run,))) for block in blocks for run in runs_of(block))
    pictures = sum(PICTURE for block in blocks if isinstance(block, Figure))
    return words + pictures + sum(map(length_of, chapter.chapters))


def blocks_of(document: Document) -> Iterator[Block]:
    """Every block in reading order, those inside cards and callouts after the one that holds them."""
    for placed in place_chapters(document):
        yield from _blocks_within(placed.chapter.blocks)


def _blocks_within(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Card | Callout):
            yield from _blocks_within(block.blocks)


def runs_of(block: Block) -> Iterator[Run]:
    """The running text of one block, flat; not that of blocks inside it."""
    match block:
        case Paragraph() | Quote():
            texts = [block.runs]
        case Bullets() | Numbered():
            texts = list(block.items)
        case Definitions():
            texts = [text for entry in block.entries for text in (entry.term, entry.meaning)]
        case Table():
            texts = [cell.runs for row in block.rows for cell in row.cells] + [block.note]
        case Figure():
            texts = [block.note]
        case Card():
            texts = [block.title, block.meta]
        case Timeline():
            texts = [entry.runs for entry in block.entries]
        case _:
            texts = []
    for text in texts:
        yield from flat(text)


def flat(text: Iterable[Run]) -> Iterator[Run]:
    """Runs with those inside strong and emphasised text in their place."""
    for run in text:
        if isinstance(run, Strong | Emphasis):
            yield from flat(run.runs)
        else:
            yield run


def cited_facts(document: Document) -> tuple[str, ...]:
    """The ids of all figures that the document shows, in reading order, each once."""
    found: dict[str, None] = {}
    for block in blocks_of(document):
        match block:
            case KeyFigures():
                found.update((figure.fact, None) for figure in block.figures if figure.fact)
            case Table() | Figure():
                found.update(dict.fromkeys(block.sources))
        found.update((run.id, None) for run in runs_of(block) if isinstance(run, FactRef))
    for text in document.colophon:
        found.update((run.id, None) for run in flat(text) if isinstance(run, FactRef))
    return tuple(found)


def problems_of(document: Document) -> tuple[str, ...]:
    """What would break a link or a table, one line each; nothing in a sound document."""
    known = {source.id for source in document.sources}
    problems = [f'figure "{fact}" has no source' for fact in cited_facts(document) if fact not in known]
    problems += [f'two sources have the id "{name}"' for name in _twice(s.id for s in document.sources)]
    problems += [
        f"two sources have the number {name}" for name in _twice(str(s.number) for s in document.sources)
    ]
    problems += [f'two places have the id "{name}"' for name in _twice(_ids(document))]
    places = set(_ids(document))
    problems += [
        f'link to "#{place}", which is nowhere' for place in _inner_links(document) if place not in places
    ]
    for placed in place_chapters(document):
        if placed.level > DEEPEST_CHAPTER:
            problems.append(f'chapter "{placed.chapter.id}" lies deeper than {DEEPEST_CHAPTER} levels')
    problems += _nameless(document)
    for block in blocks_of(document):
        if isinstance(block, Table):
            problems += _table_problems(block)
    return tuple(problems)


def checked(document: Document) -> Document:
    """The document itself where it is sound; else BrokenDocumentError."""
    if problems := problems_of(document):
        raise BrokenDocumentError(problems)
    return document


def source_numbers(document: Document) -> dict[str, int]:
    """The number that stands for each source in the text."""
    return {source.id: source.number for source in document.sources}


def _nameless(document: Document) -> Iterator[str]:
    """Headings without words: no contents, no screen reader and no bookmark can name them."""
    if not document.title.strip():
        yield "the document has no title"
    for placed in place_chapters(document):
        if not placed.chapter.heading.strip():
            yield f'chapter "{placed.chapter.id}" has no heading'
        for block in _blocks_within(placed.chapter.blocks):
            if isinstance(block, Heading) and not block.text.strip():
                yield f'a heading in chapter "{placed.chapter.id}" is empty'
            if isinstance(block, Card) and not plain(block.title).strip():
                yield f'a record in chapter "{placed.chapter.id}" has no title'


def _table_problems(table: Table) -> Iterator[str]:
    for number, row in enumerate(table.rows, start=1):
        expected = 1 if row.kind == "group" else len(table.columns)
        if len(row.cells) != expected:
            yield f'table "{table.caption}", row {number}: {len(row.cells)} cells where {expected} belong'


def inner_place(url: str) -> str:
    """The id that a link within the document names; empty for a link that leads out."""
    return url[1:] if url.startswith("#") else ""


def _inner_links(document: Document) -> list[str]:
    found = [run.url for block in blocks_of(document) for run in runs_of(block) if isinstance(run, Link)]
    return [place for place in map(inner_place, found) if place]


def _ids(document: Document) -> Iterator[str]:
    for placed in place_chapters(document):
        yield placed.chapter.id
    for block in blocks_of(document):
        if isinstance(block, Heading | Table | Figure | Card) and block.id:
            yield block.id


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
