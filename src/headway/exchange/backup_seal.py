"""Encryption of a backup as a stream: AES-256-GCM in chunks, each bound to its place and the last one marked as last.

    header   the words "headway-backup", a format number, the fingerprint of the backup key, 16 random bytes
    chunks   length, then ciphertext; the nonce is the chunk's number and whether it is the last

The key of one file is derived from the backup key and the random bytes, so that no nonce is ever used twice with one
key. A chunk that is changed, moved or missing, and a file that is cut off, cannot be opened.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

MAGIC = b"headway-backup\x00\x01"
CHUNK = 1 << 18
_TAG, _SALT, _MARK = 16, 16, 8


def fingerprint(key: bytes) -> str:
    """Names a key without giving it away: keys are random, so that none can be guessed from it."""
    return hashlib.sha256(b"headway key fingerprint\x00" + key).digest()[:_MARK].hex()


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"headway backup 1").derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class SealingWriter(io.RawIOBase):
    """Encrypts what is written to it; only `finish` makes a file that can be opened."""

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        salt = secrets.token_bytes(_SALT)
        self._header = MAGIC + bytes.fromhex(fingerprint(key)) + salt
        self._out, self._cipher = out, _cipher(key, salt)
        self._number, self._waiting = 0, bytearray()
        out.write(self._header)

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]
        self._waiting += part
        while len(self._waiting) > CHUNK:
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(part)

    def finish(self) -> None:
        """Write the last chunk, marked as the last."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, text: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), text, self._header)
        self._out.write(len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


class OpeningReader(io.RawIOBase):
    """Decrypts what `SealingWriter` wrote; raises HeadwayError at the first byte that is not as it was written."""

    def __init__(self, source: BinaryIO, key: bytes, name: str) -> None:
        header = source.read(len(MAGIC) + _MARK + _SALT)
        self._name, self._source, self._header = name, source, header
        if not header.startswith(MAGIC) or len(header) < len(MAGIC) + _MARK + _SALT:
            raise HeadwayError(say("{name} is no backup of headway", name=name))
        if header[len(MAGIC) : -_SALT].hex() != fingerprint(key):
            raise HeadwayError(
                say(
                    "{name} was made with another backup key: put the keys of that installation into the folder keys",
                    name=name,
                )
            )
        self._cipher = _cipher(key, header[-_SALT:])
        self._number, self._ready, self._ended = 0, b"", False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        room = memoryview(buffer)  # type: ignore[arg-type]
        while not self._ready:
            if self._ended:
                return 0
            self._ready = self._next()
        size = min(len(room), len(self._ready))
        room[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _next(self) -> bytes:
        size = int.from_bytes(self._exactly(4), "big")
        if not _TAG <= size <= CHUNK + _TAG:
            raise self._damaged()
        sealed = self._exactly(size)
        # Only the last chunk is followed by nothing; whether it says so itself is what the nonce decides.
        following = self._source.read(1)
        self._ended = not following
        if following:
            self._source.seek(-1, io.SEEK_CUR)
        try:
            text = self._cipher.decrypt(_nonce(self._number, last=self._ended), sealed, self._header)
        except InvalidTag:
            raise self._damaged() from None
        self._number += 1
        return text

    def _exactly(self, size: int) -> bytes:
        data = self._source.read(size)
        if len(data) < size:
            raise self._damaged()
        return data

    def _damaged(self) -> HeadwayError:
        return HeadwayError(
            say(
                "{name} is damaged or was cut off (near byte {source}); nothing was restored from it",
                name=self._name,
                source=f"{self._source.tell():,}",
            )
        )
