"""How exactly a figure is known, and how exactly what is computed from figures is known."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Precision(StrEnum):
    """The seed says "over one million" (at least), "almost 200,000" (about)."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    ABOUT = "about"
    AT_MOST = "at-most"


def weakest(precisions: Iterable[Precision]) -> Precision:
    """The precision of a sum: that of its weakest part.

    Exact gives way to all; at least and at most, taken together, leave a value open both ways: about.
    """
    found = set(precisions) - {Precision.EXACT}
    if not found:
        return Precision.EXACT
    return found.pop() if len(found) == 1 else Precision.ABOUT


_OPPOSITE = {Precision.AT_LEAST: Precision.AT_MOST, Precision.AT_MOST: Precision.AT_LEAST}


def opposite(precision: Precision) -> Precision:
    """What is taken away, or divided by, weighs the other way: less at least five is at most."""
    return _OPPOSITE.get(precision, precision)
