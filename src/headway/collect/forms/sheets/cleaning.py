"""Cleans the rows of a sheet by the forms of the pages: what a page refuses is refused here, in the same words.

One form serves all rows, since making one takes longer than cleaning by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _
from pydantic import ValidationError

from headway.collect.forms.activity import LINKS, ActivityForm, as_typed
from headway.collect.forms.figures import FigureForm, figures_as_typed
from headway.collect.forms.sheets.columns import ACTIVITIES, ACTIVITY_COLUMNS, FIGURE_COLUMNS
from headway.collect.forms.sheets.reading import Line, Wrong
from headway.collect.forms.sheets.typed import Lists, keys_of, text_of
from headway.collect.rows import ActivityRow, FigureRow
from headway.lib.edtf import ImpreciseDate
from headway.lib.saiddates import read_said_date
from headway.plan.rows import Ask


class NotTaken(Exception):
    """A row that is not taken, with what is wrong in it."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        super().__init__(wrong)
        # Of one cell the first that is found says enough.
        self.wrong = list({one.cell: one for one in reversed(wrong)}.values())[::-1]


class _Sparse(Form):
    """Most cells of a sheet are empty: what each field makes of nothing is found out once for all rows."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self._of_nothing: dict[str, Any] = {}

    def _clean_fields(self) -> None:
        every = self.fields
        told = {
            name: field
            for name, field in every.items()
            if field.required or self.data.get(name) or hasattr(self, f"clean_{name}")
        }
        for name in every.keys() - told.keys():
            if name not in self._of_nothing:
                self._of_nothing[name] = every[name].clean("")
            self.cleaned_data[name] = self._of_nothing[name]
        self.fields = told
        try:
            super()._clean_fields()  # type: ignore[misc]
        finally:
            self.fields = every


class ActivityOfRow(_Sparse, ActivityForm):
    """The form of the page, for one row after the other; many of them happened on the same days."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self._days: dict[str, ImpreciseDate] = {}

    def clean_when(self) -> ImpreciseDate:
        typed = self.cleaned_data["when"]
        if typed not in self._days:
            self._days[typed] = super().clean_when()
        return self._days[typed]


class FigureOfRow(_Sparse, FigureForm):
    """The same for figures."""


