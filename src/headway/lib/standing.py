"""How sure a fact is of its own wording: the standing that it has in its source."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """Printed in the source, damaged in it, inferred from it, missing from it, or entered by an office."""

    PRINTED = "printed"
    PARTIAL = "partial"
    RECONSTRUCTED = "reconstructed"
    UNKNOWN = "unknown"
    ENTERED = "entered"


NEEDS_REASON = frozenset({Standing.PARTIAL, Standing.RECONSTRUCTED, Standing.UNKNOWN})
