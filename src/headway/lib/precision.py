"""How exactly a figure is known."""

from __future__ import annotations

from enum import StrEnum


class Precision(StrEnum):
    """The seed says "over one million" (at least), "almost 200,000" (about)."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    ABOUT = "about"
    AT_MOST = "at-most"
