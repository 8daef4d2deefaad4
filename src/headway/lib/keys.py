"""The installation's keys: files in a folder of their own, all made on first start, readable by their owner alone.

They stand outside the database, so that a copy of the database alone gives away neither sealed texts nor the means to
forge the log.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

NAMES = ("secret", "audit", "backup")
SEAL_PREFIX = "seal-"
_BYTES = 32
_refusal: ContextVar[str] = ContextVar("refusal", default="")


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


class Seals(Mapping[str, bytes]):
    """The sealing keys of a folder by id, read again once one was added: whoever runs for weeks finds it too.

    Every one up to the newest has to be there: what an older one sealed can be opened by no other.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, bytes] = {}
        self._look()

    def _look(self) -> dict[str, bytes]:
        newest = max((int(seal) for seal in _seal_ids(self._folder)), default=1)
        if newest > len(self._known):
            files = {str(seal): self._folder / f"{SEAL_PREFIX}{seal}.key" for seal in range(1, newest + 1)}
            self._known = {seal: _read(path) for seal, path in files.items()}
        return self._known

    def __getitem__(self, seal: str) -> bytes:
        return self._known[seal] if seal in self._known else self._look()[seal]

    def __iter__(self) -> Iterator[str]:
        return iter(self._look())

    def __len__(self) -> int:
        return len(self._look())


def load_keys(folder: Path, data: Path | None = None) -> Keys:
    """Read the keys; a first start makes the whole set, later ones refuse with HeadwayError where a key is missing.

    `data` is what was written with the keys: where it is there and no key is, they are lost and no new ones are made.
    """
    # Looked at before the keys are: whoever starts beside us makes the keys first and the data after.
    lost = data if data is not None and data.exists() and data.stat().st_size else None
    try:
        if not has_keys(folder):
            if lost:
                raise HeadwayError(
                    say(
                        "there are no keys in {folder} for the data in {lost}; put back the copy that you keep of them",
                        folder=folder,
                        lost=lost,
                    )
                )
            _make_all(Path(os.path.realpath(folder)))
        _check_private(folder, 0o700)
        values = {name: _read(folder / f"{name}.key") for name in NAMES}
        seals = Seals(folder)
    except OSError as error:
        said = error.strerror or error
        raise HeadwayError(
            say(
                "cannot use the keys in {folder}: {said}; let the folder belong to the user that runs this, with room",
                folder=folder,
                said=said,
            )
        ) from None
    return Keys(values["secret"].hex(), values["audit"], values["backup"], seals)


@contextmanager
def not_starting(said: str) -> Iterator[None]:
    """What runs within begins no installation: in a home where nothing is yet it is refused with these words."""
    token = _refusal.set(said)
    try:
        yield
    finally:
        _refusal.reset(token)


def refuse_start(folder: Path, data: Path) -> None:
    """Raise HeadwayError where the keys would be made new within `not_starting`; nothing is written."""
    said = _refusal.get()
    if said and not has_keys(folder) and not data.exists():
        raise HeadwayError(say(said, folder=folder, data=data))


def has_keys(folder: Path) -> bool:
    """Any key at all: an installation has been started here."""
    return any(folder.glob("*.key"))


def add_seal(folder: Path) -> str:
    """Make a further key for sealing and return its id; what older ones sealed can still be opened."""
    new = str(max((int(seal) for seal in _seal_ids(folder)), default=0) + 1)
    _make(folder / f"{SEAL_PREFIX}{new}.key")
    return new


def _seal_ids(folder: Path) -> list[str]:
    names = (name for name in os.listdir(folder) if name.startswith(SEAL_PREFIX) and name.endswith(".key"))
    found = (name.removeprefix(SEAL_PREFIX).removesuffix(".key") for name in names)
    return sorted((name for name in found if name.isascii() and name.isdigit()), key=int)


def _make_all(folder: Path) -> None:
    """All keys of a new installation appear at once; of processes that start together one makes them for all."""
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = Path(tempfile.mkdtemp(prefix=".keys-", dir=folder.parent))
    try:
        for name in (*NAMES, f"{SEAL_PREFIX}1"):
            _write(draft / f"{name}.key")
        _settle(draft)
        try:
            draft.rename(folder)
        except OSError as error:
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _settle(folder.parent)


def _make(path: Path) -> None:
    """Write one new key beside others; it is whole or absent."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        _write(draft)
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    _settle(path.parent)


def _write(path: Path) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())


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
    try:
        _check_private(path, 0o600)
    except FileNotFoundError:
        raise HeadwayError(
            say("the key {path} is missing; put back the copy that you keep of it", path=path)
        ) from None
    try:
        value = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        value = b""
    if len(value) != _BYTES:
        raise HeadwayError(say("the key {path} is damaged; put back the copy that you keep of it", path=path))
    return value


def _check_private(path: Path, mode: int) -> None:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise HeadwayError(
            say("others can read {path}; mend it with: chmod {mode} {path}", path=path, mode=f"{mode:o}")
        )
