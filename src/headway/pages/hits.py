"""What a hit of a search says beside its title: the value of a figure, the step of a rating. Rooms register it by kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

# Given the ids of records that the reader may know of: the words for each that has some.
Says = Callable[[Collection[Any]], Mapping[Any, str]]
_SAYS: dict[str, Says] = {}


def says_of_hits(kind: str) -> Callable[[Says], Says]:
    def register(function: Says) -> Says:
        _SAYS[kind] = function
        return function

    return register


def said_of_hits(kind: str, ids: Collection[Any]) -> Mapping[Any, str]:
    return _SAYS[kind](ids) if kind in _SAYS and ids else {}
