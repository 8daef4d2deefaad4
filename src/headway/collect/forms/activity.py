"""What an office did, as it types it: asked is what the kind of activity asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import ValidationError

from headway.collect.rows import ActivityRow, TestimonyRow
from headway.lib.edtf import ImpreciseDate
from headway.lib.labels import retitled, shown_language
from headway.lib.merging import read_marks
from headway.lib.standing import Standing
from headway.pages.offered import LongChoice, Offered, countries_by_name, offer
from headway.pages.rowforms import sentence, typed_date

Choices = Sequence[tuple[str, str]]
LINKS = ("focus_countries", "cases", "partners", "targets", "opportunities", "outputs")
NEW = "new"


def line_field(label: Any, help_text: Any = "", *, required: bool = False, **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=500,
        widget=forms.TextInput(attrs=attrs),
    )


def links_field(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


class ActivityForm(forms.Form):
    """One activity; its figures stand in a form set of their own."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)
    turn = forms.CharField(widget=forms.HiddenInput, required=False, max_length=9)
    office = LongChoice(
        label=gettext_lazy("Office"),
        help_text=gettext_lazy("Whose activity it is; it counts in their return."),
    )
    name = line_field(
        gettext_lazy("Title"),
        gettext_lazy("What it was, in a line: “Vigil at the embassy in Lima”."),
        required=True,
    )
    when = line_field(
        gettext_lazy("When"),
        gettext_lazy("As exactly as you know: 15 October 2014, October 2014, or 12 to 15 October 2014."),
        required=True,
    )
    place = line_field(gettext_lazy("Place"), gettext_lazy("Town, building, or “online”."))
    country = LongChoice(
        label=gettext_lazy("Country"), help_text=gettext_lazy("Where it took place."), required=False
    )
    focus_countries = links_field(
        gettext_lazy("Countries of focus"), gettext_lazy("For which of them you did it.")
    )
    cases = links_field(
        gettext_lazy("Cases"), gettext_lazy("The people it was for. You see those that you may know of.")
    )
    audience = line_field(
        gettext_lazy("Audience"), gettext_lazy("Whom it was meant to reach: students, passers-by, members.")
    )
    partners = links_field(gettext_lazy("Partners"), gettext_lazy("With whom you did it."))
    targets = links_field(
        gettext_lazy("Targets"), gettext_lazy("Whom it was meant to move: a ministry, a court, an embassy.")
    )
    opportunities = links_field(gettext_lazy("Opportunities"), gettext_lazy("The occasion that you used."))
    outputs = links_field(
        gettext_lazy("Outputs used"), gettext_lazy("Reports, films and briefings that you worked with.")
    )
    follows = LongChoice(
        label=gettext_lazy("Came out of"),
        help_text=gettext_lazy("Such as the training whose trainees ran this one."),
        required=False,
    )
    delivers = LongChoice(
        label=gettext_lazy("Hands over"),
        help_text=gettext_lazy("The petition whose signatures were delivered."),
        required=False,
    )
    by_whom = line_field(gettext_lazy("Delivered by"), gettext_lazy("Who handed it over."))
    story = forms.CharField(
        label=gettext_lazy("Story"),
        help_text=gettext_lazy("What happened, who was there, what came of it. Leave out what could put somebody at risk."),
        required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    said_by = line_field(
        gettext_lazy("Who said it"), gettext_lazy("A name, or how they may be told of: “a student of 17”.")
    )
    said = forms.CharField(
        label=gettext_lazy("What they said"),
        help_text=gettext_lazy("In their own words, as near as you can."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    said_publish = forms.BooleanField(label=gettext_lazy("They agreed that it is published"), required=False)

    def __init__(
        self,
        *args: Any,
        offices: Choices,
        asked: Iterable[str],
        links: Mapping[str, Choices],
        own: Choices,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["office"], offices)
        offer(self.fields["country"], countries_to_choose(get_language() or "en"))
        for name in LINKS:
            offer(self.fields[name], links.get(name, ()))
        for name in ("follows", "delivers"):
            offer(self.fields[name], [("", "—"), *own])
        self.asked = frozenset(asked)
        for name in {*LINKS, "place", "country", "audience", "follows", "delivers", "by_whom"} - self.asked:
            del self.fields[name]

    def clean_when(self) -> ImpreciseDate:
        return typed_date(self.cleaned_data["when"])

    def clean_turn(self) -> int:
        """How often the form was sent, as it counts itself."""
        typed = self.cleaned_data["turn"]
        return int(typed) if typed.isdecimal() else 0

    def clean_base(self) -> dict[str, str]:
        return read_marks(self.cleaned_data["base"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("said") and not cleaned.get("said_by"):
            self.add_error("said_by", _("Say who said it, or how they may be told of."))
        if cleaned.get("said_by") and not cleaned.get("said"):
            self.add_error("said", _("Write down what they said."))
        return cleaned

    def activity(self, kind: str, period: str, language: str, before: ActivityRow | None) -> ActivityRow:
        """What was typed, as a row; raise ValidationError (of pydantic) where a text holds what none may hold."""
        typed = self.cleaned_data
        given: dict[str, Any] = (
            before.model_dump(exclude_defaults=True) if before else {"key": NEW, "standing": Standing.ENTERED}
        )
        told: dict[str, Any] = {
            "activity_kind": kind, "office": typed["office"], "period": period,
            "name": retitled(before.name if before else None, language, typed["name"]), "story": typed["story"].replace("\r\n", "\n"),
        }  # fmt: skip
        told["when"] = typed["when"].as_said_before(before.when if before else None)
        for name in self.asked & set(self.fields):
            told[name] = tuple(typed[name]) if name in LINKS else typed[name]
        given = {name: value for name, value in given.items() if name not in told}
        return ActivityRow.model_validate(given | {name: value for name, value in told.items() if value})

    def testimony(self) -> TestimonyRow | None:
        typed = self.cleaned_data
        if not typed["said"]:
            return None
        return TestimonyRow.model_validate(
            {
                "key": NEW, "who": typed["said_by"], "text": typed["said"].replace("\r\n", "\n"), "office": typed["office"],
                "when": typed["when"], "may_publish": typed["said_publish"], "standing": Standing.ENTERED,
            }
        )  # fmt: skip

    def add_faults(self, error: ValidationError) -> None:
        known = {"who": "said_by", "text": "said"} if error.title == "TestimonyRow" else {}
        for fault in error.errors():
            field = str(fault["loc"][0]) if fault["loc"] else ""
            field = known.get(field, field)
            self.add_error(field if field in self.fields else None, sentence(fault["msg"]))


def as_typed(row: ActivityRow, language: str) -> dict[str, Any]:
    """The row as the form shows it; a date as it stands, and as it was said where that is understood."""
    typed = {name: list(getattr(row, name)) for name in LINKS}
    plain = ("office", "place", "country", "audience", "follows", "delivers", "by_whom", "story")
    rest = {name: getattr(row, name) or "" for name in plain}
    shown = row.name.get(shown_language(row.name, language), "")
    return {**typed, **rest, "name": shown, "when": row.when.edtf if row.when else ""}


@lru_cache(maxsize=16)
def countries_to_choose(language: str) -> Offered:
    """All countries, in the language that is active, which `language` names."""
    return Offered([("", "—"), *countries_by_name(language)])
