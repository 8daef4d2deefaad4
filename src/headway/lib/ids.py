"""Primary keys: UUID version 7 (RFC 9562, section 5.7), so that keys made later sort later and indexes stay small."""

from __future__ import annotations

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """A new UUIDv7; within one process each is greater than the one before, even in the same millisecond."""
    global _last
    with _lock:
        # 48 bits of milliseconds and 12 of sub-millisecond time (RFC 9562, method 3), made monotonic.
        ticks = time.time_ns() * 4096 // 1_000_000
        _last = ticks = max(ticks, _last + 1)
    value = (ticks >> 12 & (1 << 48) - 1) << 80 | 0x7 << 76 | (ticks & 0xFFF) << 64
    return uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62))
