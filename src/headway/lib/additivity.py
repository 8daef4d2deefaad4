"""What may be added to what: the kinds of measure and the only sum that the program knows."""

from __future__ import annotations

from enum import StrEnum


class Additivity(StrEnum):
    """How the figures of a measure may be taken together."""

    FLOW = "flow"
    STOCK = "stock"
    UNIQUE = "unique"
    RATIO = "ratio"
    POTENTIAL = "potential"
