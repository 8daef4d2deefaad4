"""Where the lake lies and which files it has, listed so that a copy made meanwhile is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

LOG = "_delta_log"


def lake_folder() -> Path:
    home: Path = settings.HEADWAY_HOME
    return home / "lake"


def lake_files(folder: Path | None = None) -> Iterator[Path]:
    """Every file of the lake, the tables' logs first: what a log names was written before the log was."""
    root = lake_folder() if folder is None else folder
    # The logs are listed whole before the first file is: a version that begins later is no part of the copy.
    logs = sorted(path for path in root.rglob("*") if LOG in path.relative_to(root).parts and is_plain(path))
    yield from logs
    yield from sorted(
        path for path in root.rglob("*") if LOG not in path.relative_to(root).parts and is_plain(path)
    )


def is_plain(path: Path) -> bool:
    """A file of its own: no link, which might lead anywhere."""
    return path.is_file() and not path.is_symlink()
