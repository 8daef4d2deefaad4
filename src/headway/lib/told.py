"""What a row tells in words, for a search: its title, its texts, and what else somebody may look for it by.

Read off the annotations of the row, as its shape is. How a fact stands (its source, reason and note) is not what it
tells, and a name that is kept sealed is never searched.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Annotated, Any, get_args, get_origin

from babel import Locale
from pydantic import StringConstraints

from headway.lib.labels import EVERYWHERE, label_in
from headway.lib.months import named_by_month
from headway.lib.rows import CountryCode, Row, dump_number, shape_of
from headway.lib.signs import LINE_PATTERN, TEXT_PATTERN
from headway.lib.tongue import LANGUAGES

LONGEST_TITLE = 160
NOT_TOLD = frozenset({"key", "source", "standing", "reason", "note", "protected_name", "well_being", "risk"})
# What stands for the name of a row that has none.
INSTEAD_OF_NAME = ("who", "text", "national_objective", "leverage", "assessment")
_YEAR = re.compile(r"\d{4}")
_IS_COUNTRY = get_args(CountryCode)[1]


@dataclass(frozen=True)
class Passage:
    """A text and its language; empty where it is the language in which the records were written."""

    language: str
    text: str


@dataclass(frozen=True)
class Told:
    """`title` is a label; `further` are words that stand in no text: keys of what it points at, years, countries."""

    title: Mapping[str, str]
    passages: tuple[Passage, ...]
    further: tuple[str, ...]


# The kinds whose names are words of whatever points at them: nothing of these is ever restricted.
LENT = frozenset({"office", "measure", "focus-country", "change-area", "period"})
# What has no name is called as what it is about.
CALLED_AFTER = {
    "figure": ("measure", "office", "focus_country", "period"), "rating": ("change_area", "focus_country", "period"),
    "update": ("focus_country",),
}  # fmt: skip
# These are called after their month as well.
OF_A_MONTH = frozenset({"update"})


@dataclass(frozen=True)
class Lent:
    """What a record lends to those that point at it: its name, and the names of its country."""

    name: Mapping[str, str]
    country: str = ""

    def words(self) -> tuple[str, ...]:
        return (*self.name.values(), *(territory(self.country) if self.country else ()))


Lending = Mapping[tuple[str, str], Lent]


def lent_kinds(row_class: type[Row]) -> tuple[tuple[str, str], ...]:
    """The fields of a row that point at what lends its name, with its kind."""
    return tuple((name, kind) for name, kind in shape_of(row_class).refs if kind in LENT)


def told(
    row: Row, *, apart: Collection[str] = (), unnamed: Collection[str] = (), lending: Lending | None = None
) -> Told:
    """What `row` tells, with what stands inside it but for the kinds in `apart`; no key of the kinds in `unnamed`.

    `lending` has what the records lend that it points at, by kind and key.
    """
    lent = {name: lending[at] for name, at in _pointed_at(row) if at in (lending or {})} if lending else {}
    name, title = _called_after(row, lent) or _title(row)
    passages, further = _inside(row, apart, unnamed, without=name)
    further += [word for one in lent.values() for word in one.words()]
    return Told(title, tuple(passages), tuple(dict.fromkeys([row.key.replace("-", " "), *further])))


def _pointed_at(row: Row) -> Iterator[tuple[str, tuple[str, str]]]:
    for name, kind in lent_kinds(type(row)):
        if key := getattr(row, name):
            yield name, (kind, key)


def _called_after(row: Row, lent: Mapping[str, Lent]) -> tuple[str, Mapping[str, str]] | None:
    """A title in each language in which any of the names is given."""
    names = [lent[name].name for name in CALLED_AFTER.get(row.kind, ()) if name in lent]
    if not names:
        return None
    if row.kind in OF_A_MONTH:
        return "", named_by_month(names[0], getattr(row, "when", None))
    languages = dict.fromkeys(language for name in names for language in name)
    return "", {
        language: _cut(" · ".join(label_in(name, language) for name in names)) for language in languages
    }


def _title(row: Row) -> tuple[str, Mapping[str, str]]:
    label = getattr(row, "name", None)
    if label:
        return "name", label
    for name in INSTEAD_OF_NAME:
        if text := getattr(row, name, ""):
            return ("" if len(text) > LONGEST_TITLE else name), {"": _cut(text)}
    return "", {EVERYWHERE: row.key.replace("-", " ")}


def _cut(text: str) -> str:
    """The text, or its beginning up to a space."""
    if len(text) <= LONGEST_TITLE:
        return text
    return text[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _inside(
    row: Row, apart: Collection[str], unnamed: Collection[str], without: str = ""
) -> tuple[list[Passage], list[str]]:
    texts, countries = texts_and_countries(type(row))
    shape = shape_of(type(row))
    passages = [Passage("", text) for name in texts if name != without for text in _each(getattr(row, name))]
    for name in shape.labels:
        if name != without:
            passages += [Passage(language, text) for language, text in (getattr(row, name) or {}).items()]
    further = list(_further(row, unnamed))
    for name in countries:
        for code in _each(getattr(row, name)):
            further += territory(code)
    for name, child in shape.children:
        for inner in getattr(row, name) if child.kind not in apart else ():
            more, words = _inside(inner, apart, unnamed)
            passages, further = passages + more, further + words
    return passages, further


def _further(row: Row, unnamed: Collection[str]) -> Iterator[str]:
    shape = shape_of(type(row))
    for name, kind in shape.refs:
        if kind not in unnamed and (key := getattr(row, name)):
            yield key.replace("-", " ")
    for name, kind in shape.ref_sets:
        if kind not in unnamed:
            yield from (key.replace("-", " ") for key in getattr(row, name))
    for name in shape.dates:
        when = getattr(row, name)
        yield from _YEAR.findall(when.edtf) if when else ()
    for name in shape.scalars:
        if isinstance(value := getattr(row, name), Decimal):
            yield dump_number(value)


def _each(value: Any) -> Iterator[str]:
    for text in value if isinstance(value, tuple) else (value,):
        if text:
            yield str(text)


@lru_cache(maxsize=512)
def territory(code: str) -> tuple[str, ...]:
    names = (Locale(language).territories.get(code, "") for language in LANGUAGES)
    return tuple(dict.fromkeys(str(name) for name in names if name))


@cache
def texts_and_countries(row_class: type[Row]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the fields that hold free text, and of those that hold countries."""
    texts, countries = [], []
    for name, info in row_class.model_fields.items():
        marks = list(_marks(info.annotation)) + list(info.metadata)
        if _IS_COUNTRY in marks:
            countries.append(name)
        elif name not in NOT_TOLD and any(_is_text(mark) for mark in marks):
            texts.append(name)
    return tuple(texts), tuple(countries)


def _is_text(mark: Any) -> bool:
    return isinstance(mark, StringConstraints) and mark.pattern in (LINE_PATTERN, TEXT_PATTERN)


def _marks(annotation: Any) -> Iterator[Any]:
    """All that is annotated, at any depth: `tuple[Line, ...]` holds lines."""
    if get_origin(annotation) is Annotated:
        yield from annotation.__metadata__
    for part in get_args(annotation):
        yield from _marks(part)
