"""The rows of a file as record batches of text, each with the number of its row: what is not well formed is told apart."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from headway.lib.decoding import Head, Utf8Stream
from headway.lib.packed import holds_macros, unpacked_size
from headway.lib.problems import HeadwayError
from headway.lib.tables import HEADER_WITHIN
from headway.lib.tongue import say

BLOCK = 8_388_608
SHEET_ROWS = 5_000
MOST_UNPACKED = 300_000_000
MOST_COLUMNS = 500


@dataclass
class Misshapen:
    """Rows that have more or fewer cells than the header: the number of each, and how many cells."""

    columns: int
    rows: list[tuple[int, int]] = field(default_factory=list)


def text_batches(
    path: Path, head: Head, wanted: Sequence[int], bad: Misshapen, heard: Callable[[int], None]
) -> Iterator[Any]:
    """Batches with the columns `c<place>` that are wanted, and `row`; no more of the file in memory than some blocks."""
    import pyarrow as pa
    import pyarrow.csv as pc

    names = [f"c{at}" for at in range(len(head.header))]
    skipped: list[int] = []
    swallowed, last = "", None

    def odd(row: Any) -> str:
        nonlocal swallowed
        skipped.append(row.number)
        swallowed = row.text
        if row.text.strip():
            bad.rows.append((head.row + row.number, row.actual_columns))
        return "skip"

    with path.open("rb") as file:
        stream = Utf8Stream(file, head, path.name, heard)
        try:
            reader = pc.open_csv(
                pa.PythonFile(stream, mode="r"),
                pc.ReadOptions(use_threads=False, block_size=BLOCK, column_names=names),
                pc.ParseOptions(
                    delimiter=head.delimiter, newlines_in_values=True, invalid_row_handler=odd, ignore_empty_lines=False
                ),
                pc.ConvertOptions(
                    column_types={name: pa.string() for name in names}, strings_can_be_null=False,
                    include_columns=[names[at] for at in wanted], check_utf8=False,
                ),
            )  # fmt: skip
            for last in _numbered(reader, head.row, skipped):
                swallowed = swallowed if skipped and head.row + skipped[-1] > last["row"][-1].as_py() else ""
                yield last
            if _ends_open(stream, last, swallowed):
                row = max([head.row, *(head.row + number for number in skipped[-1:]), *_last_row(last)])
                raise _open_quote(path.name, row)
        except pa.ArrowInvalid as error:
            if stream.fault:
                raise stream.fault from None
            if "Empty CSV file" in str(error):
                return
            raise _unreadable(path, head) from None


def _numbered(reader: Any, above: int, skipped: list[int]) -> Iterator[Any]:
    import pyarrow as pa

    count = 0
    for batch in reader:
        if not batch.num_rows:
            continue
        numbers = _numbers(count, batch.num_rows, skipped)
        count = numbers[-1]
        rows = pa.array([above + number for number in numbers], pa.int64())
        yield batch.append_column("row", rows)


def _numbers(before: int, count: int, skipped: list[int]) -> Sequence[int]:
    """The numbers of the next `count` rows after `before`, without those that were skipped."""
    if not skipped or skipped[-1] <= before:
        return range(before + 1, before + count + 1)
    found: list[int] = []
    gone, at = set(skipped), before
    while len(found) < count:
        at += 1
        if at not in gone:
            found.append(at)
    return found


def _last_row(last: Any) -> list[int]:
    return [] if last is None else [last["row"][-1].as_py()]


def _open_quote(name: str, row: int) -> HeadwayError:
    return HeadwayError(
        say(
            "{file}, row {row}: a quotation mark is opened and never closed; mend it, or export again",
            file=name,
            row=row,
        )
    )


def _ends_open(stream: Utf8Stream, last: Any, odd: str) -> bool:
    """Whether a quote is open at the end: it has swallowed all lines below it, so that the last row holds several."""
    if stream.quotes % 2 == 0:
        return False
    return "\n" in odd or (
        last is not None and any("\n" in (column[-1].as_py() or "") for column in last.columns[:-1])
    )


def _unreadable(path: Path, head: Head) -> HeadwayError:
    """Why the reader gave up: found by reading once more, slowly, up to there."""
    import csv
    import io

    csv.field_size_limit(BLOCK)
    row = head.row
    with path.open("rb") as file:
        lines = io.TextIOWrapper(
            io.BufferedReader(Utf8Stream(file, head, path.name), BLOCK), "utf-8", newline=""
        )
        rows = csv.reader(lines, delimiter=head.delimiter)
        try:
            for row, _cells in enumerate(rows, head.row + 1):  # noqa: B007
                pass
        except csv.Error:
            row += 1
    return HeadwayError(
        say(
            "{file}, row {row}: a cell is longer than 8 MB, or a quotation mark is opened and never closed; mend it, or export again",
            file=path.name, row=row,
        )
    )  # fmt: skip


def sheet_rows(path: Path) -> Iterator[list[str]]:
    """The rows of a workbook's first sheet as text; raise HeadwayError for one that is none, or would unpack too far."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as packed:
            if unpacked_size(packed) > MOST_UNPACKED:
                raise HeadwayError(say("{file} unpacks to more than 300 MB; save it as CSV", file=path.name))
            if holds_macros(packed):
                raise HeadwayError(
                    say("{file} holds macros; save it without them, or as CSV", file=path.name)
                )
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        begins = (sheet.start or (0, 0))[0]
        for _ in range(begins):
            yield []
        for row in sheet.iter_rows():
            yield [_cell_text(value) for value in row[:MOST_COLUMNS]]
    except (CalamineError, zipfile.BadZipFile, IndexError):
        raise HeadwayError(
            say("{file} is no workbook that can be read; save it as XLSX or CSV", file=path.name)
        ) from None


def _cell_text(value: object) -> str:
    """A cell as a person reads it. A number of sixteen figures and more was rounded: it shows as a spreadsheet shows it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else f"{value:.5E}".replace("E+0", "E+")
    return str(value)


def sheet_batches(
    path: Path, header_row: int, width: int, wanted: Sequence[int], heard: Callable[[int], None]
) -> Iterator[Any]:
    """The rows below the header of a workbook, as `text_batches` gives them."""
    import pyarrow as pa

    names = [f"c{at}" for at in wanted]
    pending: list[list[str]] = []
    numbers: list[int] = []

    def batch() -> Any:
        columns = [pa.array([row[at] for row in pending], pa.string()) for at in wanted]
        return pa.RecordBatch.from_arrays([*columns, pa.array(numbers, pa.int64())], names=[*names, "row"])

    for number, cells in enumerate(sheet_rows(path), 1):
        if number <= header_row:
            continue
        pending.append([*cells, *[""] * (width - len(cells))])
        numbers.append(number)
        if len(pending) == SHEET_ROWS:
            yield batch()
            heard(number)
            pending, numbers = [], []
    if pending:
        yield batch()


def sheet_head(path: Path, is_header: Callable[[list[str]], bool]) -> tuple[list[str], int, list[list[str]]]:
    """The header of a workbook's first sheet, in which row it stands, and some rows below it."""
    rows = sheet_rows(path)
    for number, cells in enumerate(islice(rows, HEADER_WITHIN), 1):
        if is_header(cells):
            return cells, number, list(islice(rows, 60))
    raise HeadwayError(
        say(
            "{file}: none of the first {number} rows has the columns that this reads",
            file=path.name, number=HEADER_WITHIN,
        )
    )  # fmt: skip
