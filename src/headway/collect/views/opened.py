"""A form that is open, whatever it is on: its fields with what can be chosen and what somebody else saved, its lines, its faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict

from headway.collect.queries.entering import Choice


class Opened:
    """What a form of any room is while it is open."""

    form: Any
    choices: Mapping[str, Choice]
    others: Mapping[str, str]

    @property
    def line_forms(self) -> Sequence[Any]:
        """The forms of the lines within it."""
        return ()

    def leave_unchecked(self) -> None:
        """Show what was typed so far without a word on what is missing."""
        for one in (self.form, *self.line_forms):
            vars(one)["_errors"] = ErrorDict()

    def errors(self) -> dict[str, list[str]]:
        said = {name: list(map(str, found)) for name, found in self.form.errors.items()}
        for one in self.line_forms:
            said |= {f"{one.prefix}-{name}": list(map(str, found)) for name, found in one.errors.items()}
        return said

    def shown(self, name: str) -> dict[str, Any]:
        """One field with what can be chosen and what somebody else has saved there."""
        choice = self.choices.get(name)
        return {
            "field": self.form[name], "name": name, "other": self.others.get(name, ""),
            "choice": choice if choice and choice.is_cut else None,
        }  # fmt: skip

    def under(
        self, sections: Sequence[tuple[str, Sequence[str]]], headings: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """The fields that are asked, under the headings of their sections."""
        return [
            {"name": name, "heading": headings[name], "fields": fields}
            for name, names in sections
            if (fields := [self.shown(one) for one in names if one in self.form.fields])
        ]


def typed_before(content: Mapping[str, Sequence[str]]) -> QueryDict:
    """What a draft keeps, as it was typed."""
    data = QueryDict(mutable=True)
    for name, values in content.items():
        data.setlist(name, list(values))
    return data


def wants_json(request: HttpRequest) -> bool:
    """True for what a script sends; people get a page."""
    return "application/json" in request.headers.get("Accept", "")
