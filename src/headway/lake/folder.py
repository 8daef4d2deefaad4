"""Where the lake lies and which files it has, listed so that a copy made meanwhile is whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from headway.lib.problems import Unreachable
from headway.lib.tongue import say

LOG = "_delta_log"
# Under this, what a restore found in its place is kept until somebody takes it away; it is no table.
ASIDE = "before-restore-"
_A_PART = 1 << 20
# By this DuckDB knows the files of an object store.
SCHEME = "lake"


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

    def scanned(self, name: str) -> str:
        """The file as DuckDB names it, once it was told of the store by `told_to`."""
        return self.uri(name) if self.is_folder else f"{SCHEME}://{self._system()[1]}/{name}"

    def told_to(self, connection: Any) -> None:
        """Let a DuckDB read the store by Arrow; it would have to fetch an extension of its own for that first."""
        if not (self.is_folder or connection.filesystem_is_registered(SCHEME)):
            from headway.lake.over_the_wire import ThroughArrow

            with self.answering():
                system, path = self._system()
                # Asked here once, since what DuckDB makes of a store that is away helps nobody.
                system.get_file_info(path)
            connection.register_filesystem(ThroughArrow(system))

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Raise Unreachable where an object store does not do what it is asked; a disk's own faults pass."""
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as error:
            if self.is_folder:
                raise
            raise Unreachable(
                say("the lake at {place} does not answer: {reason}", place=self.root, reason=_short(error))
            ) from None

    def sink(self, name: str) -> Any:
        """Where a new file is written; on a disk it stands there with all its bytes once it is closed."""
        system, path = self._system()
        if self.is_folder:
            Path(path, name).parent.mkdir(parents=True, exist_ok=True)
        with self.answering():
            return system.open_output_stream(f"{path}/{name}")

    def source(self, name: str) -> Any:
        """A file to read."""
        system, path = self._system()
        with self.answering():
            return system.open_input_file(f"{path}/{name}")

    def size(self, name: str) -> int:
        system, path = self._system()
        with self.answering():
            found = system.get_file_info(f"{path}/{name}").size
        return -1 if found is None else int(found)

    def delete(self, name: str) -> None:
        system, path = self._system()
        with self.answering():
            system.delete_file(f"{path}/{name}")

    def names(self, table: str) -> list[tuple[str, int, float]]:
        """The data files of a table, whether anything knows of them or not: name, size, seconds since the epoch."""
        return [
            (name.removeprefix(f"{table}/"), info.size, info.mtime.timestamp())
            for name, info in self._files(table)
            if f"/{LOG}/" not in name
        ]

    def named(self, table: str, prefix: str) -> list[str]:
        """Names of the data files of a table that begin so, its folder first."""
        folder, _, begins = prefix.rpartition("/")
        found = self.names(f"{table}/{folder}")
        return [f"{folder}/{name}" for name, _size, _at in found if name.startswith(begins)]

    def everything(self) -> Iterator[str]:
        """The name of each file, the tables' logs first: what a log names was written before the log was."""
        if self.is_folder:
            root = Path(self.root)
            found: Iterator[str] = (path.relative_to(root).as_posix() for path in lake_files(root))
        else:
            # Listed whole before the first is read: what comes later is no part of the copy.
            names = [name for name, _ in self._files()]
            found = iter(sorted(names, key=lambda name: (f"/{LOG}/" not in name, name)))
        return (name for name in found if not name.startswith(ASIDE))

    def parts(self, name: str) -> Iterator[bytes]:
        """What a file holds, part by part. Raises FileNotFoundError."""
        with self.source(name) as file:
            while part := file.read(_A_PART):
                yield part

    def put_in_place(self, built: Path, aside: str) -> str:
        """Move what is here under `aside` and put the files of a folder in its place; return where the old lies, or ""."""
        old = list(self.everything())
        for name in old:
            self._move(name, f"{aside}/{name}")
        for path in lake_files(built) if built.exists() else ():
            with path.open("rb") as file, self.sink(path.relative_to(built).as_posix()) as out:
                shutil.copyfileobj(file, out, _A_PART)
        return self.uri(aside) if old else ""

    def _move(self, name: str, to: str) -> None:
        system, path = self._system()
        if self.is_folder:
            Path(path, to).parent.mkdir(parents=True, exist_ok=True)
        with self.answering():
            system.move(f"{path}/{name}", f"{path}/{to}")

    def _files(self, under: str = "") -> list[tuple[str, Any]]:
        """The files below that folder of the lake, by their names in the lake, with what the system says of each."""
        from pyarrow.fs import FileSelector, FileType

        system, path = self._system()
        with self.answering():
            found = system.get_file_info(
                FileSelector(f"{path}/{under}".rstrip("/"), allow_not_found=True, recursive=True)
            )
        return [(info.path.split(f"{path}/", 1)[-1], info) for info in found if info.type == FileType.File]

    def _system(self) -> tuple[Any, str]:
        from pyarrow.fs import FileSystem, LocalFileSystem

        if self.is_folder:
            return LocalFileSystem(), self.root
        with self.answering():
            system, path = FileSystem.from_uri(self.root)
        return system, path


def _short(error: Exception) -> str:
    """What Arrow says, without the trail of its own program behind it."""
    return str(error).splitlines()[0][:300]


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
