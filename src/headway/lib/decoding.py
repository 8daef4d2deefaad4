"""Text files of any size decoded piece by piece into UTF-8, with the faults that exports have healed or named.

The encoding is sniffed from the first bytes. Bytes that are no UTF-8 in a file that is mostly so were pasted in from
cp1252 and are read as that; a UTF-16 file that ends in half a letter was cut off.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from headway.lib.problems import HeadwayError
from headway.lib.tables import HEADER_WITHIN, encoding_of
from headway.lib.tongue import say

HEAD = 262_144
PIECE = 1_048_576
DELIMITERS = "\t;,|"
_PICTURES = (b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")
_SHOWN = {
    "utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
}  # fmt: skip


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 as what cp1252 makes of them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("as-cp1252", _as_cp1252)


@dataclass
class Head:
    """How a text file is written: its encoding and delimiter, the header and in which row it stands."""

    encoding: str
    delimiter: str
    header: list[str]
    row: int
    # Signs before the first row of values, which begins in row `row + 1`.
    signs: int
    sample: list[list[str]] = field(default_factory=list)
    # The same after one more row.
    next_signs: int = 0

    def below(self) -> Head:
        """The same file where the row below the header is no row of values: it describes the columns."""
        return replace(self, row=self.row + 1, signs=self.next_signs, sample=self.sample[1:])

    @property
    def shown_encoding(self) -> str:
        return _SHOWN.get(self.encoding, self.encoding)


def first_bytes(path: Path) -> bytes:
    """How a file begins; raise HeadwayError where it is none, is empty, or holds no table at all."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise HeadwayError(say("{file} cannot be read: {why}", file=path, why=error.strerror)) from None
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise HeadwayError(say("{file} is empty", file=path.name))
    if head.startswith(_PICTURES):
        raise HeadwayError(say("{file} is no table: send CSV or XLSX", file=path.name))
    return head


def sniffed(head: bytes) -> str:
    """The encoding of a file that begins so. Where some letters are UTF-8, all are, but for what was pasted in:
    other encodings do not make UTF-8 by chance."""
    encoding = encoding_of(head)
    if encoding != "cp1252":
        return encoding
    others: list[int] = []

    def count(error: UnicodeError) -> tuple[str, int]:
        others.append(1)
        return _as_cp1252(error)

    codecs.register_error("count-others", count)
    letters = sum(not sign.isascii() for sign in head.decode("utf-8", "count-others"))
    return "utf-8" if letters - len(others) > len(others) / 10 else encoding


def refuse_page(text: str, name: str) -> None:
    """Refuse a web page that was saved under the name of a table: most often it tells that one is signed out."""
    begins = text.lstrip("\ufeff \r\n\t")[:200].lower()
    if begins.startswith(("<!doctype html", "<html", "<?xml", "<head", "<script")):
        raise HeadwayError(
            say(
                "{file} is a web page and no table: sign in to the tool again, and export once more",
                file=name,
            )
        )


def read_head(path: Path, is_header: Callable[[list[str]], bool]) -> Head:
    """Find out how a text file is written; raise HeadwayError where no row of the first ten names columns."""
    raw = first_bytes(path)
    encoding = sniffed(raw)
    text = codecs.getincrementaldecoder(encoding)(
        "as-cp1252" if encoding.startswith("utf-8") else "replace"
    ).decode(raw)
    refuse_page(text, path.name)
    lines = [line for line in text.split("\n", HEADER_WITHIN)[:HEADER_WITHIN] if line.strip()]
    signs = sorted(DELIMITERS, key=lambda sign: -max((line.count(sign) for line in lines), default=0))
    for sign in signs:
        if found := _header_by(text, sign, is_header):
            return Head(encoding, sign, *found)
    raise HeadwayError(
        say(
            "{file}: none of the first {number} rows has the columns that this reads",
            file=path.name, number=HEADER_WITHIN,
        )
    )  # fmt: skip


def _header_by(
    text: str, delimiter: str, is_header: Callable[[list[str]], bool]
) -> tuple[list[str], int, int, list[list[str]], int] | None:
    """The header with this delimiter, in which row it stands, where the rows begin, and some of those."""
    reading = _Counted(text)
    rows = csv.reader(reading, delimiter=delimiter)
    try:
        for row in range(1, HEADER_WITHIN + 1):
            cells = next(rows)
            if len(cells) > 1 and is_header(cells):
                begins = reading.signs
                first = _sample(rows, 1)
                after = reading.signs
                return cells, row, begins, [*first, *_sample(rows)], after
    except (StopIteration, csv.Error):
        pass
    return None


def _sample(rows: Iterator[list[str]], most: int = 60) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        while len(found) < most:
            found.append(next(rows))
    except (StopIteration, csv.Error):
        pass
    return found


class _Counted:
    """Lines of a text, with how many signs were given out."""

    def __init__(self, text: str) -> None:
        self.signs = 0
        self._lines = io.StringIO(text.replace("\x00", " "), newline="")

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._lines.readline()
        if not line:
            raise StopIteration
        self.signs += len(line)
        return line


class Utf8Stream(io.RawIOBase):
    """The rows of a text file as UTF-8, from where they begin; `heard` is told after each piece how many bytes are read.

    Raise HeadwayError from `read` where the file ends in half a letter.
    """

    def __init__(
        self, source: BinaryIO, head: Head, name: str, heard: Callable[[int], None] = lambda count: None
    ) -> None:
        super().__init__()
        self._source, self._name, self._heard = source, name, heard
        self._skip, self._bytes = head.signs, 0
        errors = (
            "as-cp1252"
            if head.encoding.startswith("utf-8")
            else "strict"
            if "16" in head.encoding
            else "replace"
        )
        self._decoder = codecs.getincrementaldecoder(head.encoding)(errors)
        self._left, self._ended, self.quotes = bytearray(), False, 0
        self.fault: HeadwayError | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._ended and (size < 0 or len(self._left) < size):
            self._left += self._next_piece()
        size = len(self._left) if size < 0 else size
        given = bytes(self._left[:size])
        del self._left[:size]
        return given

    def readinto(self, into: Any) -> int:
        given = self.read(len(into))
        into[: len(given)] = given
        return len(given)

    def _next_piece(self) -> bytes:
        raw = self._source.read(PIECE)
        self._bytes += len(raw)
        self._ended = not raw
        try:
            text = self._decoder.decode(raw, final=not raw)
        except UnicodeDecodeError:
            self.fault = HeadwayError(
                say("{file} is cut off, or was damaged on its way: export it again", file=self._name)
            )
            self._ended = True
            raise self.fault from None
        self._heard(self._bytes)
        if self._skip:
            skipped = min(self._skip, len(text))
            text, self._skip = text[skipped:], self._skip - skipped
        self.quotes += text.count('"')
        if "\x00" in text:
            text = text.replace("\x00", " ")
        return text.encode("utf-8", "replace")
