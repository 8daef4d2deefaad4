"""One record of a row as a page shows it to be written: its parts, its lines, what somebody else has changed meanwhile."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.forms.utils import ErrorDict
from django.http import QueryDict
from pydantic import ValidationError

from headway.lib.ids import read_id
from headway.lib.merging import marks, read_marks
from headway.lib.rowmerging import RowClash, told_values
from headway.lib.rows import Row, shape_of
from headway.pages.rowforms import (
    Asked,
    Lines,
    Offered,
    Part,
    as_typed,
    built,
    form_of,
    lines_of,
)
from headway.pages.speech import speech

Parts = Sequence[tuple[Part, tuple[Asked, ...]]]


@dataclass
class RowEntry:
    """A form on one record: new (`before` is None) or as it stands. `data` is what was sent, if anything was."""

    row: type[Row]
    parts: Parts
    lines: Sequence[Lines]
    offered: Offered
    language: str
    before: Row | None = None
    data: QueryDict | None = None
    stem: str = ""
    others: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        asked = [one for _, some in self.parts for one in some]
        initial = as_typed(self.before, asked, self.language) if self.before else {}
        self.form = form_of(self.row, asked, self.offered)(self.data, initial=initial)
        self.sets = {one.name: self._set(one) for one in self.lines}
        sent = self.data.get("client_id", "") if self.data is not None else ""
        self.client_id = read_id(sent) or uuid4()

    def _set(self, lines: Lines) -> Any:
        made = lines_of(self.row, lines, self.offered)
        held = getattr(self.before, lines.name) if self.before else ()
        initial = [as_typed(one, lines.asked, self.language) | {"key": one.key} for one in held]
        data = self.data
        if data is not None and f"{lines.name}-TOTAL_FORMS" not in data:
            data = data.copy()
            data.update({f"{lines.name}-TOTAL_FORMS": "0", f"{lines.name}-INITIAL_FORMS": "0"})
        return made(data, initial=initial, prefix=lines.name)

    @property
    def names(self) -> frozenset[str]:
        """The fields that this form can change."""
        return frozenset({one.name for one in self.form.asked if not one.keeps} | set(self.sets))

    @property
    def base(self) -> str:
        """Marks of what stands, by which it is seen later whether somebody changed it."""
        return json.dumps(marks(told_values(self.before, self.names))) if self.before else ""

    @property
    def sent_base(self) -> dict[str, str] | None:
        """The marks that the form was opened on; None for a new record."""
        if self.before is None:
            return None
        return read_marks(str(self.data.get("base", "")) if self.data is not None else "")

    @property
    def shown_parts(self) -> list[dict[str, Any]]:
        return [
            {"name": part.name, "heading": part.heading, "help": part.help, "fields": fields}
            for part, asked in self.parts
            if (fields := [self._shown(one.name) for one in asked if one.name in self.form.fields])
        ]

    def _shown(self, name: str) -> dict[str, Any]:
        return {"field": self.form[name], "name": name, "other": self.others.get(name, "")}

    @property
    def shown_lines(self) -> list[dict[str, Any]]:
        return [
            {"name": one.name, "heading": one.heading, "help": one.help, "set": self.sets[one.name], "rows": self._rows(one)}
            for one in self.lines
        ]  # fmt: skip

    def _rows(self, lines: Lines) -> list[dict[str, Any]]:
        found = []
        for form in self.sets[lines.name]:
            name = f"{lines.name}:{form['key'].value()}"
            found.append({"form": form, "name": name, "other": self.others.get(name, "")})
        return found

    def is_valid(self) -> bool:
        checked = [self.form.is_valid(), *(one.is_valid() for one in self.sets.values())]
        return all(checked)

    def leave_unchecked(self) -> None:
        """Show what was typed so far without a word on what is missing."""
        for one in (self.form, *(form for held in self.sets.values() for form in held.forms)):
            vars(one)["_errors"] = ErrorDict()

    def told(self) -> Row | None:
        """What was typed, as a row; None where it holds what none may, which its fields then say."""
        key = self.before.key if self.before else f"{self.stem}-{self.client_id.hex[:12]}"
        try:
            inside = {name: tuple(self._lines(name, key)) for name in self.sets}
            if self.form.errors or any(form.errors for held in self.sets.values() for form in held):
                return None
            return built(self.row, key, self.form.told(self.before, self.language), self.before, inside)
        except ValidationError as error:
            self.form.add_faults(_faults(error))
            return None

    def _lines(self, name: str, key: str) -> list[Row]:
        child = dict(shape_of(self.row).children)[name]
        held = {one.key: one for one in (getattr(self.before, name) if self.before else ())}
        made = []
        for at, form in enumerate(self.sets[name]):
            before = held.get(form.cleaned_data.get("key", ""))
            if before is None and not form.has_changed():
                continue
            own = before.key if before else f"{key[:56]}-{name[:2]}{at}-{self.client_id.hex[:8]}"
            try:
                made.append(built(child, own, form.told(before, self.language), before, {}))
            except ValidationError as error:
                form.add_faults(_faults(error))
        return made

    def after(self, clash: RowClash) -> RowEntry:
        """The form opened on what stands now: what only they changed is in it, what both changed is shown beside."""
        data = with_stored(self.data, clash.stored, clash.theirs, self)
        again = RowEntry(
            self.row, self.parts, self.lines, self.offered, self.language, clash.stored, data, self.stem
        )
        again.others = {name: again.said_of(name) for name in clash.fields}
        again.form.add_error(None, str(clash))
        return again

    def said_of(self, name: str) -> str:
        """What stands in a field, in words."""
        lines, _, key = name.partition(":")
        if not key:
            return in_words(self.form, name, as_typed(self.before, self.form.asked, self.language)[name])  # type: ignore[arg-type]
        held = next((one for one in getattr(self.before, lines) if one.key == key), None)
        asked = next(one.asked for one in self.lines if one.name == lines)
        form = self.sets[lines].empty_form
        typed = as_typed(held, asked, self.language) if held else {}
        return " · ".join(filter(None, (in_words(form, field, value) for field, value in typed.items())))


def with_stored(data: Any, stored: Row, names: Collection[str], entry: RowEntry) -> QueryDict:
    """The typed data with these fields, and lines, as they stand."""
    changed = data.copy()
    typed = as_typed(stored, entry.form.asked, entry.language)
    for name in names:
        lines, _, key = name.partition(":")
        if not key and name in typed:
            value = typed[name]
            changed.setlist(name, value if isinstance(value, list) else [value])
        elif key:
            _set_line(changed, lines, key, stored, entry)
    changed["base"] = json.dumps(marks(told_values(stored, entry.names)))
    return changed  # type: ignore[no-any-return]


def _set_line(data: QueryDict, lines: str, key: str, stored: Row, entry: RowEntry) -> None:
    held = next((one for one in getattr(stored, lines) if one.key == key), None)
    asked = next((one.asked for one in entry.lines if one.name == lines), ())
    for form in entry.sets.get(lines, ()):
        if held is not None and form["key"].value() == key:
            for name, value in as_typed(held, asked, entry.language).items():
                data[f"{form.prefix}-{name}"] = value


def in_words(form: Any, name: str, value: Any) -> str:
    """What a field would show for the value, in the words of its choices."""
    choices = dict(getattr(form.fields.get(name), "choices", ()))
    if isinstance(value, list):
        return speech().listed(str(choices.get(one, one)) for one in value) or "—"
    return str(choices.get(value, value)) or "—"


def _faults(error: ValidationError) -> list[tuple[str, str]]:
    return [(str(one["loc"][0]) if one["loc"] else "", one["msg"]) for one in error.errors()]
