"""Two states of a text, word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Beyond this, word by word would take too long, and tell nobody anything.
MOST_WORDS = 4_000
# A key or a compound is one word.
_WORDS = re.compile(r"\s+|\w+(?:-\w+)*|[^\w\s]")


class Fate(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Part:
    """A run of words with one fate."""

    text: str
    fate: Fate = Fate.SAME


def compare(before: str, after: str) -> tuple[Part, ...]:
    """The words of both in one row; those that differ as gone or new."""
    if before == after:
        return (Part(after),) if after else ()
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if not old or not new or len(old) + len(new) > MOST_WORDS:
        return tuple(part for part in (Part(before, Fate.GONE), Part(after, Fate.NEW)) if part.text)
    parts: list[Part] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(Part("".join(old[a:b])))
        else:
            parts += [Part("".join(old[a:b]), Fate.GONE), Part("".join(new[c:d]), Fate.NEW)]
    return _joined([part for part in parts if part.text])


def _joined(parts: list[Part]) -> tuple[Part, ...]:
    """Single spaces between two changes belong to them: a phrase that was replaced reads as one."""
    smooth: list[Part] = []
    for at, part in enumerate(parts):
        lone = part.fate is Fate.SAME and part.text.isspace() and 0 < at < len(parts) - 1
        smooth += [Part(part.text, Fate.GONE), Part(part.text, Fate.NEW)] if lone else [part]
    grouped: list[Part] = []
    run: dict[Fate, str] = {}
    for part in [*smooth, Part("")]:
        if part.fate is not Fate.SAME:
            run[part.fate] = run.get(part.fate, "") + part.text
            continue
        grouped += [Part(run[fate], fate) for fate in (Fate.GONE, Fate.NEW) if run.get(fate)]
        run = {}
        grouped.append(part)
    return tuple(part for part in grouped if part.text)


def apart(parts: tuple[Part, ...], fate: Fate) -> str:
    """The text as it was before (`GONE`) or is after (`NEW`)."""
    return "".join(part.text for part in parts if part.fate in (Fate.SAME, fate))
