"""Documents as they are taken in: known by what is in them, and refused where they could run something."""

from __future__ import annotations

import io
import zipfile

from headway.lib.packed import holds_macros, unpacked_size
from headway.lib.problems import Refused
from headway.lib.tongue import say

# What an office file unpacks to; more is a file made to fill a disk.
MOST_UNPACKED = 200_000_000
MOST_MEMBERS = 10_000
ZIPPED = {
    "word/document.xml": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ppt/presentation.xml": (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
}
OPEN = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
PLAIN = ("text/plain", "txt")


def kind_of(data: bytes) -> tuple[str, str]:
    """Media type and ending of a document, by its content; raise Refused for what is not taken in."""
    if data.startswith(b"%PDF-"):
        return "application/pdf", "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if _is_text(data):
        return PLAIN
    raise Refused(
        say("files of this kind are not taken in; PDF, Word, Excel, PowerPoint, OpenDocument and text are")
    )


def _zipped(data: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {one.filename: one for one in archive.infolist()}
            if len(archive.infolist()) > MOST_MEMBERS or unpacked_size(archive) > MOST_UNPACKED:
                raise Refused(say("the file unpacks to more than can be taken in"))
            if holds_macros(archive):
                raise Refused(say("the file holds macros; save it without them"))
            for name, (ending, media_type) in ZIPPED.items():
                if name in members:
                    return media_type, ending
            if "mimetype" in members and members["mimetype"].file_size < 100:
                named = archive.read("mimetype").decode("ascii", "replace").strip()
                if named in OPEN:
                    return named, OPEN[named]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as error:
        raise Refused(say("the file is damaged")) from error
    raise Refused(
        say("files of this kind are not taken in; PDF, Word, Excel, PowerPoint, OpenDocument and text are")
    )


def _is_text(data: bytes) -> bool:
    """Plain words: what a browser could take for a page, or a system for a program, is none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    begins = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if begins.startswith(("<", "#!", "%!")):
        return False
    return not any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in text)
