"""The shape of one row that comes into Headway, from a pack, a form, the API or the command line.

A room describes its rows in `rows.py` with the types below; what a row refers to, holds and dates is read off the
annotations, so that one declaration serves reading, checking, writing, exporting and the published JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, get_args, get_origin

from babel import Locale
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from headway.lib.edtf import ImpreciseDate
from headway.lib.labels import Label, is_language_code
from headway.lib.money import currencies
from headway.lib.signs import LINE_PATTERN, TEXT_PATTERN, bad_sign, shows
from headway.lib.standing import NEEDS_REASON, Standing
from headway.lib.tongue import say

LONGEST_TEXT = 20_000

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


def _to_be_read(text: str) -> str:
    """Refuses what a pattern cannot: isolates that nobody closes, and a text in which there is nothing to see."""
    if bad := bad_sign(text):
        raise ValueError(bad[1])
    if not shows(text):
        raise ValueError(say("there is nothing in it that can be seen"))
    return text


Seen = AfterValidator(_to_be_read)
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=LINE_PATTERN), Seen]
Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT, pattern=TEXT_PATTERN), Seen]
Section = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=LINE_PATTERN), Seen]


@dataclass(frozen=True)
class RefTo:
    """Marks a text as the key of a record of this kind: `Annotated[Key, RefTo("office")]`, or `Annotated[Keys, ...]`."""

    kind: str


@dataclass(frozen=True)
class Sorted:
    """Marks a list of references as a set: the canonical form is in the order of keys."""


_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _read_list(value: object) -> tuple[str, ...]:
    """A list, or one text `a; b` as it stands in a cell of CSV."""
    items = value.split(";") if isinstance(value, str) else value
    if not isinstance(items, (list, tuple)):
        raise ValueError(say("this is a list of values"))
    if any(isinstance(item, (dict, list)) for item in items):
        raise ValueError(say("this is a list of single values"))
    return tuple(str(item).strip() for item in items if str(item).strip())


def _read_refs(value: object) -> tuple[str, ...]:
    keys = _read_list(value)
    if bad := [key for key in keys if not _KEY.fullmatch(key)]:
        raise ValueError(say('"{bad}" is not a key: small letters, digits and single hyphens', bad=bad[0]))
    if doubled := sorted({key for key in keys if keys.count(key) > 1}):
        raise ValueError(say('"{doubled}" is named twice', doubled=doubled[0]))
    return tuple(sorted(keys))


Keys = Annotated[tuple[str, ...], BeforeValidator(_read_refs), Sorted()]
Words = Annotated[tuple[Line, ...], BeforeValidator(_read_list)]


def _read_when(value: object) -> ImpreciseDate:
    if isinstance(value, ImpreciseDate):
        return value
    if isinstance(value, dict):
        if set(value) - {"edtf", "words"} or "edtf" not in value:
            raise ValueError(say('a date is EDTF text, or "edtf" with the "words" of its source'))
        edtf, words = value["edtf"], value.get("words", "")
        if not isinstance(edtf, str) or not isinstance(words, str):
            raise ValueError(say('"edtf" and "words" are one text each'))
        return ImpreciseDate.parse(edtf, words)
    if not isinstance(value, str):
        raise ValueError(say("a date is EDTF text such as 2014-10-15, 2014-10 or 2014-05/2014-12"))
    return ImpreciseDate.parse(value)


def dump_when(when: ImpreciseDate) -> str | dict[str, str]:
    """The canonical form: plain EDTF, with the source's words only where it had some."""
    return {"edtf": when.edtf, "words": when.words} if when.words else when.edtf


When = Annotated[
    ImpreciseDate,
    PlainValidator(_read_when),
    PlainSerializer(dump_when),
    WithJsonSchema(
        {
            "description": "A date in EDTF (2014-10-15, 2014-10, 2014-05/2014-12, 2015~), with the source's words.",
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {"edtf": {"type": "string"}, "words": {"type": "string"}},
                    "required": ["edtf"],
                    "additionalProperties": False,
                },
            ],
        }
    ),
]


# Two letters that the CLDR names and ISO 3166-1 does not assign: groups of countries, parts of some, and test locales.
NO_COUNTRY = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])


