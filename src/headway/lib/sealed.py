"""Encryption at rest of single texts: AES-256-GCM, with the id of its key before it, so that keys can be changed.

Stored form: `sealed:1:<key id>:<base64 of nonce and ciphertext>`.
"""

from __future__ import annotations

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from headway.lib.keys import Keys
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

PREFIX = "sealed:1:"
_NONCE = 12


class Secret(str):
    """Text that must be sealed when it is stored, and that was sealed where it came from."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Not the text: tracebacks and logs show values by their repr."""
        return "Secret(...)"


def is_sealed(text: str) -> bool:
    return text.startswith(PREFIX)


def seal(keys: Keys, text: str) -> str:
    """Encrypt with the newest key; equal texts give unequal results."""
    key_id, sealed = _encrypted(keys, text.encode())
    return f"{PREFIX}{key_id}:{base64.b64encode(sealed).decode()}"


def open_sealed(keys: Keys, stored: str) -> Secret:
    """Decrypt; raise HeadwayError where the key is gone or the text was changed."""
    key_id, _, body = stored.removeprefix(PREFIX).partition(":")
    key = _key(keys, key_id)
    try:
        return Secret(_decrypted(key, key_id.encode(), base64.b64decode(body, validate=True)).decode())
    except (InvalidTag, binascii.Error, ValueError):
        raise HeadwayError(
            say("a restricted text cannot be opened: it was changed, or its key is not the right one")
        ) from None


def seal_bytes(keys: Keys, data: bytes) -> bytes:
    """As `seal`, of a file."""
    key_id, sealed = _encrypted(keys, data)
    return f"{PREFIX}{key_id}:".encode() + sealed


def open_bytes(keys: Keys, stored: bytes) -> bytes:
    """As `open_sealed`, of a file."""
    key_id, _, sealed = stored.removeprefix(PREFIX.encode()).partition(b":")
    key = _key(keys, key_id.decode("ascii", "replace"))
    try:
        return _decrypted(key, key_id, sealed)
    except (InvalidTag, ValueError):
        raise HeadwayError(
            say("a stored file cannot be opened: it was changed, or its key is not the right one")
        ) from None


def _encrypted(keys: Keys, data: bytes) -> tuple[str, bytes]:
    """The id of the newest key, and nonce and ciphertext made with it; the id is vouched for with them."""
    key_id = keys.newest_seal
    nonce = secrets.token_bytes(_NONCE)
    return key_id, nonce + AESGCM(keys.seals[key_id]).encrypt(nonce, data, key_id.encode())


def _decrypted(key: bytes, key_id: bytes, sealed: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], key_id)


def _key(keys: Keys, key_id: str) -> bytes:
    if key_id not in keys.seals:
        raise HeadwayError(
            say(
                "a restricted text was sealed with the key seal-{key_id}, which is not in the keys folder",
                key_id=key_id,
            )
        )
    return keys.seals[key_id]
