"""Forms made from rows: what a room declares to ask of a row becomes fields, lines within it become form sets.

A room says what it asks and in which words; how a field is read is known from the row itself (a text, a label, a date, a
value of an enumeration, a country, a link to another record).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, get_args

from django import forms
from django.utils.translation import get_language

from headway.lib.edtf import ImpreciseDate
from headway.lib.kinds import KindRow, Kinds, kind_fields
from headway.lib.labels import retitled, shown_language
from headway.lib.rows import Row, shape_of
from headway.lib.saiddates import read_said_date
from headway.lib.standing import Standing
from headway.lib.told import texts_and_countries
from headway.pages.offered import LongChoice, LongTicks, countries_by_name
from headway.pages.speech import speech
from headway.pages.wording import wording

Choices = Sequence[tuple[str, str]]
# So many are ticked on a page; more are ticked in a box that scrolls.
FEW = 24
LONGEST_LINE, LONGEST_TEXT = 500, 20_000
MOST_LINES, SPARE_LINES = 100, 1


@dataclass(frozen=True)
class Asked:
    """One field of a row, as a form asks for it. `keeps`: left empty, what stands stays."""

    name: str
    label: Any
    help: Any = ""
    rows: int = 0
    required: bool = False
    keeps: bool = False
    yes: Any = ""
    no: Any = ""
    # Of a whole number: from which to which.
    between: tuple[int, int] | None = None


@dataclass(frozen=True)
class Lines:
    """Rows that stand in a field of another, asked for line by line."""

    name: str
    heading: Any
    asked: tuple[Asked, ...]
    help: Any = ""


@dataclass(frozen=True)
class Part:
    """Fields under one heading."""

    name: str
    heading: Any
    asked: tuple[Asked, ...]
    help: Any = ""


@dataclass(frozen=True)
class Offered:
    """What can be chosen: records by their kind, countries (None: all there are), and the kinds that the campaign names."""

    records: Mapping[str, Choices] = field(default_factory=dict)
    countries: frozenset[str] | None = None
    kinds: Mapping[type[KindRow], Kinds] = field(default_factory=dict)


class SaidDate(forms.CharField):
    """A date as people type it, or nothing."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=200, **given)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return typed_date(text) if text else None


def typed_date(text: str) -> ImpreciseDate:
    """A date as people type it in the language that is active; raise forms.ValidationError where it is none."""
    try:
        return read_said_date(text, get_language() or "en")
    except ValueError as error:
        raise forms.ValidationError(sentence(str(error))) from None


class RowForm(forms.Form):
    """The fields of one row that are asked for; which ones, its maker adds."""

    row: type[Row]
    asked: tuple[Asked, ...] = ()

    def told(self, before: Row | None, language: str) -> dict[str, Any]:
        """What was typed, field by field, as a row takes it; nothing of what was left empty and keeps what stands."""
        shape, found = shape_of(self.row), {}
        for one in self.asked:
            value = self.cleaned_data.get(one.name)
            if one.keeps and not value:
                continue
            stood = getattr(before, one.name, None) if before else None
            if one.name in shape.labels:
                value = retitled(stood, language, value) if value else None
            elif one.name in shape.dates:
                value = value.as_said_before(stood) if value else value
            elif isinstance(value, list):
                value = tuple(value)
            elif isinstance(value, str):
                value = value.replace("\r\n", "\n")
            found[one.name] = value
        return found

    def add_faults(self, faults: Sequence[Any]) -> None:
        """What the row found wrong, each by its place (after any of the lines) and its words."""
        for place, said in faults:
            self.add_error(place if place in self.fields else None, sentence(said))


