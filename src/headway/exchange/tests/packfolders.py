"""Copies of the small pack, changed in one place; and folders compared byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

from headway.conftest import PACKS, SMALL_PACK

BOTH = {"clean-rivers": SMALL_PACK, "stop-torture": PACKS / "stop-torture"}
_NO_PART = {"README.md", "NOTES.md", "LICENSE"}


def copy_of_small_pack(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """A copy with texts replaced: (file, old, new); an `old` that is empty puts `new` at the end of the file."""
    shutil.copytree(SMALL_PACK, folder)
    for name, old, new in changes:
        change(folder / name, old, new)
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Replace `old` once, and fail where it does not stand."""
    text = path.read_text()
    if old and old not in text:
        raise AssertionError(f"{path.name} holds no {old!r}")
    path.write_text(text.replace(old, new, 1) if old else text + new)


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a pack by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name not in _NO_PART}