@dataclass
class Cleaner:
    """Cleans rows of one office; `names` has keys by what they are called, `numbers` the keys of activities by
    number; `spoken` is the language of the file, `language` that of titles."""

    office: str
    language: str
    lists: Lists
    names: Mapping[str, Mapping[str, str]]
    numbers: Mapping[str, str]
    measures: Mapping[str, Mapping[str, Any]]
    spoken: str = "en"
    _activity: ActivityOfRow | None = None
    _figures: dict[tuple[str, bool], FigureForm] = field(default_factory=dict)
    # Days as they stand in cells, and as the form is sent them.
    _said: dict[str, str] = field(default_factory=dict)

    def activity(self, line: Line, period: str, before: ActivityRow | None) -> ActivityRow:
        """The row as the form would have made it; `period` is kept where its day is not its own to say."""
        data, wrong = self._typed(line)
        if before is not None and not wrong and self._is_untouched(data, before):
            return before
        form = self._activity_form()
        form.data = data | {"office": self.office}
        form._errors = None  # type: ignore[attr-defined]
        if not form.is_valid():
            wrong += _of_form(line, form, {"when": "when" if line.text("when") else "first_day"})
        if not data["activity_kind"] and not any(
            one.cell == line.wrong("activity_kind", "").cell for one in wrong
        ):
            wrong.append(line.wrong("activity_kind", _("Choose what kind of activity it was.")))
        if wrong:
            raise NotTaken(wrong)
        try:
            return form.activity(data["activity_kind"], period, self.language, before)
        except ValidationError as error:
            form.add_faults(error)
            raise NotTaken(_of_form(line, form, {})) from None

    def figures(self, line: Line, before: Mapping[str, FigureRow], key: str) -> list[FigureRow]:
        """The figure and its parts; `key` is that of the figure where it stands already."""
        data, wrong = self._typed(line)
        if key and not wrong and _is_same_figure(data, before, key):
            return list(before.values())
        form = self._figure_form(data)
        form.data = data | {"key": key}
        form._errors = None  # type: ignore[attr-defined]
        if not form.is_valid():
            wrong += _of_form(line, form, {})
        elif not wrong and form.cleaned_data["value"] is None and not form.cleaned_data.get("words"):
            wrong.append(line.wrong("value", _("Give a number, or say in words what is known.")))
        if wrong:
            raise NotTaken(wrong)
        try:
            return form.figures(self.office, before)
        except ValidationError as error:
            raise NotTaken(
                [line.wrong("value", fault["msg"].removeprefix("Value error, ")) for fault in error.errors()]
            ) from None

    def _is_untouched(self, data: Mapping[str, Any], before: ActivityRow) -> bool:
        """True where the row says what stands: of what a source told less of than the form asks, nothing more is asked."""
        stands = as_typed(before, self.language) | {
            "activity_kind": before.activity_kind,
            "office": self.office,
        }
        told = {**data, "office": self.office}
        return all(_plainly(told.get(name, "")) == _plainly(value) for name, value in stands.items())

    def _typed(self, line: Line) -> tuple[dict[str, Any], list[Wrong]]:
        """What the cells say, as the form would have sent it; and what is on no list."""
        data: dict[str, Any] = {}
        wrong: list[Wrong] = []
        columns = ACTIVITY_COLUMNS if line.kind == ACTIVITIES else FIGURE_COLUMNS
        for column in columns:
            said = line.text(column.name)
            if not said:
                data[column.name] = [] if column.many else ""
            elif column.name in ("follows", "delivers"):
                data[column.name] = self._numbered(line, column.name, said, wrong)
            elif column.of in self.names:
                keys, unknown = keys_of(said, self.names[column.of], many=column.many)
                wrong += [line.wrong(column.name, _not_listed(one)) for one in unknown]
                data[column.name] = keys if column.many else (keys[0] if keys else "")
            else:
                data[column.name] = said.replace("_x000D_", "")
        if line.kind == ACTIVITIES:
            when = _when(line, wrong)
            if when not in self._said:
                self._said[when] = _as_said(when, self.spoken)
            data["when"] = self._said[when]
        else:
            data["parts"] = "\n".join(
                filter(None, (one.strip() for one in data["parts"].replace(";", "\n").splitlines()))
            )
        return data, wrong

    def _numbered(self, line: Line, name: str, said: str, wrong: list[Wrong]) -> str:
        if said and said not in self.numbers:
            wrong.append(
                line.wrong(
                    name, _("No activity of the sheet has the number %(number)s.") % {"number": said[:40]}
                )
            )
        return self.numbers.get(said, "")

    def _activity_form(self) -> ActivityOfRow:
        if self._activity is None:
            links = {name: [(key, key) for key in self.lists[name]] for name in LINKS}
            own = [(key, key) for key in self.numbers.values()]
            form = ActivityOfRow(
                {},
                offices=[(self.office, self.office)],
                asked=[ask.value for ask in Ask],
                links=links,
                own=own,
            )
            for name in (*LINKS, "follows", "delivers", "country"):
                known = frozenset(key for key, _said in form.fields[name].choices)  # type: ignore[attr-defined]
                form.fields[name].valid_value = known.__contains__  # type: ignore[attr-defined]
            for name in set(form.fields) - {column.name for column in ACTIVITY_COLUMNS} - {"office"}:
                del form.fields[name]
            self._activity = form
        return self._activity

    def _figure_form(self, data: Mapping[str, Any]) -> FigureForm:
        which = (data["measure"], bool(data["parts"]))
        if which not in self._figures:
            measures = [(key, key) for key in self.measures]
            self._figures[which] = FigureOfRow(data, measures=measures, names=self.measures, wholes={})
        return self._figures[which]


def _not_listed(said: str) -> str:
    return _("“%(said)s” is not on the list: choose from it.") % {"said": said[:80]}


def _of_form(line: Line, form: Any, instead: Mapping[str, str]) -> list[Wrong]:
    """What the form says, each at its cell."""
    return [
        line.wrong(instead.get(name, name), str(said))
        for name, found in form.errors.items()
        for said in found
    ]


def _plainly(value: Any) -> Any:
    """A value for comparing: lists in any order, texts without the space around them."""
    return sorted(value) if isinstance(value, (list, tuple)) else str(value).strip()


def _is_same_figure(data: Mapping[str, Any], before: Mapping[str, FigureRow], key: str) -> bool:
    (line,) = [one for one in figures_as_typed(before.values(), ()) if one["key"] == key] or [{}]
    return bool(line) and all(
        _plainly(data[name]) == _plainly(line[name])
        for name in ("measure", "precision", "value", "currency", "words", "parts")
    )


def _as_said(when: str, language: str) -> str:
    """A date in the language of the file; what is not understood there is left to the form to refuse."""
    try:
        return read_said_date(when, language).edtf if when else ""
    except ValueError:
        return when


def _when(line: Line, wrong: list[Wrong]) -> str:
    first, last, words = (line.cells.get(name, "") for name in ("first_day", "last_day", "when"))
    if text_of(words) and (text_of(first) or text_of(last)):
        wrong.append(line.wrong("when", _("Give days, or say it less exactly; not both.")))
    if text_of(words):
        return text_of(words)
    if text_of(last) and not text_of(first):
        wrong.append(line.wrong("first_day", _("Give the first day as well.")))
    days = [text_of(one) for one in (first, last) if text_of(one)]
    if len(days) == 2 and days[0] != days[1] and isinstance(first, date) and isinstance(last, date):
        return "/".join(days)
    return days[0] if len(set(days)) < 2 and days else " – ".join(days)
