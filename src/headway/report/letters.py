"""Characters that no report may hold, whatever its format; and those that print sets where keyboards have but one."""

from __future__ import annotations

import re

STAND_IN = "\ufffd"
# Control characters, halves of pairs, byte order marks and codes that are no character at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def presentable(text: str) -> str:
    """The text with a stand-in for each character that HTML, PDF or Word would refuse, and one kind of line end."""
    return _FORBIDDEN.sub(STAND_IN, text.replace("\r\n", "\n").replace("\r", "\n"))


_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s|$)")
_QUOTED = re.compile(r'"([^"]+)"')


def typeset(text: str) -> str:
    """The text with the apostrophes and quotation marks of print in place of the straight ones of keyboards."""
    if "'" not in text and '"' not in text:
        return text
    return _QUOTED.sub("\u201c\\1\u201d", _APOSTROPHE.sub("\u2019", text))


def begun(text: str) -> str:
    """The same as the beginning of a line."""
    return text[:1].upper() + text[1:]
