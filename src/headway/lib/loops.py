"""Records that stand under one another must not come back to themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def in_a_loop(above: Mapping[str, str]) -> Iterator[str]:
    """Each key that, going up from one to the next, comes back to itself; in the order given."""
    for key in above:
        seen: set[str] = set()
        at = above.get(key, "")
        while at and at != key and at not in seen:
            seen.add(at)
            at = above.get(at, "")
        if at == key:
            yield key
