"""What to do about letters that no font has: Typst refuses them, and a report must come out all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from unicodedata import category, normalize

from headway.report.letters import STAND_IN

# Texts as Typst names them when it refuses to set them.
_QUOTED = r'`"((?:[^"\\]|\\.)*)"`'
_REFUSED = re.compile(rf"the text {_QUOTED} could not be displayed|disallowed codepoint {_QUOTED}")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_SHORT = {"t": "\t", "n": "\n", "r": "\r", "0": "\0"}
# What the template reads as names, not as words.
_NAMES = frozenset(
    [
        "t",
        "tone",
        "kind",
        "style",
        "align",
        "dir",
        "lang",
        "language",
        "direction",
        "id",
        "to",
        "url",
        "colours",
    ]
)
# And what is set letter by letter as it is.
AS_IT_IS = _NAMES | {"svg", "key", "digest"}


def refused_texts(diagnostic: str) -> set[str]:
    """What Typst says that no font can show: a letter, or the letter that carries a mark which no font has."""
    return {_unescaped(match.group(1) or match.group(2)) for match in _REFUSED.finditer(diagnostic)} - {""}


def each_text(node: Any, change: Callable[[str], str], but: frozenset[str] = _NAMES) -> Any:
    """The tree with every text in it changed, but for names that the template knows."""
    if isinstance(node, str):
        return change(node)
    if isinstance(node, list):
        return [each_text(item, change, but) for item in node]
    if isinstance(node, dict):
        return {key: item if key in but else each_text(item, change, but) for key, item in node.items()}
    return node


def replace_refused(refused: set[str], text: str) -> str:
    """A stand-in for each refused letter; a plain letter is kept, and only the marks on it go."""
    for stretch in sorted(refused, key=lambda stretch: (-len(stretch), stretch)):
        if not stretch.isascii():
            text = text.replace(stretch, STAND_IN)
        elif not text.isascii():
            text = re.sub(rf"({re.escape(stretch)})([^\x00-\x7f]+)", _unmarked, text)
    return text


def drop_marks(refused: set[str], text: str) -> str:
    """No marks at all, and a stand-in for each rare letter in what was refused: for clusters across two runs."""
    if text.isascii():
        return text
    rare = {letter for stretch in refused for letter in stretch if not letter.isascii()}
    composed = (STAND_IN if letter in rare else letter for letter in normalize("NFC", text))
    return "".join(letter for letter in composed if category(letter)[0] != "M")


def keep_common(refused: set[str], text: str) -> str:
    """The last resort: letters, numbers and signs of the scripts that our fonts are made for."""
    return "".join(
        letter if letter < "\u0250" or "\u0620" <= letter < "\u064b" else STAND_IN for letter in text
    )


# Each is tried in turn on what is left of the text; after the last nothing remains to be mended.
MENDS = (replace_refused, replace_refused, drop_marks, keep_common, keep_common)


def _unmarked(found: re.Match[str]) -> str:
    return found[1] + "".join(
        letter for letter in found[2] if category(letter) not in ("Mn", "Mc", "Me", "Cf")
    )


def _unescaped(quoted: str) -> str:
    """A string as Typst prints it, read back."""
    return _ESCAPE.sub(
        lambda found: chr(int(found[1], 16)) if found[1] else _SHORT.get(found[2], found[2]), quoted
    )
