"""Characters that no report may hold, whatever its format."""

from __future__ import annotations

import re

STAND_IN = "\ufffd"
# Control characters, halves of pairs, byte order marks and codes that are no character at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def presentable(text: str) -> str:
    """The text with a stand-in for each character that HTML, PDF or Word would refuse, and one kind of line end."""
    return _FORBIDDEN.sub(STAND_IN, text.replace("\r\n", "\n").replace("\r", "\n"))
