"""Primary keys: UUID version 7 (RFC 9562, section 5.7), so that keys made later sort later and indexes stay small."""

from __future__ import annotations

import secrets
import threading
import time
import uuid
from typing import Any


def read_id(text: Any) -> uuid.UUID | None:
    """The id that stands in a text from outside; None where there is none."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None


class _Clock:
    """Ticks of 1/4096 ms that never stand still or go back within one process (RFC 9562, method 3)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def tick(self) -> int:
        with self._lock:
            self._last = max(time.time_ns() * 4096 // 1_000_000, self._last + 1)
            return self._last


_clock = _Clock()


def uuid7() -> uuid.UUID:
    """A new UUIDv7; within one process each is greater than the one before, even in the same millisecond."""
    ticks = _clock.tick()
    value = (ticks >> 12 & (1 << 48) - 1) << 80 | 0x7 << 76 | (ticks & 0xFFF) << 64
    return uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62))
