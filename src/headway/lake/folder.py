"""Where the lake lies and which files it has, listed so that a copy made meanwhile is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

LOG = "_delta_log"


def lake_folder() -> Path:
    home: Path = settings.HEADWAY_HOME
    return home / "lake"


class Store:
    """The place of the lake's tables: a folder, or an object store by its URL."""

    def __init__(self, root: str) -> None:
        self.root = root.rstrip("/")
        self.is_folder = "://" not in root

    def uri(self, name: str) -> str:
        return f"{self.root}/{name}"

    def sink(self, name: str) -> Any:
        """Where a new file is written; on a disk it stands there with all its bytes once it is closed."""
        system, path = self._system()
        if self.is_folder:
            Path(path, name).parent.mkdir(parents=True, exist_ok=True)
        return system.open_output_stream(f"{path}/{name}")

    def source(self, name: str) -> Any:
        """A file to read."""
        system, path = self._system()
        return system.open_input_file(f"{path}/{name}")

    def size(self, name: str) -> int:
        system, path = self._system()
        found = system.get_file_info(f"{path}/{name}").size
        return -1 if found is None else int(found)

    def delete(self, name: str) -> None:
        system, path = self._system()
        system.delete_file(f"{path}/{name}")

    def names(self, table: str) -> list[tuple[str, int, float]]:
        """The data files of a table, whether anything knows of them or not: name, size, seconds since the epoch."""
        from pyarrow.fs import FileSelector, FileType

        system, path = self._system()
        under = FileSelector(f"{path}/{table}", allow_not_found=True, recursive=True)
        return [
            (info.path.split(f"{path}/{table}/", 1)[-1], info.size, info.mtime.timestamp())
            for info in system.get_file_info(under)
            if info.type == FileType.File and f"/{LOG}/" not in info.path
        ]

    def named(self, table: str, prefix: str) -> list[str]:
        """Names of the data files of a table that begin so, its folder first."""
        folder, _, begins = prefix.rpartition("/")
        found = self.names(f"{table}/{folder}")
        return [f"{folder}/{name}" for name, _size, _at in found if name.startswith(begins)]

    def _system(self) -> tuple[Any, str]:
        from pyarrow.fs import FileSystem, LocalFileSystem

        if self.is_folder:
            return LocalFileSystem(), self.root
        system, path = FileSystem.from_uri(self.root)
        return system, path


def lake_store() -> Store:
    return Store(settings.HEADWAY_LAKE or str(lake_folder()))


@contextmanager
def one_at_a_time(table: str) -> Iterator[None]:
    """Nobody else on this machine plans or writes the table meanwhile; whoever dies lets go.

    On several machines the database refuses whoever was overtaken, and they plan anew.
    """
    import fcntl

    home: Path = settings.HEADWAY_HOME
    with (home / f"lake-{table}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


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