@cache
def territories() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes that the CLDR knows (Babel's English territory names), and XK for Kosovo."""
    codes = (str(code) for code in Locale("en").territories)
    return frozenset(code for code in codes if re.fullmatch(r"[A-Z]{2}", code)) - NO_COUNTRY


def _check_country(code: str) -> str:
    if code not in territories():
        raise ValueError(say('"{code}" is not an ISO 3166 country code of two capital letters', code=code))
    return code


CountryCode = Annotated[str, AfterValidator(_check_country)]


def _check_language(code: str) -> str:
    if not is_language_code(code):
        raise ValueError(say('"{code}" is not a language code such as en, fr, es or ar', code=code))
    return code


def _check_currency(code: str) -> str:
    if code not in currencies():
        raise ValueError(
            say('"{currency}" is not an ISO 4217 currency code such as EUR, MAD or PHP', currency=code)
        )
    return code


CurrencyCode = Annotated[str, StringConstraints(max_length=3), AfterValidator(_check_currency)]


LanguageCode = Annotated[str, StringConstraints(max_length=10), AfterValidator(_check_language)]


def _check_path(text: str) -> str:
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts or "\\" in text or ":" in text or "\x00" in text:
        raise ValueError(say('"{text}" leaves the folder of the pack', text=text))
    return text


FilePath = Annotated[Line, AfterValidator(_check_path)]


def dump_number(number: Decimal) -> str:
    """Plain digits, without exponent or trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _check_digits(number: Decimal) -> Decimal:
    """SQLite keeps a number as a float, which tells fifteen digits apart: more would come back as another number."""
    if len(number.normalize().as_tuple().digits) > MOST_DIGITS:
        raise ValueError(say("has more than {most_digits} digits", most_digits=MOST_DIGITS))
    return number


MOST_DIGITS = 15
Number = Annotated[
    Decimal,
    Field(max_digits=20, decimal_places=6, allow_inf_nan=False),
    AfterValidator(_check_digits),
    PlainSerializer(dump_number),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]


def _read_day(value: object) -> object:
    """Only a day as it is written: a number would otherwise be taken for seconds since 1970."""
    if isinstance(value, date) or (
        isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value)
    ):
        return value
    raise ValueError(say('"{value}" is not a day such as 2015-12-31', value=str(value)[:40]))


Day = Annotated[date, BeforeValidator(_read_day), PlainSerializer(lambda day: day.isoformat())]


class Row(BaseModel):
    """One record as it comes in. `kind` names it in references, problems and the audit log."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    kind: ClassVar[str] = ""

    key: Key

    @model_validator(mode="before")
    @classmethod
    def _no_blanks(cls, data: Any) -> Any:
        if isinstance(data, dict):
            for name, value in data.items():
                if value in ([], {}) or (isinstance(value, str) and not value.strip()):
                    said = say('"{field}" has no value; leave the line out')
                    raise PydanticCustomError("no_value", said, {"field": str(name)})
        return data


class Fact(Row):
    """A row that came from somewhere: the section of its source, how it stands there, and why."""

    source: Section = ""
    standing: Standing = Standing.PRINTED
    reason: Line = ""
    note: Text = ""

    @model_validator(mode="after")
    def _reasoned(self) -> Fact:
        if self.standing in NEEDS_REASON and not self.reason:
            raise ValueError(
                say('a fact that stands as "{standing}" needs a "reason"', standing=self.standing)
            )
        return self


class Named(Fact):
    """A fact with a name of its own."""

    name: Label


@dataclass(frozen=True)
class Reference:
    """From a field of a row to the key of another."""

    path: tuple[str | int, ...]
    kind: str
    key: str


@dataclass(frozen=True)
class Shape:
    """What the annotations of one row class say about its fields."""

    scalars: tuple[str, ...]
    labels: tuple[str, ...]
    dates: tuple[str, ...]
    lists: tuple[str, ...]
    refs: tuple[tuple[str, str], ...]
    ref_sets: tuple[tuple[str, str], ...]
    children: tuple[tuple[str, type[Row]], ...]


@cache
def shape_of(row_class: type[Row]) -> Shape:
    """Sort the fields of `row_class` by what they hold; `key` is among the scalars."""
    found: dict[str, list[Any]] = {name: [] for name in Shape.__dataclass_fields__}
    for name, info in row_class.model_fields.items():
        marks = info.metadata
        annotation = info.annotation
        options = [part for part in get_args(annotation) if part is not type(None)] or [annotation]
        for option in options:
            marks = [*marks, *getattr(option, "__metadata__", ())]
        bare = [get_args(option)[0] if get_origin(option) is Annotated else option for option in options]
        ref = next((mark for mark in marks if isinstance(mark, RefTo)), None)
        child = next((part for part in bare if isinstance(part, type) and issubclass(part, Row)), None)
        if any(isinstance(mark, Sorted) for mark in marks) and ref:
            found["ref_sets"].append((name, ref.kind))
        elif ref:
            found["refs"].append((name, ref.kind))
        elif child is not None:
            found["children"].append((name, child))
        elif ImpreciseDate in bare:
            found["dates"].append(name)
        elif annotation == dict[str, Any] or dict[str, Any] in bare:
            found["labels"].append(name)
        elif get_origin(annotation) is tuple:
            found["lists"].append(name)
        else:
            found["scalars"].append(name)
    return Shape(**{name: tuple(values) for name, values in found.items()})


def references(row: Row, above: tuple[str | int, ...] = ()) -> Iterator[Reference]:
    """Every reference that a row and its children make, with its place for a message."""
    shape = shape_of(type(row))
    for name, kind in shape.refs:
        if key := getattr(row, name):
            yield Reference((*above, name), kind, key)
    for name, kind in shape.ref_sets:
        for at, key in enumerate(getattr(row, name)):
            yield Reference((*above, name, at), kind, key)
    for name, _ in shape.children:
        for at, child in enumerate(getattr(row, name)):
            yield from references(child, (*above, name, at))


def without_unknown(row: Row, known: Mapping[str, Collection[str]]) -> Row:
    """The row without references to records of the kinds in `known` that `known` does not list.

    So an export that leaves restricted records out does not name them either.
    """
    shape = shape_of(type(row))
    changes: dict[str, Any] = {}
    for name, kind in shape.refs:
        if kind in known and getattr(row, name) and getattr(row, name) not in known[kind]:
            changes[name] = ""
    for name, kind in shape.ref_sets:
        if kind in known and (kept := tuple(k for k in getattr(row, name) if k in known[kind])) != getattr(
            row, name
        ):
            changes[name] = kept
    for name, _ in shape.children:
        before = getattr(row, name)
        if (inside := tuple(without_unknown(child, known) for child in before)) != before:
            changes[name] = inside
    return row.model_copy(update=changes) if changes else row


def dump_row(row: Row) -> dict[str, Any]:
    """The canonical tree of a row: fields in the order of the schema, defaults left out, every scalar as text."""
    return {
        name: _as_text(value) for name, value in row.model_dump(mode="json", exclude_defaults=True).items()
    }


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_text(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
