"""Which signs a text may hold: those that a file, a database, a page and a Word document can all carry, and that
nobody can mislead a reader with.

Control characters, the line separators that YAML and Unicode count as line breaks, byte order marks and halves of
characters are refused, and so are the signs that turn the direction of whatever follows: a page would show the words
beside them in another order than they stand. A text may hold line feeds and tabs, a line (a name, a label) only tabs
and no sign that cannot be seen: two names that look the same must be the same. What Arabic, Persian, Indic scripts and
emoji need (marks of direction, joiners, isolates that are closed) stays.
"""

from __future__ import annotations

import re
import unicodedata

from headway.lib.tongue import say

# Embeddings and overrides, and the older signs that Unicode asks nobody to use.
_TURNS = r"\u202a-\u202e\u206a-\u206f"
_UNSEEN = r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u3164\uffa0"
_REFUSED = rf"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb\ufffe\uffff{_TURNS}"
TEXT_PATTERN = rf"^[^{_REFUSED}]*$"
LINE_PATTERN = rf"^[^\n{_REFUSED}{_UNSEEN}]*$"
_BAD = re.compile(rf"[{_REFUSED}\ud800-\udfff]")
_BAD_IN_LINE = re.compile(rf"[{_REFUSED}{_UNSEEN}\ud800-\udfff]")
_TURNING = re.compile(rf"[{_TURNS}]")
_HIDDEN = re.compile(rf"[{_UNSEEN}]")
_OPENS, _CLOSES = "\u2066\u2067\u2068", "\u2069"
_ISOLATES = re.compile(rf"[{_OPENS}{_CLOSES}]")
_BLANK = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"})


def bad_sign(text: str, *, in_line: bool = False) -> tuple[int, str] | None:
    """Where the first sign stands that no text (no name or label) may hold, and what to say of it; None where there is none."""
    found = (_BAD_IN_LINE if in_line else _BAD).search(text)
    alone = _lone_isolate(text)
    if found and (alone is None or found.start() <= alone):
        return found.start(), _said(found[0])
    return (alone, _turned(text[alone])) if alone is not None else None


def _said(sign: str) -> str:
    if _TURNING.fullmatch(sign):
        return _turned(sign)
    if _HIDDEN.fullmatch(sign):
        return say(
            "has the sign U+{found}, which nobody can see: take it out, or type the words anew",
            found=_code(sign),
        )
    return say("has the sign U+{found}, which no text may hold", found=_code(sign))


def _turned(sign: str) -> str:
    return say(
        "has the unseen sign U+{found}, which turns the direction of the words beside it: take it out, or type the words anew",
        found=_code(sign),
    )


def _code(sign: str) -> str:
    return f"{ord(sign):04X}"


def _lone_isolate(text: str) -> int | None:
    """The place of the first isolate that its line does not close, or that closes none."""
    opened: list[int] = []
    for found in _ISOLATES.finditer(text):
        if opened and "\n" in text[opened[-1] : found.start()]:
            return opened[0]
        if found[0] in _OPENS:
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            return found.start()
    return opened[0] if opened else None


def shows(text: str) -> bool:
    """True where there is anything to see in it."""
    return any(unicodedata.category(sign) not in _BLANK for sign in _HIDDEN.sub("", text))


def without_bad_signs(text: str, *, in_line: bool = False) -> str:
    """The text without what it may not hold, where nobody can be asked to mend it."""
    bare = (_BAD_IN_LINE if in_line else _BAD).sub("", text)
    return _ISOLATES.sub("", bare) if _lone_isolate(bare) is not None else bare


def line_of(text: str, at: int) -> int:
    """The number of the line that holds the place `at`."""
    return text.count("\n", 0, at) + 1
