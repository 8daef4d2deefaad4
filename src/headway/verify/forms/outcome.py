"""What changed, as somebody writes it down: who, what, when and where, why it matters, and for which part of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import ValidationError

from headway.collect.actions import NEW
from headway.collect.forms.activity import (
    Choices,
    countries_to_choose,
    line_field,
    links_field,
)
from headway.lib.edtf import ImpreciseDate
from headway.lib.labels import retitled, shown_language
from headway.lib.merging import read_marks
from headway.lib.rows import Row
from headway.lib.signs import bad_sign
from headway.lib.standing import Standing
from headway.pages.offered import LongChoice, offer
from headway.pages.rowforms import built, sentence, typed_date
from headway.pages.wording import wording
from headway.verify.rows import Course, Direction, Level, OutcomeRow

LINKS = ("change_areas", "indicators", "targets", "cases", "partners", "opportunities", "risks")
PLAIN = (
    "statement",
    "actor",
    "significance",
    "focus_country",
    "country",
    "place",
    "direction",
    "course",
    "level",
)


def text_field(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def require_one(field: forms.Field, said: str) -> None:
    """One of the choices at least has to be taken, and the form does not call the field optional."""
    field.required, field.error_messages["required"] = True, said


def words_of(kind: Any, *first: tuple[str, Any]) -> list[tuple[str, Any]]:
    """Every member with its words, for choosing."""
    return [*first, *((member.value, wording(member)) for member in kind)]


class RowForm(forms.Form):
    """A form on a row: new, or as it stands with the marks of what it was opened on."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def clean_base(self) -> dict[str, str]:
        return read_marks(self.cleaned_data["base"])

    def clean_when(self) -> ImpreciseDate | None:
        said = self.cleaned_data["when"]
        return typed_date(said) if said else None

    def add_faults(self, error: ValidationError) -> None:
        for fault in error.errors():
            field = str(fault["loc"][0]) if fault["loc"] else ""
            bad = bad_sign(str(fault["input"])) if fault["type"] == "string_pattern_mismatch" else None
            said = sentence(bad[1] if bad else fault["msg"])
            self.add_error(field if field in self.fields else None, said)

    def told(self, row_class: type[Row], before: Row | None, told: Mapping[str, Any]) -> Any:
        """What was typed over what stood; raise pydantic's ValidationError where a text holds what none may hold."""
        return built(row_class, before.key if before else NEW, told, before, {})


