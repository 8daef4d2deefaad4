"""A document as plain data for the Typst template: text stays text, and none of it is ever read as markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from headway.charts.palette import LIGHT
from headway.report.blocks import (
    Block,
    Break,
    Bullets,
    Callout,
    Card,
    Cell,
    Definitions,
    Divider,
    Document,
    Emphasis,
    FactRef,
    Figure,
    Heading,
    KeyFigures,
    Link,
    Mark,
    Numbered,
    Paragraph,
    Quote,
    Run,
    Runs,
    SourceOfFigure,
    Strong,
    Table,
    TableRow,
    Text,
    Timeline,
    direction_of,
)
from headway.report.letters import begun
from headway.report.pdf.pages import (
    figures_in_a_row,
    is_broad_picture,
    is_broad_table,
    is_stacked_table,
    is_tall,
    length_of,
)
from headway.report.walk import (
    HeadingLevels,
    PlacedChapter,
    inner_place,
    opening_chapters,
    place_chapters,
    source_numbers,
)
from headway.report.words import Words, date_in_words

Node = dict[str, Any]

# Records up to this many characters are kept on one page.
SHORT_RECORD = 650
# Rows of a table likewise, and the end of a longer record, so that no line of it stands alone.
SHORT_ROW, SHORT_END = 700, 500
# Tables of so few rows, if they are short, stay whole.
SHORT_TABLE = 6
# So much text fills a page.
A_PAGE = 6_000
SAFE_SCHEMES = ("https://", "http://", "mailto:")


def _late_pictures(nodes: list[Node]) -> list[Node]:
    """Pictures over both columns behind as much of their chapter as fills a page, where there is so much: sent before, a
    picture takes the rest of the page that its chapter begins on, and the name of the chapter moves on without it.
    """
    made: list[Node] = []
    waiting: list[Node] = []
    filled = 0
    for node in nodes:
        if filled < A_PAGE and node["t"] == "figure" and node["broad"]:
            waiting.append(node)
            continue
        made.append(node)
        filled += length_of(node)
        if filled >= A_PAGE:
            made += waiting
            waiting = []
    return nodes if waiting else made


def _with_headings(nodes: list[Node]) -> list[Node]:
    """A table over both columns with the heading before it and the small line after it: it would float away from them."""
    made: list[Node] = []
    for at, node in enumerate(nodes):
        is_line = node["t"] == "p" and node["style"] == "small"
        if is_line and made and made[-1]["t"] == "float" and nodes[at - 1]["t"] == "table":
            made[-1]["blocks"].append(node)
        elif not (node["t"] == "table" and node["broad"] and not node["stacked"]):
            made.append(node)
        elif made and made[-1]["t"] == "heading":
            made.append({"t": "float", "blocks": [made.pop(), node]})
        else:
            made.append({"t": "float", "blocks": [node]})
    return made


def tree_of(document: Document, words: Words) -> Node:
    """All that the template needs, as lists and dictionaries of strings and numbers."""
    return _Tree(document, words).whole()


class _Tree:
    def __init__(self, document: Document, words: Words) -> None:
        self.document = document
        self.words = words
        self.numbers = source_numbers(document)
        self.levels = HeadingLevels(1)
        self.in_overview = False

    def whole(self) -> Node:
        document = self.document
        return {
            "title": document.title,
            "subtitle": document.subtitle,
            "language": document.language,
            "direction": document.direction,
            "day": [document.date.year, document.date.month, document.date.day],
            "date": date_in_words(document.date, document.language),
            "edition": document.edition,
            "publisher": document.publisher,
            "description": document.description or document.subtitle,
            "cover": list(document.cover),
            "chapters": self.chapters(),
            "sources": [self.source(source) for source in document.sources],
            "colophon": [self.runs(text) for text in document.colophon],
            "digest": document.digest,
            "colours": dict(LIGHT.items()),
            "words": {
                "contents": self.words.contents,
                "sources": self.words.sources,
                "sources_intro": self.words.sources_intro,
                "source": self.words.source,
                "figure": self.words.figure,
                "table": self.words.table,
                "about": self.words.about_this_edition,
                "fingerprint": self.words.fingerprint,
                "colon": self.words.colon,
            },
        }

    def chapters(self) -> list[Node]:
        opening = opening_chapters(self.document)
        made = []
        for placed in place_chapters(self.document):
            opens = placed.chapter.id in opening
            node = self.chapter(placed) | {"opens": opens}
            if placed.level == 1 and not opens and not placed.chapter.overview:
                node["blocks"] = _late_pictures(node["blocks"])
            made.append(node)
        return made

    def chapter(self, placed: PlacedChapter) -> Node:
        self.levels = HeadingLevels(placed.level)
        self.in_overview = placed.chapter.overview
        return {
            "id": placed.chapter.id,
            "level": placed.level,
            "number": placed.number,
            "heading": placed.chapter.heading,
            "overview": placed.chapter.overview,
            "annex": not placed.number and not placed.chapter.overview,
            "blocks": self.blocks(placed.chapter.blocks),
        }

    def blocks(self, blocks: Iterable[Block]) -> list[Node]:
        return _with_headings([self.block(block) for block in blocks])

    def block(self, block: Block) -> Node:
        """One block; `lang` and `dir` only where it is written in another language than the document."""
        match block:
            case Paragraph():
                return self.spoken(
                    {"t": "p", "runs": self.runs(block.runs), "style": block.style}, block.lang
                )
            case Heading():
                level = self.levels.heading(block.depth)
                return self.spoken(
                    {"t": "heading", "text": block.text, "level": level, "id": block.id}, block.lang
                )
            case Bullets():
                return self.spoken(
                    {"t": "bullets", "items": [self.runs(item) for item in block.items]}, block.lang
                )
            case Numbered():
                items = [self.runs(item) for item in block.items]
                return self.spoken({"t": "numbered", "items": items, "start": block.start}, block.lang)
            case Definitions():
                entries = [
                    {"term": self.runs(e.term), "meaning": self.runs(e.meaning)} for e in block.entries
                ]
                return self.spoken({"t": "definitions", "entries": entries}, block.lang)
            case Quote():
                return self.spoken(
                    {"t": "quote", "runs": self.runs(block.runs), "who": block.who}, block.lang
                )
            case Timeline():
                entries = [
                    self.spoken({"date": e.date, "runs": self.runs(e.runs)}, e.lang) for e in block.entries
                ]
                return {"t": "timeline", "entries": entries}
            case Divider():
                return {"t": "divider"}
            case KeyFigures() | Table() | Figure() | Card() | Callout():
                return self.large_block(block)

    def large_block(self, block: KeyFigures | Table | Figure | Card | Callout) -> Node:
        match block:
            case KeyFigures():
                return self.key_figures(block)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Card():
                return self.card(block)
            case Callout():
                title = block.title or self.words.callout(block.kind)
                return {
                    "t": "callout",
                    "kind": block.kind,
                    "title": title,
                    "blocks": self.blocks(block.blocks),
                }

    def key_figures(self, block: KeyFigures) -> Node:
        figures = [
            {
                "before": entry.before,
                "value": entry.value,
                "label": entry.label,
                "words": entry.words,
                "source": self.numbers[entry.fact] if entry.fact else 0,
                "marks": [self.run(mark) for mark in entry.marks],
            }
            for entry in block.figures
        ]
        columns = figures_in_a_row(block, alone=self.in_overview)
        broad = columns > 2 and not self.in_overview
        return {"t": "key-figures", "figures": figures, "columns": columns, "broad": broad}

    def table(self, block: Table) -> Node:
        columns = [{"heading": c.heading, "align": c.align, "width": c.width} for c in block.columns]
        rows = [self.row(row) for row in block.rows]
        return {
            "t": "table",
            "id": block.id,
            "caption": block.caption,
            "columns": columns,
            "rows": rows,
            "broad": is_broad_table(block, length_of(rows)) and not self.in_overview,
            "whole": len(rows) <= SHORT_TABLE and length_of(rows) <= SHORT_TABLE * SHORT_ROW // 6,
            "stacked": is_stacked_table(block, length_of(rows)),
            "row_headers": block.row_headers,
            "note": self.runs(block.note),
            "sources": [self.numbers[fact] for fact in block.sources],
        }

    def row(self, row: TableRow) -> Node:
        cells = [self.cell(cell) for cell in row.cells]
        return {"kind": row.kind, "cells": cells, "short": length_of(cells) <= SHORT_ROW}

    def cell(self, cell: Cell) -> Node:
        return self.spoken({"runs": self.runs(cell.runs)}, cell.lang)

    def figure(self, block: Figure) -> Node:
        title = block.caption or block.chart.title
        return {
            "t": "figure",
            "id": block.id,
            "svg": block.chart.svg,
            "tall": is_tall(block.chart.svg),
            "broad": is_broad_picture(block.chart.svg) and not self.in_overview,
            "caption": title,
            "alt": f"{title}. {block.chart.summary}",
            "summary": block.chart.summary,
            "note": self.runs(block.note),
            "sources": [self.numbers[fact] for fact in block.sources],
        }

    def card(self, block: Card) -> Node:
        outer = self.levels
        level = outer.record()
        self.levels = HeadingLevels(level)
        blocks = self.blocks(block.blocks)
        self.levels = outer
        return {
            "t": "card",
            "id": block.id,
            "level": level,
            "title": self.runs(block.title),
            "meta": self.runs(block.meta),
            "marks": [self.run(mark) for mark in block.marks],
            "blocks": blocks,
            "short": length_of(blocks) <= SHORT_RECORD,
            "tied": length_of(blocks[-2:]) <= SHORT_END,
        }

    def source(self, source: SourceOfFigure) -> Node:
        rows = [
            {"label": row.label, "value": row.value, "number": self.numbers.get(row.fact, 0)}
            for row in source.added
        ]
        return {
            "number": source.number,
            "value": source.value,
            "statement": source.statement,
            "origin": begun(source.origin),
            "rule": source.rule,
            "standing": [self.run(source.standing)] if source.standing else [],
            "rows": rows,
        }

    def runs(self, text: Runs) -> list[Node]:
        return [self.run(run) for run in text]

    def run(self, run: Run) -> Node:
        match run:
            case Text():
                return self.spoken({"t": "text", "s": run.text}, run.lang)
            case Strong():
                return {"t": "strong", "c": self.runs(run.runs)}
            case Emphasis():
                return {"t": "em", "c": self.runs(run.runs)}
            case FactRef():
                return {"t": "fact", "s": run.text, "n": self.numbers[run.id]}
            case Link():
                return self.link(run)
            case Mark():
                return {"t": "mark", "s": run.text, "tone": run.tone}
            case Break():
                return {"t": "br"}

    def link(self, link: Link) -> Node:
        if place := inner_place(link.url):
            return {"t": "inner", "s": link.text, "to": place}
        if link.url.startswith(SAFE_SCHEMES):
            return {"t": "link", "s": link.text, "url": link.url}
        return {"t": "text", "s": link.text}

    def spoken(self, node: Node, lang: str) -> Node:
        if not lang or lang == self.document.language:
            return node
        return node | {"lang": lang, "dir": direction_of(lang)}
