"""What an office means to do: whom it wants to reach, where, how far, and with what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from headway.collect.rows import SignUpRow, SignUpTargetRow
from headway.lib.standing import Standing
from headway.pages.offered import offer

SPARE_TARGETS = 3
MOST_TARGETS = 60
Choices = Sequence[tuple[str, str]]


def _lines(label: Any, help_text: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, widget=box, max_length=5_000, required=False)


class SignUpForm(forms.Form):
    """The plan itself; its targets stand in a form set of their own."""

    focus_countries = forms.MultipleChoiceField(
        label=gettext_lazy("Countries of focus that you work for"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    national_objective = forms.CharField(
        label=gettext_lazy("Your own objective"),
        help_text=gettext_lazy("What shall be otherwise in your country when the campaign ends?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20_000,
        required=False,
    )
    audiences = _lines(gettext_lazy("Whom you want to reach"), gettext_lazy("One a line, such as: students."))
    segments = _lines(
        gettext_lazy("Groups of supporters that you will work with"),
        gettext_lazy("One a line, such as: school groups, monthly donors."),
    )
    outputs = _lines(
        gettext_lazy("What you mean to publish"), gettext_lazy("One a line, such as: a briefing.")
    )
    text = forms.CharField(
        label=gettext_lazy("Anything else about your plan"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=20_000,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(
        self, *args: Any, countries: Choices, row: SignUpRow | None = None, seen: str = "", **kw: Any
    ) -> None:
        kw["initial"] = (_as_typed(row) if row else {}) | {"seen": seen}
        super().__init__(*args, **kw)
        self.row = row
        offer(self.fields["focus_countries"], countries)

    def sign_up(self, key: str, office: str, targets: Iterable[SignUpTargetRow]) -> SignUpRow:
        """What was typed, as a row; raise ValidationError (of pydantic) where a text holds what none may hold."""
        given = self.row.model_dump(exclude_defaults=True) if self.row else {"standing": Standing.ENTERED}
        told: dict[str, Any] = {
            "key": key, "office": office, "focus_countries": tuple(self.cleaned_data["focus_countries"]),
            "national_objective": _plain(self.cleaned_data["national_objective"]),
            "text": _plain(self.cleaned_data["text"]), "targets": tuple(targets),
        }  # fmt: skip
        told |= {name: _split(self.cleaned_data[name]) for name in ("audiences", "segments", "outputs")}
        given = {name: value for name, value in given.items() if name not in told}
        return SignUpRow.model_validate(given | {name: value for name, value in told.items() if value})

    def add_faults(self, error: ValidationError) -> None:
        for fault in error.errors():
            field = str(fault["loc"][0]) if fault["loc"] else ""
            self.add_error(
                field if field in self.fields else None, fault["msg"].removeprefix("Value error, ")
            )


class TargetForm(forms.Form):
    """One thing that the office means to reach."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    measure = forms.ChoiceField(label=gettext_lazy("What is counted"), required=False)
    period = forms.ChoiceField(label=gettext_lazy("By the end of"), required=False)
    value = forms.DecimalField(
        label=gettext_lazy("Number"), required=False, max_digits=20, decimal_places=6,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    words = forms.CharField(label=gettext_lazy("Or in words"), required=False, max_length=500)

    def __init__(self, *args: Any, measures: Choices, periods: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["measure"], [("", "—"), *measures])
        offer(self.fields["period"], [("", _("the campaign")), *periods])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = cleaned.get("value") is not None or cleaned.get("words")
        if cleaned.get("key") and not given and not self.errors:
            self.add_error("words", _("A target that you gave stays. Say here that you gave it up, and why."))
        elif given and not cleaned.get("measure") and "measure" not in self.errors:
            self.add_error("measure", _("Say what is counted."))
        elif cleaned.get("measure") and not given and not self.errors:
            self.add_error("value", _("Give a number, or say it in words."))
        return cleaned

    def target(self, sign_up: str, taken: Mapping[str, Any]) -> SignUpTargetRow | None:
        """The target as a row; None where the line is empty."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        if not given.get("measure"):
            return None
        stem = "-".join(filter(None, (sign_up, given["measure"], given.get("period", ""))))[:70]
        key = given.get("key") or next(
            one for one in (stem, *(f"{stem}-{at}" for at in range(2, 99))) if one not in taken
        )
        return SignUpTargetRow.model_validate(given | {"key": key})


TargetForms = forms.formset_factory(
    TargetForm, extra=SPARE_TARGETS, max_num=MOST_TARGETS, absolute_max=MOST_TARGETS
)


def targets_as_typed(row: SignUpRow | None) -> list[dict[str, Any]]:
    targets = row.targets if row else ()
    return [one.model_dump(include={"key", "measure", "period", "value", "words"}) for one in targets]


def _as_typed(row: SignUpRow) -> dict[str, Any]:
    typed: dict[str, Any] = {
        name: "\n".join(getattr(row, name)) for name in ("audiences", "segments", "outputs")
    }
    typed |= {name: getattr(row, name) for name in ("national_objective", "text")}
    return typed | {"focus_countries": list(row.focus_countries)}


def _split(text: str) -> tuple[str, ...]:
    """The lines of a text, each once."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")
