"""Which pages a report stands on: a first one, then one for each chapter, and one for each section of a long chapter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from headway.report.blocks import Block, Callout, Card, Chapter, Document, Figure, Heading, Table
from headway.report.html.sources import SOURCES
from headway.report.walk import PlacedChapter, length_of, place_chapters

# A chapter of more letters than these stands on as many pages as it has sections.
LONG_PAGE = 40_000
# On a page of more letters than these, records are folded.
FOLDED_PAGE = 25_000
# So many parts make it worth saying what is on a page.
FEWEST_PARTS = 2


@dataclass(frozen=True)
class Leaf:
    """One page: its name in addresses (the first has none), and the chapters and sections that stand on it."""

    name: str
    number: str
    heading: str
    level: int
    placed: tuple[PlacedChapter, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.number} {self.heading}".lstrip()

    @property
    def is_long(self) -> bool:
        """Whether one would leaf for long through all that stands here."""
        return bool(self.name and self.placed) and length_of(self.placed[0].chapter) > FOLDED_PAGE

    def places(self) -> Iterator[str]:
        """The ids of all that stands here and can be led to."""
        for one in self.placed:
            yield one.chapter.id
            yield from _ids(one.chapter.blocks)

    def parts(self) -> list[tuple[str, str, str]]:
        """Id, number and heading of the parts of this page: its sections, or else its headings."""
        if not self.name:
            return []
        sections = [one for one in self.placed[1:] if one.level == self.level + 1]
        found = [(one.chapter.id, one.number, one.chapter.heading) for one in sections]
        if not found and self.placed:
            blocks = self.placed[0].chapter.blocks
            found = [(one.id, "", one.text) for one in blocks if isinstance(one, Heading) and one.depth == 1]
        return found if len(found) >= FEWEST_PARTS else []


def leaves_of(document: Document) -> tuple[Leaf, ...]:
    """All pages in reading order."""
    first: list[PlacedChapter] = []
    groups: list[list[PlacedChapter]] = []
    for whole in _top_chapters(document):
        if whole[0].chapter.overview:
            first += whole
        else:
            groups += _split(whole)
    leaves = [Leaf("", "", first[0].chapter.heading if first else document.title, 1, tuple(first))]
    taken = {"", SOURCES}
    for group in groups:
        head = group[0]
        name = head.chapter.id.removeprefix("chapter-")
        name = name if name not in taken else head.chapter.id
        taken.add(name)
        placed = tuple(_with_places(one, name) for one in group)
        leaves.append(Leaf(name, head.number, head.chapter.heading, head.level, placed))
    if document.sources:
        leaves.append(Leaf(SOURCES, "", "", 1))
    return tuple(leaves)


def _top_chapters(document: Document) -> list[list[PlacedChapter]]:
    """Each chapter with all that is below it."""
    found: list[list[PlacedChapter]] = []
    for placed in place_chapters(document):
        if placed.level == 1:
            found.append([])
        found[-1].append(placed)
    return found


def _split(whole: list[PlacedChapter]) -> list[list[PlacedChapter]]:
    """A chapter on one page; a long one on several, each section with those below it."""
    if not _is_long(whole[0].chapter):
        return [whole]
    groups: list[list[PlacedChapter]] = []
    for placed in whole:
        if placed.level <= 2:
            groups.append([])
        groups[-1].append(placed)
    return groups


def _with_places(placed: PlacedChapter, name: str) -> PlacedChapter:
    """The chapter with a place for each of its headings, so that one can be led there."""
    blocks: list[Block] = []
    for number, block in enumerate(placed.chapter.blocks):
        if isinstance(block, Heading) and block.depth == 1 and not block.id:
            blocks.append(replace(block, id=f"{name}-part-{number}"))
        else:
            blocks.append(block)
    return replace(placed, chapter=replace(placed.chapter, blocks=tuple(blocks)))


def _is_long(chapter: Chapter) -> bool:
    return bool(chapter.chapters) and length_of(chapter) > LONG_PAGE


def places_of(leaves: Iterable[Leaf], document: Document) -> dict[str, str]:
    """On which page each place stands, by its id; that of a source is the page of all sources."""
    found = {place: leaf.name for leaf in leaves for place in leaf.places()}
    found |= {f"source-{source.number}": SOURCES for source in document.sources}
    return {**found, **({SOURCES: SOURCES} if document.sources else {})}


def _ids(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading | Table | Figure | Card) and block.id:
            yield block.id
        if isinstance(block, Card | Callout):
            yield from _ids(block.blocks)
