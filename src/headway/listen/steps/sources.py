"""What a file is: its layout, its columns, and what has to be asked about it before its rows can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from headway.lake import Source
from headway.lake.pieces import sheet_head
from headway.lib.decoding import Head, first_bytes, read_head
from headway.lib.exports import (
    NAMES_A_ROW,
    Layout,
    describes,
    fingerprint,
    guessing,
    is_header,
    layout_of,
    layouts,
    told_apart,
)
from headway.lib.problems import HeadwayError
from headway.lib.tables import folded
from headway.lib.tongue import say


@dataclass(frozen=True)
class Found:
    """A file as it was found; `guessed` where its columns were, and nobody has said yet that they are right."""

    source: Source
    fingerprint: str
    sample: Sequence[Sequence[str]]
    guessed: bool = False

    @property
    def told(self) -> dict[str, Any]:
        """For the page and for keeping."""
        source, head = self.source, self.source.head
        shown = {name: source.header[places[0]] for name, places in source.columns.items()}
        return {
            "layout": source.layout.key, "layout_name": source.layout.name, "header": list(source.header),
            "header_row": source.header_row, "columns": {name: list(places) for name, places in source.columns.items()},
            "read_as": shown, "encoding": head.shown_encoding if head else "XLSX",
            "delimiter": head.delimiter if head else "", "fingerprint": self.fingerprint, "guessed": self.guessed,
            "sample": [list(row)[: len(source.header)] for row in self.sample[:5]],
        }  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What is known before a file is read: what was said of it, and what is remembered of files like it."""

    kind: str
    layout: str = ""
    account: str = ""
    # By fingerprint: which field is which column, by the column's folded name.
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def find(path: Path, number: int, known: Known) -> Found:
    """Find out what a file is; raise HeadwayError where it cannot be brought in as this kind."""
    wanted = layouts().get(known.layout)
    if known.layout and wanted is None:
        there = ", ".join(one.key for one in layouts().values())
        raise HeadwayError(
            say('there is no layout "{key}" (there is: {there})', key=known.layout, there=there)
        )
    header, row, sample, head = _headed(path, known.kind, wanted)
    names = [folded(name) for name in header]
    mark = fingerprint(names)
    layout, guessed = _layout(names, known, wanted, path.name)
    if layout.described and sample and describes(sample[0]):
        names, row, sample = told_apart(names, sample[0]), row + 1, sample[1:]
        head = head.below() if head else None
    columns = layout.mapping(names)
    if remembered := known.columns.get(mark):
        columns = {field: [names.index(name)] for field, name in remembered.items() if name in names}
        guessed = False
    if not guessed and not any(name in columns for name in NAMES_A_ROW[known.kind]):
        raise HeadwayError(
            say(
                "{file} has no column by which a row is known: an id, or an address (URL, permalink)",
                file=path.name,
            )
        )
    source = Source(
        path,
        number,
        layout,
        columns,
        layout.paid_mapping(names),
        header,
        row,
        head,
        known.meanings,
        known.account,
    )
    return Found(source, mark, sample, guessed)


def _headed(
    path: Path, kind: str, wanted: Layout | None
) -> tuple[list[str], int, list[list[str]], Head | None]:
    def names_columns(cells: list[str]) -> bool:
        if wanted is not None and len(wanted.mapping([folded(cell) for cell in cells])) >= 2:
            return True
        return is_header(cells, kind)

    if first_bytes(path).startswith(b"PK\x03\x04"):
        header, row, sample = sheet_head(path, names_columns)
        return header, row, sample, None
    head = read_head(path, names_columns)
    return head.header, head.row, head.sample, head


def _layout(names: Sequence[str], known: Known, wanted: Layout | None, file: str) -> tuple[Layout, bool]:
    if wanted is not None:
        return wanted, wanted.guessed
    layout = layout_of(names, known.kind)
    if layout is None:
        return guessing(known.kind), True
    if layout.kind != known.kind:
        said = {
            "media": say("{file} is an export of {tool}, which tells of media coverage: bring it in as such", file=file, tool=layout.name),
            "social": say("{file} is an export of {tool}, which tells of posts: bring it in as such", file=file, tool=layout.name),
        }  # fmt: skip
        raise HeadwayError(said[layout.kind])
    return layout, False
