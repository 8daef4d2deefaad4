"""What a packed file (a workbook, a document) would unpack to, and whether something in it could run: seen before it is opened."""

from __future__ import annotations

import zipfile

_MACROS = ("vbaproject.bin", "vbadata.xml", ".xlm")


def unpacked_size(packed: zipfile.ZipFile) -> int:
    return sum(entry.file_size for entry in packed.infolist())


def holds_macros(packed: zipfile.ZipFile) -> bool:
    """Macros of office programs, old sheets of macros, and what OpenDocument keeps its scripts in."""
    names = [entry.filename.lower() for entry in packed.infolist()]
    return any(
        name.endswith(_MACROS) or "/macrosheets/" in name or name.startswith(("basic/", "scripts/"))
        for name in names
    )
