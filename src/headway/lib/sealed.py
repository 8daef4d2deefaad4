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
    key_id = keys.newest_seal
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(keys.seals[key_id]).encrypt(nonce, text.encode(), key_id.encode())
    return f"{PREFIX}{key_id}:{base64.b64encode(nonce + sealed).decode()}"


def open_sealed(keys: Keys, stored: str) -> Secret:
    """Decrypt; raise HeadwayError where the key is gone or the text was changed."""
    key_id, _, body = stored.removeprefix(PREFIX).partition(":")
    if key_id not in keys.seals:
        raise HeadwayError(
            say(
                "a restricted text was sealed with the key seal-{key_id}, which is not in the keys folder",
                key_id=key_id,
            )
        )
    try:
        raw = base64.b64decode(body, validate=True)
        text = AESGCM(keys.seals[key_id]).decrypt(raw[:_NONCE], raw[_NONCE:], key_id.encode())
    except (InvalidTag, binascii.Error, ValueError):
        raise HeadwayError(
            say("a restricted text cannot be opened: it was changed, or its key is not the right one")
        ) from None
    return Secret(text.decode())


def seal_bytes(keys: Keys, data: bytes) -> bytes:
    """As `seal`, of a file."""
    key_id = keys.newest_seal
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(keys.seals[key_id]).encrypt(nonce, data, key_id.encode())
    return f"{PREFIX}{key_id}:".encode() + nonce + sealed


def open_bytes(keys: Keys, stored: bytes) -> bytes:
    """As `open_sealed`, of a file."""
    key_id, _, raw = stored.removeprefix(PREFIX.encode()).partition(b":")
    known = keys.seals.get(key_id.decode("ascii", "replace"))
    if known is None:
        raise HeadwayError(
            say(
                "a restricted text was sealed with the key seal-{key_id}, which is not in the keys folder",
                key_id=key_id.decode("ascii", "replace"),
            )
        )
    try:
        return AESGCM(known).decrypt(raw[:_NONCE], raw[_NONCE:], key_id)
    except (InvalidTag, ValueError):
        raise HeadwayError(
            say("a stored file cannot be opened: it was changed, or its key is not the right one")
        ) from None
