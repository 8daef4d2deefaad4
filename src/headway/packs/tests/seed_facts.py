"""The table of the source's facts, and how one is looked for in a text.

`seed-facts.csv` says in which section of the source a fact stands, what it is, and which words or numbers must be
found: `;` parts those that must all be there, `|` those of which one will do. `file` is the file of the pack (`*`: any)
and `record` the key of the record that must hold them. A text may write numbers with thousands separators.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("seed-facts.csv")
_THOUSANDS = re.compile("(?<=[0-9])[,.'\u00a0\u202f\u066c](?=[0-9]{3}(?![0-9]))")


@dataclass(frozen=True)
class SeedFact:
    """One fact of the source and where the pack must hold it."""

    section: str
    fact: str
    expect: str
    file: str
    record: str = ""

    def missing_from(self, text: str) -> list[str]:
        """What of `expect` a text (made ready with `folded`) lacks."""
        wanted = [part.strip() for part in self.expect.split(";")]
        return [part for part in wanted if not any(holds(text, choice.strip()) for choice in part.split("|"))]


def read_facts(file: Path = FILE) -> list[SeedFact]:
    """All rows of the table, in the order of the source."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [SeedFact(**row) for row in csv.DictReader(lines)]


def folded(text: str) -> str:
    """A text in which tokens can be looked for: one space, small letters, straight apostrophes, plain numbers."""
    plain = _THOUSANDS.sub("", text.replace("\u2019", "'"))
    return " ".join(plain.casefold().split())


def holds(text: str, token: str) -> bool:
    """A number must stand by itself; words may stand inside longer ones (`Morocc` in Moroccan)."""
    wanted = folded(token)
    if wanted.isdigit():
        return re.search(rf"(?<![\d.,]){wanted}(?!\d|[.,]\d)", text) is not None
    return wanted in text
