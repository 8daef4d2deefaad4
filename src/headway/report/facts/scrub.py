"""Takes the names of people who did not agree to be published out of every text, label and key of a campaign."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from headway.lib.kinds import kind_fields
from headway.lib.labels import EVERYWHERE
from headway.lib.rows import Row, shape_of

# The same in every language and script; the colophon says what it stands for.
STAND_IN = "[…]"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST = 3
# Words that stand in names without telling who it is.
_COMMON = frozenset(
    {"the", "and", "women", "men", "students", "family", "families", "people", "from", "del", "los", "las"}
)


@dataclass(frozen=True)
class Scrubber:
    """`names` finds names in running text; `keys` gives keys that hold a name a neutral one; `people` numbers cases."""

    names: re.Pattern[str] | None = None
    keys: Mapping[tuple[str, str], str] = field(default_factory=dict)
    people: Mapping[str, int] = field(default_factory=dict)

    def text(self, value: str) -> str:
        return self.names.sub(STAND_IN, value) if self.names else value

    def row(self, row: Row) -> Row:
        """The row without names; children were scrubbed before. A row that is held in part keeps to what it holds."""
        if self.names is None:
            return row
        shape, held = shape_of(type(row)), vars(row)
        changes: dict[str, Any] = {"key": self.keys.get((row.kind, row.key), row.key)}
        kinds = kind_fields(type(row))
        for name in (*shape.scalars, *shape.labels, *shape.lists):
            if name not in {"key", *kinds} and name in held:
                changes[name] = self._value(held[name])
        changes |= {
            name: self.keys.get((family.kind, held[name]), held[name])
            for name, family in kinds.items()
            if name in held
        }
        for name in shape.dates:
            if (when := held.get(name)) is not None and when.words:
                changes[name] = type(when).parse(when.edtf, self.text(when.words))
        for name, kind in shape.refs:
            if key := held.get(name):
                changes[name] = self.keys.get((kind, key), key)
        for name, kind in shape.ref_sets:
            if name in held:
                changes[name] = tuple(sorted(self.keys.get((kind, key), key) for key in held[name]))
        if row.kind == "case" and row.key in self.people:
            changes["name"] = {EVERYWHERE: STAND_IN}
        return row.model_copy(update=changes)

    def _value(self, value: Any) -> Any:
        if type(value) is str:
            return self.text(value)
        if isinstance(value, dict):
            return {language: self.text(text) for language, text in value.items()}
        if isinstance(value, tuple):
            return tuple(self.text(item) if type(item) is str else item for item in value)
        return value


def scrubber_for(cases: Sequence[Any], tops: Mapping[str, Iterable[Any]]) -> Scrubber:
    """A scrubber for the names of these cases; their neutral names are numbers, in the order of the pack."""
    if not cases:
        return Scrubber()
    words = sorted(
        {word for case in cases for word in _telling_words(case.name)}, key=lambda word: (-len(word), word)
    )
    spoken = "|".join(_pattern(word) for word in words) or r"(?!)"
    names = re.compile(rf"(?:{spoken})(?:[ -]+(?:{spoken}))*")
    slugs = {slug for word in words for slug in [_slug(word)] if slug}
    keys = dict(_neutral_keys(tops, slugs))
    people = {case.key: at for at, case in enumerate(cases, start=1)}
    return Scrubber(names, keys, people)


def scrubber_of(secrets: Iterable[str]) -> Scrubber:
    """A scrubber for these exact words alone, which no report ever shows."""
    words = sorted({word for word in secrets if word.strip()}, key=lambda word: (-len(word), word))
    return Scrubber(re.compile("|".join(map(re.escape, words)))) if words else Scrubber()


def _telling_words(name: Mapping[str, str]) -> Iterable[str]:
    """The words of a name that tell who it is: those with a capital, or of a script that has none."""
    for text in name.values():
        for word in _WORD.findall(text):
            has_case = word.lower() != word.upper()
            long_enough = len(word) >= _SHORTEST + (not has_case)
            if long_enough and word.lower() not in _COMMON and (not has_case or word[0].isupper()):
                yield word


def _pattern(word: str) -> str:
    """A word on its own; in scripts that join prefixes to words, wherever it stands."""
    escaped = re.escape(word)
    return rf"\b{escaped}\b" if word.lower() != word.upper() else rf"\w{{0,3}}{escaped}"


def _slug(word: str) -> str:
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    )
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")


def _neutral_keys(
    tops: Mapping[str, Iterable[Any]], slugs: set[str]
) -> Iterable[tuple[tuple[str, str], str]]:
    counts: dict[str, int] = {}
    for row in _everything(tops):
        if slugs & set(row.key.split("-")) or any("-" in slug and slug in row.key for slug in slugs):
            counts[row.kind] = counts.get(row.kind, 0) + 1
            yield (row.kind, row.key), f"withheld-{counts[row.kind]}"


def _everything(tops: Mapping[str, Iterable[Any]]) -> Iterable[Any]:
    for _, rows in sorted(tops.items()):
        for row in rows:
            yield from _with_children(row)


def _with_children(row: Row) -> Iterable[Row]:
    yield row
    for name, _ in shape_of(type(row)).children:
        for child in getattr(row, name):
            yield from _with_children(child)
