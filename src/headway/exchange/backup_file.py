"""A file that appears under its name only once it is whole, and never in the place of another."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from headway.lib.problems import HeadwayError
from headway.lib.tongue import say


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write into a draft that has no name where the system can do that, so that not even a kill leaves it behind."""
    if os.path.lexists(path):
        raise _taken(path)
    try:
        handle, draft = _nameless(path.parent), None
    except OSError as error:
        if error.errno not in {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOSYS, None}:
            raise OSError(error.errno, error.strerror, str(path)) from None
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
            _give_name(out.fileno(), draft, path)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        raise OSError(error.errno, error.strerror, error.filename or str(path)) from None
    finally:
        if draft is not None:
            with suppress(FileNotFoundError):
                os.unlink(draft)


def _nameless(folder: Path) -> int:
    kind = getattr(os, "O_TMPFILE", None)
    if kind is None:
        raise OSError(errno.EOPNOTSUPP, "no nameless files here")
    return os.open(folder, kind | os.O_RDWR, 0o600)


def _give_name(handle: int, draft: str | None, path: Path) -> None:
    if draft is None:
        # With a folder given, the link in /proc is followed to the file itself; any folder will do.
        anywhere = os.open("/", os.O_RDONLY)
        try:
            os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=anywhere)
        finally:
            os.close(anywhere)
    else:
        os.link(draft, path)


def _taken(path: Path) -> HeadwayError:
    return HeadwayError(say("{path} is there already: name a new file", path=path))
