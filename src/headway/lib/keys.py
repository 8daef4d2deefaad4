"""The installation's keys: files in a folder of their own, made on first start, readable by their owner alone.

They stand outside the database, so that a copy of the database alone gives away neither sealed texts nor the means to
forge the log.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from headway.lib.problems import HeadwayError

NAMES = ("secret", "audit", "backup")
SEAL_PREFIX = "seal-"
_BYTES = 32


@dataclass(frozen=True)
class Keys:
    """`secret` signs sessions, `audit` the log, `backup` encrypts backups; `seals` by id, the last one seals."""

    # Kept out of the text of the object, which may land in a log or a traceback.
    secret: str = field(repr=False)
    audit: bytes = field(repr=False)
    backup: bytes = field(repr=False)
    seals: Mapping[str, bytes] = field(repr=False)

    @property
    def newest_seal(self) -> str:
        return max(self.seals, key=int)


def load_keys(folder: Path) -> Keys:
    """Read the keys, making those that do not exist; raise HeadwayError where others could read or none can write."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _check_private(folder, 0o700)
        for name in (*NAMES, *(() if _seal_ids(folder) else (f"{SEAL_PREFIX}1",))):
            _make(folder / f"{name}.key")
        values = {name: _read(folder / f"{name}.key") for name in NAMES}
        seals = {seal: _read(folder / f"{SEAL_PREFIX}{seal}.key") for seal in _seal_ids(folder)}
    except OSError as error:
        said = error.strerror or error
        raise HeadwayError(
            f"cannot use the keys in {folder}: {said}; let the folder belong to the user that runs this, with room"
        ) from None
    return Keys(values["secret"].hex(), values["audit"], values["backup"], seals)


def add_seal(folder: Path) -> str:
    """Make a further key for sealing and return its id; what older ones sealed can still be opened."""
    new = str(max((int(seal) for seal in _seal_ids(folder)), default=0) + 1)
    _make(folder / f"{SEAL_PREFIX}{new}.key")
    return new


def _seal_ids(folder: Path) -> list[str]:
    found = (path.stem.removeprefix(SEAL_PREFIX) for path in folder.glob(f"{SEAL_PREFIX}*.key"))
    return sorted((name for name in found if name.isascii() and name.isdigit()), key=int)


def _make(path: Path) -> None:
    """Write a new key so that two processes that start together use the same one, and a crash leaves none."""
    if path.exists():
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """A name that was just written survives a loss of power only once its folder is written too."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(path: Path) -> bytes:
    _check_private(path, 0o600)
    try:
        value = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        value = b""
    if len(value) != _BYTES:
        raise HeadwayError(f"the key {path} is damaged; put back the copy that you keep of it")
    return value


def _check_private(path: Path, mode: int) -> None:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise HeadwayError(f"others can read {path}; mend it with: chmod {mode:o} {path}")