class OutcomeForm(RowForm):
    """One outcome. `office`, `how` and `activities` are its first claim, and are asked only while it is new; `update` is
    the key of the monthly update that it comes of.
    """

    update = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    name = line_field(
        gettext_lazy("Title"),
        gettext_lazy("The change in a line: “Parliament publishes its vote”."),
        required=True,
    )
    statement = text_field(
        gettext_lazy("What changed"),
        gettext_lazy("Who does what differently now? Write what somebody else could see, not what you hope."), required=True,
    )  # fmt: skip
    actor = line_field(
        gettext_lazy("Who changed"), gettext_lazy("Whoever acts differently: a ministry, a court, a person."), required=True
    )  # fmt: skip
    when = line_field(
        gettext_lazy("When"), gettext_lazy("As exactly as you know: 15 October 2014, October 2014, or 12 to 15 October 2014.")
    )  # fmt: skip
    focus_country = forms.ChoiceField(label=gettext_lazy("Country of focus"), required=False)
    country = LongChoice(label=gettext_lazy("Country"), required=False)
    place = line_field(
        gettext_lazy("Place"), gettext_lazy("Town, region or institution, where that matters.")
    )
    significance = text_field(
        gettext_lazy("Why it matters"), gettext_lazy("For whom, and for what the campaign wants."), rows=3
    )
    level = forms.ChoiceField(label=gettext_lazy("Kind of change"))
    direction = forms.ChoiceField(label=gettext_lazy("Forward or back"))
    course = forms.ChoiceField(label=gettext_lazy("Since then"))
    intended = forms.BooleanField(
        label=gettext_lazy("The campaign meant to bring this about"), required=False, initial=True
    )
    change_areas = links_field(
        gettext_lazy("Change areas"), gettext_lazy("Where in the plan it belongs: one at least.")
    )
    indicators = links_field(gettext_lazy("Indicators"))
    targets = links_field(gettext_lazy("Targets"), gettext_lazy("Whom the campaign wanted to move here."))
    cases = links_field(
        gettext_lazy("Cases"), gettext_lazy("The people it was for. You see those that you may know of.")
    )
    partners = links_field(gettext_lazy("Partners"))
    opportunities = links_field(gettext_lazy("Opportunities"), gettext_lazy("The occasion that you used."))
    risks = links_field(gettext_lazy("Risks that came true"))
    office = LongChoice(label=gettext_lazy("Office that had a part in it"), required=False)
    how = text_field(
        gettext_lazy("How it helped"), gettext_lazy("What the office did towards it, and how that led there.")
    )
    activities = links_field(gettext_lazy("Through which activities"))
    restricted = forms.BooleanField(
        label=gettext_lazy("Restricted: only the people named on it may know of it"), required=False,
        help_text=gettext_lazy("You are named on it. Tick this where the change itself could put somebody at risk."),
    )  # fmt: skip

    def __init__(self, *args: Any, links: Mapping[str, Choices], offices: Choices, needs_office: bool, is_new: bool, focus: Choices, **kw: Any) -> None:  # fmt: skip
        super().__init__(*args, **kw)
        for name in LINKS:
            offer(self.fields[name], links.get(name, ()))
        require_one(self.fields["change_areas"], _("Choose one change area at least."))
        offer(self.fields["focus_country"], [("", "—"), *focus])
        offer(self.fields["country"], countries_to_choose(get_language() or "en"))
        for name, kind in (("level", Level), ("direction", Direction), ("course", Course)):
            offer(self.fields[name], words_of(kind))
        if is_new:
            offer(self.fields["office"], offices if needs_office else [("", "—"), *offices])
            offer(self.fields["activities"], links.get("activities", ()))
            self.fields["office"].required = self.fields["how"].required = needs_office
        else:
            for name in ("office", "how", "activities", "restricted", "update"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("how") and not cleaned.get("office"):
            self.add_error("office", _("Say whose part this was."))
        return cleaned

    def row(self, before: OutcomeRow | None, language: str) -> OutcomeRow:
        typed = self.cleaned_data
        told = {name: _plain(typed[name]) for name in PLAIN} | {name: tuple(typed[name]) for name in LINKS}
        when = typed["when"]
        told |= {
            "name": retitled(before.name if before else None, language, typed["name"]),
            "when": when.as_said_before(before.when if before else None) if when else None,
            "intended": typed["intended"],
        }
        if before is None:
            told["restricted"] = typed["restricted"]
            if typed["how"]:
                claim = {
                    "key": NEW,
                    "offices": [typed["office"]],
                    "how": _plain(typed["how"]),
                    "standing": Standing.ENTERED,
                }
                told["contributions"] = (
                    claim | ({"activities": typed["activities"]} if typed["activities"] else {}),
                )
        row: OutcomeRow = self.told(OutcomeRow, before, told)
        return row


def outcome_as_typed(row: OutcomeRow, language: str) -> dict[str, Any]:
    """The row as the form shows it."""
    typed: dict[str, Any] = {name: list(getattr(row, name)) for name in LINKS}
    typed |= {name: str(getattr(row, name) or "") for name in PLAIN}
    shown = row.name.get(shown_language(row.name, language), "")
    return {**typed, "name": shown, "when": row.when.edtf if row.when else "", "intended": row.intended}


def _plain(text: Any) -> Any:
    return text.replace("\r\n", "\n") if isinstance(text, str) else text
