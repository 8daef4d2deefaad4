"""Tables that other programs wrote: found out by their bytes and read by the names of their columns.

Vendors change their layouts and people save files again in spreadsheets. So the encoding is sniffed (a byte order mark,
then the zeros of UTF-16, then UTF-8, then cp1252), the delimiter is taken from the header, and the header is the first of
ten rows that has a name that the reader looks for. Values stay text.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from headway.lib.packed import holds_macros, unpacked_size
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

HEADER_WITHIN = 10
LONGEST_CELL = 100_000
MOST_UNPACKED = 300_000_000
MOST_COLUMNS = 500
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = "\t;,"
# What exports write where they know nothing.
MISSING = frozenset({"", "-", "null", "na", "n/a", "none"})


@dataclass(frozen=True)
class Cells:
    """One row: the line of the file (or of the sheet) on which it begins, and its cells by the name of the column."""

    line: int
    cells: dict[str, str]

    def first(self, names: Sequence[str]) -> str:
        """The first of these columns that says something; "" where none does."""
        for name in names:
            value = self.cells.get(name, "").strip()
            if value.casefold() not in MISSING:
                return value
        return ""


@dataclass(frozen=True)
class Table:
    """The names of the columns as folded by `folded`, and the rows one by one."""

    columns: tuple[str, ...]
    rows: Iterator[Cells]


def folded(name: str) -> str:
    """`Campaign Type`, `campaign_type` and `CAMPAIGN-TYPE` are one column."""
    return " ".join(name.replace("_", " ").replace("-", " ").split()).casefold()


def read_table(path: Path, is_header: Callable[[set[str]], bool]) -> Table:
    """Read CSV in any dialect, or the first sheet of an XLSX; raise HeadwayError where it is neither.

    `is_header` is asked of the folded names of each of the first rows.
    """
    try:
        with path.open("rb") as file:
            head = file.read(65_536)
    except OSError as error:
        raise HeadwayError(say("{file} cannot be read: {why}", file=path, why=error.strerror)) from None
    if not head.strip(b"\x00 \r\n\t"):
        raise HeadwayError(say("{file} is empty", file=path.name))
    if head.startswith(b"PK\x03\x04"):
        return _table(_sheet_rows(path), is_header, path)
    if head.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")):
        raise HeadwayError(say("{file} is no table: send CSV or XLSX", file=path.name))
    return _table(_text_rows(path, encoding_of(head), is_header), is_header, path)


def encoding_of(head: bytes) -> str:
    """The encoding of a file that begins so."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    zeros = head[:2000]
    if zeros[1::2].count(0) > len(zeros) / 4:
        return "utf-16-le"
    if zeros[0::2].count(0) > len(zeros) / 4:
        return "utf-16-be"
    try:
        head[:-4].decode("utf-8")
    except UnicodeDecodeError as error:
        # A letter that the end of what was read cuts in two is no fault.
        return "utf-8" if error.start > len(head) - 8 else "cp1252"
    return "utf-8"


def _text_rows(
    path: Path, encoding: str, is_header: Callable[[set[str]], bool]
) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    delimiter = _delimiter(path, encoding, is_header)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = (line.replace("\x00", "") for line in file)
        reader, line = csv.reader(lines, delimiter=delimiter), 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                said = say(
                    "{file}, line {line}: not readable as CSV ({error})",
                    file=path.name,
                    line=line,
                    error=error,
                )
                raise HeadwayError(said) from None
            yield line, cells
            line = reader.line_num + 1


def _delimiter(path: Path, encoding: str, is_header: Callable[[set[str]], bool]) -> str:
    """By which sign the header falls into names that are looked for; else the most frequent one."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = [file.readline(LONGEST_CELL).replace("\x00", "") for _ in range(HEADER_WITHIN)]
    for line in lines:
        for delimiter in _DELIMITERS:
            names = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
            if len(names) > 1 and is_header({folded(name) for name in names}):
                return delimiter
    return max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in lines))


def _sheet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The first sheet; a workbook that would unpack to more than memory holds is refused before it is opened."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as packed:
            if unpacked_size(packed) > MOST_UNPACKED:
                raise HeadwayError(say("{file} unpacks to more than 300 MB; save it as CSV", file=path.name))
            if holds_macros(packed):
                raise HeadwayError(
                    say("{file} holds macros; save it without them, or as CSV", file=path.name)
                )
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows()
        for line, row in enumerate(rows, 1):
            yield line, [_cell_text(value) for value in row]
    except (CalamineError, zipfile.BadZipFile, IndexError):
        raise HeadwayError(
            say("{file} is no workbook that can be read; save it as XLSX or CSV", file=path.name)
        ) from None


def _cell_text(value: object) -> str:
    """A cell as a person reads it: whole numbers without a point, days as days."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(rows: Iterator[tuple[int, list[str]]], is_header: Callable[[set[str]], bool], path: Path) -> Table:
    for seen, (_line, cells) in enumerate(rows, 1):
        names = [folded(cell) for cell in cells[:MOST_COLUMNS]]
        if is_header(set(names)):
            return Table(tuple(names), _by_name(names, rows))
        if seen >= HEADER_WITHIN:
            break
    said = say(
        "{file}: none of the first {number} rows has the columns that this reads",
        file=path.name,
        number=HEADER_WITHIN,
    )
    raise HeadwayError(said)


def _by_name(names: Sequence[str], rows: Iterator[tuple[int, list[str]]]) -> Iterator[Cells]:
    """Of columns with one name the first counts; rows without any cell are no rows."""
    places = {name: at for at, name in reversed(list(enumerate(names))) if name}
    for line, cells in rows:
        if any(cell.strip() for cell in cells):
            yield Cells(line, {name: cells[at] for name, at in places.items() if at < len(cells)})
