"""Primary keys sort by the time at which they were made."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from headway.lib.ids import uuid7


def test_keys_grow_even_within_one_millisecond() -> None:
    keys = [uuid7() for _ in range(10_000)]
    assert keys == sorted(set(keys))


def test_keys_made_by_many_threads_are_all_different() -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: uuid7(), range(5_000)))
    assert len(set(keys)) == 5_000


def test_a_key_is_a_uuid_of_version_7_that_begins_with_its_time() -> None:
    before = time.time_ns() // 1_000_000
    key = uuid7()
    after = time.time_ns() // 1_000_000
    assert (key.version, key.variant) == (7, "specified in RFC 4122")
    # Keys made faster than the clock ticks run ahead of it by a few milliseconds at most.
    assert before <= key.int >> 80 <= after + 50