class LineForm(RowForm):
    """One line; `key` names the one that it changes."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)


def form_of(
    row: type[Row], asked: Sequence[Asked], offered: Offered, base: type[RowForm] = RowForm
) -> type[RowForm]:
    """A form class that asks for these fields of the row, but for those in which there is nothing to choose."""
    asked = [one for one in asked if _choices(row, one, offered) != []]
    fields = {one.name: _field(row, one, offered) for one in asked}
    return type(f"{row.__name__}Form", (base,), {**fields, "row": row, "asked": tuple(asked)})


def lines_of(row: type[Row], lines: Lines, offered: Offered) -> Any:
    """A form set class for the lines that stand in a field of the row."""
    child = dict(shape_of(row).children)[lines.name]
    made = form_of(child, lines.asked, offered, LineForm)
    return forms.formset_factory(made, extra=SPARE_LINES, max_num=MOST_LINES, absolute_max=MOST_LINES)


def as_typed(row: Row, asked: Sequence[Asked], language: str) -> dict[str, Any]:
    """The row as a form shows it."""
    return {one.name: _typed(row, one.name, language) for one in asked}


def sentence(text: str) -> str:
    """What is said at a field: with a capital, and with a stop where it has none."""
    text = text.removeprefix("Value error, ")
    end = "" if text.endswith((".", "?", "!")) else "."
    return f"{text[:1].upper()}{text[1:]}{end}"


def show_clash(form: Any, others: Mapping[str, Any], base: str, said: str) -> None:
    """Show beside each field what somebody else saved there; whoever sends the form again has seen it."""
    for name, other in others.items():
        form.fields[name].other = other
    form.data = form.data.copy()
    form.data["base"] = base
    form.add_error(None, said)


def built(
    row: type[Row], key: str, told: Mapping[str, Any], before: Row | None, inside: Mapping[str, Any]
) -> Row:
    """A row of what was typed over what stood before; raise pydantic's ValidationError where it holds what none may."""
    given: dict[str, Any] = (
        before.model_dump(exclude_defaults=True) if before else {"standing": Standing.ENTERED}
    )
    given = {name: value for name, value in given.items() if name not in told and name not in inside}
    typed = {name: value for name, value in {**told, **inside}.items() if value not in (None, "", ())}
    return row.model_validate(given | typed | {"key": key})


def _typed(row: Row, name: str, language: str) -> Any:
    value, shape = getattr(row, name), shape_of(type(row))
    if name in shape.labels:
        return value.get(shown_language(value, language), "") if value else ""
    if isinstance(value, ImpreciseDate):
        return value.edtf
    if isinstance(value, tuple):
        return [str(one) for one in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _field(row: type[Row], one: Asked, offered: Offered) -> forms.Field:
    """The field for one part of the row, by what the row says that it holds."""
    given: dict[str, Any] = {
        "label": one.label,
        "help_text": _help(row, one, offered),
        "required": one.required,
    }
    shape, annotation = shape_of(row), row.model_fields[one.name].annotation
    if one.name in shape.dates:
        return SaidDate(**given)
    if one.yes:
        return forms.ChoiceField(choices=[("", "—"), ("yes", one.yes), ("no", one.no)], **given)
    if one.between:
        return forms.IntegerField(min_value=one.between[0], max_value=one.between[1], **given)
    if annotation is bool:
        return forms.BooleanField(**given)
    if choices := _choices(row, one, offered):
        several = one.name in dict(shape.ref_sets) or one.name in shape.lists
        return _several(choices, given) if several else _single(choices, given)
    attrs: dict[str, Any] = {"rows": one.rows} if one.rows else {}
    box: type[forms.Widget] = forms.Textarea if one.rows else forms.TextInput
    longest = LONGEST_TEXT if one.rows else 300 if one.name in shape.labels else LONGEST_LINE
    return forms.CharField(max_length=longest, widget=box(attrs=attrs), **given)


def _help(row: type[Row], one: Asked, offered: Offered) -> Any:
    """What the room says of the field; of a kind, also what the campaign says of those that it explains."""
    family = kind_fields(row).get(one.name)
    if family is None:
        return one.help
    here = speech()
    kinds = [kind for kind in offered.kinds[family].rows if kind.help]
    told = [f"{here.say(kind.name)}{here.colon}{here.say(kind.help)}" for kind in kinds]
    return here.semicolon.join([*([str(one.help)] if one.help else []), *told])


def _single(choices: Choices, given: Mapping[str, Any]) -> forms.Field:
    return LongChoice(choices=[("", "—"), *choices], **given)


def _several(choices: Choices, given: Mapping[str, Any]) -> forms.Field:
    box = LongTicks() if len(choices) > FEW else forms.CheckboxSelectMultiple()
    return forms.MultipleChoiceField(choices=list(choices), widget=box, **given)


def _choices(row: type[Row], one: Asked, offered: Offered) -> Choices | None:
    """What can be chosen in the field; None where it is typed."""
    shape = shape_of(row)
    if family := kind_fields(row).get(one.name):
        return [(kind.key, speech().say(kind.name)) for kind in offered.kinds[family].rows]
    kind = {**dict(shape.refs), **dict(shape.ref_sets)}.get(one.name)
    if kind:
        return list(offered.records.get(kind, ()))
    if one.name in texts_and_countries(row)[1]:
        own = one.name in ("country", "countries")
        named = countries_by_name(get_language() or "en")
        allowed = offered.countries if own else None
        return [pair for pair in named if allowed is None or pair[0] in allowed]
    values = _enumeration(row.model_fields[one.name].annotation)
    return [(value.value, wording(value)) for value in values] if values else None


def _enumeration(annotation: Any) -> type[StrEnum] | None:
    """The enumeration of a field that holds one value of it, or several."""
    parts = [annotation, *get_args(annotation)]
    return next((one for one in parts if isinstance(one, type) and issubclass(one, StrEnum)), None)
