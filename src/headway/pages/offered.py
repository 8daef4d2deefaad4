"""What a field of a form offers, taken as it is: Django goes through every choice of a list twice, for each form anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.choices import BaseChoiceIterator


class Offered(BaseChoiceIterator):
    """Pairs of value and label, or of a heading and such pairs."""

    def __init__(self, pairs: Iterable[Any]) -> None:
        self._pairs = tuple(pairs)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)


def offer(field: Any, choices: Iterable[Any]) -> None:
    """Let the field offer these choices."""
    field.choices = choices if isinstance(choices, Offered) else Offered(choices)
