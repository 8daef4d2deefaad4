"""The document model: what a report says, before anyone decides how it looks.

The outline builder makes one `Document`; the HTML, PDF and DOCX writers each set it, so they cannot disagree.
All text here is plain text, already in the reader's language; escaping is the writers' work.
`runs("a plain text with ", FactRef("f-1", "37,181"), " in it")` is the short way to write running text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from headway.lib.labels import RIGHT_TO_LEFT

Direction = Literal["ltr", "rtl"]
Align = Literal["start", "centre", "end"]
MarkKind = Literal["standing", "precision", "language", "verdict", "rating", "status"]
Tone = Literal["quiet", "good", "caution", "bad"]
CalloutKind = Literal["note", "method", "warning"]
ParagraphStyle = Literal["body", "lead", "small"]
RowKind = Literal["body", "group", "total"]


def direction_of(language: str) -> Direction:
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


# Unicode's marks of direction, which show nothing: at the end of a stretch they keep its full stop on its own side.
END_MARKS: Mapping[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}


# --- Running text ---


@dataclass(frozen=True, slots=True)
class Text:
    """Words. `lang` is given only where it is not the language of what stands around it."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Strong:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Emphasis:
    runs: Runs


@dataclass(frozen=True, slots=True)
class FactRef:
    """A figure in the text. `id` is that of its `SourceOfFigure`, to which every writer leads the reader."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link out, or to a place in the document: `#` and the id of a chapter, heading, table, figure or card."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A small quiet tag: a fact's standing or precision, a narrative's language, a verdict, a rating.

    `lang` is given only where what stands around it is in another language.
    """

    kind: MarkKind
    text: str
    tone: Tone = "quiet"
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a paragraph or a table cell."""


Run = Text | Strong | Emphasis | FactRef | Link | Mark | Break
Runs = tuple[Run, ...]


def runs(*parts: str | Run) -> Runs:
    """Running text from plain strings and runs, without empty ones.

    Sentences of one other language with only a space between them are one run: as two they would change places in a
    line that is written from the other side.
    """
    made: list[Run] = []
    for part in parts:
        run = Text(part) if isinstance(part, str) else part
        match made[-2:], run:
            case _, Text(""):
                pass
            case [Text(before, lang), Text(" ", "")], Text(words, again) if lang and lang == again:
                made[-2:] = [Text(f"{before} {words}", lang)]
            case _:
                made.append(run)
    return tuple(made)


def strong(*parts: str | Run) -> Strong:
    return Strong(runs(*parts))


def emphasis(*parts: str | Run) -> Emphasis:
    return Emphasis(runs(*parts))


def plain(text: Sequence[Run]) -> str:
    """The words alone, for titles, bookmarks and tests."""
    words = []
    for run in text:
        match run:
            case Strong() | Emphasis():
                words.append(plain(run.runs))
            case Break():
                words.append("\n")
            case Text() | FactRef() | Link() | Mark():
                words.append(run.text)
    return "".join(words)


# --- Blocks ---


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs
    lang: str = ""
    style: ParagraphStyle = "body"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter, not in the contents; `depth` 1 is one level below the chapter's own."""

    text: str
    depth: int = 1
    id: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Runs, ...]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    items: tuple[Runs, ...]
    start: int = 1
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    term: Runs
    meaning: Runs


@dataclass(frozen=True, slots=True)
class Definitions:
    entries: tuple[Definition, ...]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A big number. `before` says how exactly it is known ("at least") and stands before it; `words` qualify it below
    ("actions, not people"); `fact` leads to its source.
    """

    value: str
    label: str
    fact: str = ""
    words: str = ""
    marks: tuple[Mark, ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share: columns of 1, 2 and 1 take a quarter, a half and a quarter. Numbers align at the end."""

    heading: str
    align: Align = "start"
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    runs: Runs = ()
    lang: str = ""


def cell(*parts: str | Run, lang: str = "") -> Cell:
    return Cell(runs(*parts), lang)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A `group` row holds one cell, which spans the table and heads the rows below; a `total` row closes them."""

    cells: tuple[Cell, ...]
    kind: RowKind = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """With `row_headers` the first cell of every row names the row. `sources` are ids of `SourceOfFigure`."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    row_headers: bool = True
    note: Runs = ()
    sources: tuple[str, ...] = ()
    id: str = ""


class ChartTable(Protocol):
    """The numbers behind a chart, as words."""

    @property
    def header(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[Sequence[str]]: ...


class Drawing(Protocol):
    """What `headway.charts` gives: a picture, what it is called, what it says, and the numbers behind it."""

    @property
    def svg(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def table(self) -> ChartTable: ...


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption (the chart's title where none is given)."""

    chart: Drawing
    caption: str = ""
    note: Runs = ()
    sources: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A record: an outcome, a case, a case study. `lang` is that of its narrative, not of its title."""

    title: Runs
    blocks: tuple[Block, ...] = ()
    meta: Runs = ()
    marks: tuple[Mark, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Testimony in indirect speech, and whose it is."""

    runs: Runs
    who: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    blocks: tuple[Block, ...]
    kind: CalloutKind = "note"
    title: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """`date` is in the words of its precision ("early 2015")."""

    date: str
    runs: Runs
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class Divider:
    """A quiet pause between two stretches of a chapter."""


Block = (
    Paragraph
    | Heading
    | Bullets
    | Numbered
    | Definitions
    | KeyFigures
    | Table
    | Figure
    | Card
    | Quote
    | Callout
    | Timeline
    | Divider
)


# --- The whole ---


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter and its sections. Levels and numbers ("2.1") follow from the nesting; annexes have no number.
    An `overview` shows the whole on one page, before the numbered chapters.
    """

    id: str
    heading: str
    blocks: tuple[Block, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    numbered: bool = True
    overview: bool = False


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One record behind a figure: what it is, what it says, its pack key, its page, and the fact that it is itself."""

    label: str
    value: str
    key: str
    url: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class SourceOfFigure:
    """Where a figure comes from. `number` is what the reader sees as [n]; `rule` says how rows were added."""

    id: str
    number: int
    statement: str
    value: str
    origin: str = ""
    rows: tuple[SourceRow, ...] = ()
    rule: str = ""
    standing: Mark | None = None

    @property
    def added(self) -> tuple[SourceRow, ...]:
        """Several rows with a value, which paper lists too; which records a count counted, only the screen lists."""
        return tuple(row for row in self.rows if row.value) if len(self.rows) > 1 else ()


@dataclass(frozen=True, slots=True)
class Document:
    """One report, whole. `digest` is the fingerprint of its facts, printed in the colophon."""

    title: str
    subtitle: str
    language: str
    date: date
    edition: str
    chapters: tuple[Chapter, ...]
    sources: tuple[SourceOfFigure, ...] = ()
    cover: tuple[str, ...] = ()
    colophon: tuple[Runs, ...] = ()
    digest: str = ""
    publisher: str = ""
    description: str = ""

    @property
    def direction(self) -> Direction:
        return direction_of(self.language)
