"""Runs of ten words, so that a text can be compared with a source of which no sentence is kept.

The source itself lies outside the repository. What is committed is a file of digests of its runs of ten words, made
by `tools/seed_shingles.py`: enough to recognise a copied sentence, not enough to read one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

RUN = 10
DIGITS = 10
SALT = b"headway: runs of ten words\n"
FILE = Path(__file__).with_name("seed-shingles.txt")
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of `text` in small letters and without accents; punctuation and underscores part words."""
    folded = unicodedata.normalize("NFKD", text)
    return _WORD.findall("".join(mark for mark in folded if not unicodedata.combining(mark)).casefold())


def runs_of(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Every run of ten words that follow one another."""
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def digest_of(run: Iterable[str]) -> str:
    """A short salted digest: by chance, one run in a hundred million meets one of the source's."""
    return hashlib.sha256(SALT + " ".join(run).encode()).hexdigest()[:DIGITS]


def digests_of(text: str) -> list[str]:
    """The digests of all runs of `text`, each once, in order."""
    return sorted({digest_of(run) for run in runs_of(words_of(text))})


def known_digests(file: Path = FILE) -> frozenset[str]:
    """What is committed of the source."""
    lines = file.read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def without(names: Iterable[str], words: list[str]) -> Iterator[list[str]]:
    """The stretches of `words` between the given names (names and titles may be the same in two texts)."""
    forms = sorted((words_of(name) for name in names), key=len, reverse=True)
    stretch: list[str] = []
    at = 0
    while at < len(words):
        name = next((form for form in forms if words[at : at + len(form)] == form), None)
        if name is None:
            stretch.append(words[at])
            at += 1
        else:
            yield stretch
            stretch = []
            at += len(name)
    yield stretch


def copied_runs(text: str, known: frozenset[str], names: Iterable[str] = ()) -> list[str]:
    """The runs of ten words that `text` has in common with the source, names left aside."""
    stretches = without(names, words_of(text))
    return [" ".join(run) for stretch in stretches for run in runs_of(stretch) if digest_of(run) in known]
