"""Where records stand in their order: as they stood, unless what comes in says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def places(keys: Sequence[str], held: Mapping[str, int], behind: int = -1) -> dict[str, int]:
    """The position of each key of a batch, whose order is kept; equal positions are ordered by key.

    Whatever stands in order already stays where it is, so that a batch of some records moves no others, and a single
    record that is changed keeps its place. A batch of new records alone goes behind all that is there (`behind`).
    """
    found: dict[str, int] = {}
    last = (-1 if any(key in held for key in keys) else behind, "")
    for key in keys:
        stood = (held.get(key, -1), key)
        last = stood if stood > last and key in held else (last[0] + 1, key)
        found[key] = last[0]
    return found
