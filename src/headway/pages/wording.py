"""The words for what rooms count as values: each room says its own in `words.py`, pages and reports ask here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import get_language

Says = Callable[[], Mapping[StrEnum, str]]
_SAYS: dict[type[StrEnum], Says] = {}


def says(*kinds: type[StrEnum]) -> Callable[[Says], Says]:
    """Register who gives the translated words for every member of these enumerations."""

    def register(function: Says) -> Says:
        for kind in kinds:
            _SAYS[kind] = function
        return function

    return register


def has_words(kind: type[StrEnum]) -> bool:
    return kind in _SAYS


def wording(value: StrEnum) -> str:
    """The value in the reader's language; raise KeyError for one that no room has words for."""
    return _words(type(value), get_language() or "")[value]


@lru_cache(maxsize=512)
def _words(kind: type[StrEnum], language: str) -> Mapping[StrEnum, str]:
    """Asked for once a language: a list says the same few values over and over."""
    return _SAYS[kind]()
