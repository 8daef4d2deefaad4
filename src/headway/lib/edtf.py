"""Imprecise dates in EDTF (ISO 8601-2:2019, levels 0 and 1): kept as what they are, never rounded to a false day.

Understood: `2014-10-15`, `2014-10`, `2014`, intervals `2014-05/2014-12`, open ends `2014-05/..` and `../2014`,
unknown ends `2014/`, seasons (`2014-21` spring to `2014-24` winter), quarters (`-33` to `-36`), halves (`-40`, `-41`),
unspecified digits (`201X`, `2014-XX`, `2014-10-XX`) and the marks `~` (about), `?` (uncertain), `%` (both).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ImpreciseDate:
    """A date as well as it is known: `edtf` is the fact, `words` how the source put it ("early 2015").

    `earliest` and `latest` are the first and last day that it can mean; None where an end is open or unknown.
    """

    edtf: str
    words: str = ""
    earliest: date | None = None
    latest: date | None = None

    @classmethod
    def parse(cls, edtf: str, words: str = "") -> ImpreciseDate:
        """Raise ValueError, in words that help, for text that is no EDTF date."""
        earliest, latest = _bounds(edtf)
        return cls(edtf, words, earliest, latest)


def _bounds(edtf: str) -> tuple[date | None, date | None]:
    raise NotImplementedError
