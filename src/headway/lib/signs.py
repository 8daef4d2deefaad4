"""Which signs a text may hold: those that a file, a database, a page and a Word document can all carry.

Control characters, the line separators that YAML and Unicode count as line breaks, byte order marks and halves of
characters are refused; a text may hold line feeds and tabs, a line only tabs.
"""

from __future__ import annotations

import re

from headway.lib.tongue import say

_REFUSED = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
TEXT_PATTERN = rf"^[^{_REFUSED}]*$"
LINE_PATTERN = rf"^[^\n{_REFUSED}]*$"
_BAD = re.compile(rf"[{_REFUSED}\ud800-\udfff]")


def bad_sign(text: str) -> tuple[int, str] | None:
    """Where the first sign stands that no text may hold, and what to say of it; None where there is none."""
    found = _BAD.search(text)
    return (
        (found.start(), say("has the sign U+{found}, which no text may hold", found=f"{ord(found[0]):04X}"))
        if found
        else None
    )


def line_of(text: str, at: int) -> int:
    """The number of the line that holds the place `at`."""
    return text.count("\n", 0, at) + 1
