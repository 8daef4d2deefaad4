"""Exports as the tools write them: each built on the header that the tool has."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

HEADERS = Path(__file__).parent / "headers"


def header_of(name: str) -> list[str]:
    """The header row of a tool, as it writes it."""
    raw = (HEADERS / f"{name}.header").read_bytes()
    text = raw.decode("utf-16" if raw[:2] == b"\xff\xfe" else "utf-8-sig")
    return next(csv.reader([text.strip("\r\n")], delimiter="\t" if "\t" in text else ","))


def text_of(
    header: Sequence[str],
    rows: Sequence[Mapping[str, str] | Sequence[str]],
    *,
    delimiter: str = ",",
    above: str = "",
    quote_all: bool = False,
) -> str:
    """A table as text; a row is told by the names of its columns, or cell by cell."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    writer.writerow(header)
    for row in rows:
        writer.writerow([row.get(name, "") for name in header] if isinstance(row, Mapping) else row)
    return above + out.getvalue()


def meltwater(
    folder: Path,
    rows: Sequence[Mapping[str, str]],
    *,
    layout: str = "a",
    above: str = "",
    name: str = "export.csv",
) -> Path:
    """UTF-16 with a byte order mark and tabs, and yet named .csv."""
    path = folder / name
    path.write_bytes(
        text_of(header_of(f"meltwater_{layout}"), rows, delimiter="\t", above=above).encode("utf-16")
    )
    return path


def plain(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, name: str, rows: Sequence[Sequence[object]]) -> Path:
    path = folder / name
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(at, column, value)
    return path
