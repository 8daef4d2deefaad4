"""What somebody looks for: which words, what they hit, how well, and how that is shown.

Every word has to be there, under any of the stems that it may have; the last may be only the beginning of one. Scores
are reckoned here and not by the database, so that the same is found in the same order wherever it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from headway.lib.folding import asked, stem, words

LONGEST_QUERY = 200
MOST_WORDS = 12
SNIPPET = 220
# How long a text is before its length counts against it.
_USUAL = 120
_CHUNK = re.compile(r"\S+")
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)


@dataclass(frozen=True)
class Query:
    """For each word, the tokens that it may stand under; `beginning` is the last as it was typed."""

    words: tuple[tuple[str, ...], ...]
    beginning: str

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True)
class Piece:
    """A part of a shown text; `hit` where somebody looked for it."""

    text: str
    hit: bool = False


def read_query(text: str) -> Query:
    """The words of whatever somebody typed; signs and operators mean nothing, and what is too long is cut."""
    found = asked(text[:LONGEST_QUERY])[:MOST_WORDS]
    typed = words(text[:LONGEST_QUERY])[:MOST_WORDS]
    # A single letter begins too much.
    beginning = typed[-1] if typed and len(typed[-1]) > 1 else ""
    last = found[-1:]
    return Query(tuple(dict.fromkeys(word for word in found if word not in last)) + tuple(last), beginning)


def forms(text: str, language: str) -> list[str]:
    """The tokens under which a text is found: its stems in their order, then the words that differ from theirs."""
    code, whole = language.split("-")[0], words(text)
    stems = [stem(word, code) for word in whole]
    known = set(stems)
    return stems + [word for word in dict.fromkeys(whole) if word not in known]


def score(query: Query, title: Sequence[str], text: Sequence[str]) -> float:
    """How well a record with these tokens answers; 0 where a word is missing. A hit in the title counts most."""
    in_title = in_text = 0.0
    for at, options in enumerate(query.words):
        beginning = query.beginning if at == len(query.words) - 1 else ""
        whole, begun = _count(options, beginning, title)
        there, within = _count(options, beginning, text)
        if not whole + begun + there + within:
            return 0.0
        in_title += 1 if whole else 0.5 if begun else 0
        often = there + within / 2
        in_text += often / (often + 0.3 + 0.9 * len(text) / _USUAL)
    asked_for = len(query.words)
    return round(3 * in_title / asked_for + in_title / (in_title + len(title)) + in_text / asked_for, 6)


def _count(options: Sequence[str], beginning: str, found: Sequence[str]) -> tuple[int, int]:
    whole = sum(found.count(option) for option in options)
    begun = sum(token.startswith(beginning) for token in found) if beginning else 0
    return whole, max(0, begun - whole)


def marked(text: str, language: str, query: Query) -> tuple[Piece, ...]:
    """The text in pieces, what was looked for marked."""
    pieces: list[Piece] = []
    at = 0
    for chunk in _CHUNK.finditer(text):
        core = _CORE.search(chunk[0])
        if core and _is_hit(core[0], language, query):
            begins, ends = chunk.start() + core.start(), chunk.start() + core.end()
            pieces += [Piece(text[at:begins]), Piece(text[begins:ends], hit=True)]
            at = ends
    pieces.append(Piece(text[at:]))
    return tuple(piece for piece in pieces if piece.text)


def snippet(passages: Iterable[str], language: str, query: Query) -> tuple[Piece, ...]:
    """A few words around the first hit, of the passage that holds most of what was looked for; empty without a hit."""
    best: tuple[int, str, int] = (0, "", 0)
    for passage in passages:
        chunks = list(_CHUNK.finditer(passage))
        hits = [(chunk, _which(chunk[0], language, query)) for chunk in chunks]
        found = frozenset[int]().union(*(which for _, which in hits))
        if len(found) > best[0]:
            first = next(chunk.start() for chunk, which in hits if which)
            best = (len(found), passage, first)
            if len(found) == len(query.words):
                break
    return marked(_window(best[1], best[2]), language, query) if best[0] else ()


def _window(text: str, at: int) -> str:
    """About `SNIPPET` characters of the text around a place, cut at spaces."""
    begins = max(0, at - SNIPPET // 3)
    ends = begins + SNIPPET
    shown = text[begins:ends]
    if begins:
        shown = "… " + shown[shown.find(" ") + 1 :]
    if ends < len(text):
        shown = shown.rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return shown


def _which(chunk: str, language: str, query: Query) -> frozenset[int]:
    return _hits(chunk, language, query.words, query.beginning)


def _is_hit(chunk: str, language: str, query: Query) -> bool:
    return bool(_which(chunk, language, query))


@lru_cache(maxsize=20_000)
def _hits(chunk: str, language: str, options: tuple[tuple[str, ...], ...], beginning: str) -> frozenset[int]:
    """The numbers of the words of a query that this part of a text answers."""
    there = {form for word in words(chunk) for form in (word, stem(word, language.split("-")[0]))}
    found = {at for at, wanted in enumerate(options) if there.intersection(wanted)}
    if beginning and any(form.startswith(beginning) for form in there):
        found.add(len(options) - 1)
    return frozenset(found)
