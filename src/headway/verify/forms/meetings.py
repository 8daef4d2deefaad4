"""What is typed about a reflection meeting: what it is, what it decides, what is learnt and agreed there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import ValidationError

from headway.lib.edtf import ImpreciseDate
from headway.lib.labels import EVERYWHERE, label_in
from headway.lib.merging import marks, read_marks
from headway.lib.saiddates import read_said_date
from headway.lib.standing import Standing
from headway.verify.rows import MeetingRow, OutcomeState
from headway.verify.words import verdict_words

FIELDS = ("name", "period", "when", "place", "attendees", "points")
VERDICTS = (OutcomeState.VERIFIED, OutcomeState.NEEDS_EVIDENCE, OutcomeState.SET_ASIDE)


def _lines(label: Any, help_text: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(label=label, help_text=help_text, widget=box, max_length=20_000, required=False)


class MeetingForm(forms.Form):
    """`base` holds marks of the fields as they stood when the form was opened, so that two can change it at once."""

    name = forms.CharField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("Such as: spring meeting."), max_length=500
    )
    period = forms.ChoiceField(
        label=gettext_lazy("Period"), help_text=gettext_lazy("Which period it looks back on."), required=False
    )
    when = forms.CharField(
        label=gettext_lazy("When"),
        help_text=gettext_lazy("A day, or a month, as well as you know it."),
        max_length=200,
        required=False,
    )
    place = forms.CharField(label=gettext_lazy("Where"), max_length=500, required=False)
    attendees = _lines(
        gettext_lazy("Who comes"), gettext_lazy("One a line: a name, a team or an office. Readers of the campaign see it.")
    )  # fmt: skip
    points = _lines(gettext_lazy("What was said and learnt"), gettext_lazy("One point a line."))
    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1_000)

    def __init__(
        self, *args: Any, periods: Sequence[tuple[str, str]], row: MeetingRow | None = None, **kw: Any
    ) -> None:
        told = row.model_dump(mode="json") if row else {}
        base = json.dumps(marks({name: told[name] for name in FIELDS})) if row else ""
        kw["initial"] = (_as_typed(row) if row else {}) | {"base": base}
        super().__init__(*args, **kw)
        self.row = row
        chosen: Any = self.fields["period"]
        chosen.choices = [("", _("of no single period")), *periods]

    def clean_when(self) -> ImpreciseDate | None:
        said = self.cleaned_data["when"].strip()
        if not said:
            return None
        try:
            when = read_said_date(said, get_language() or "en")
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        return when.as_said_before(self.row.when if self.row else None)

    def clean_base(self) -> dict[str, str]:
        return read_marks(self.cleaned_data["base"])

    def meeting(self, key: str) -> MeetingRow | None:
        """What was typed, as a row; None, with the fault at its field, where a text holds what none may hold."""
        typed = self.cleaned_data
        given: dict[str, Any] = {"key": key, "standing": Standing.ENTERED}
        if self.row is not None:
            given = self.row.model_dump(exclude_defaults=True)
        told: dict[str, Any] = {
            "name": _label(typed["name"], self.row), "period": typed["period"], "when": typed["when"],
            "place": typed["place"].strip(), "attendees": _split(typed["attendees"]), "points": _split(typed["points"]),
        }  # fmt: skip
        given = {name: value for name, value in given.items() if name not in told}
        try:
            return MeetingRow.model_validate(given | {name: value for name, value in told.items() if value})
        except ValidationError as error:
            for fault in error.errors():
                field = str(fault["loc"][0]) if fault["loc"] else ""
                said = fault["msg"].removeprefix("Value error, ")
                self.add_error(field if field in self.fields else None, said)
            return None


class VerdictForm(forms.Form):
    """A meeting's verdict on one outcome. `seen` is the state in which its scribe saw it."""

    verdict = forms.ChoiceField(label=gettext_lazy("Verdict"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("In a sentence or two: readers see it beside the verdict."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=20_000,
    )
    dissent = forms.CharField(
        label=gettext_lazy("Who disagreed, and why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=20_000,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        chosen: Any = self.fields["verdict"]
        chosen.choices = [(state.value, verdict_words()[state]) for state in VERDICTS]


class PointForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("What was said or learnt"), max_length=500)


class AgreedForm(forms.Form):
    """What somebody is to do."""

    text = forms.CharField(label=gettext_lazy("What is to be done"), max_length=2_000)
    owner = forms.CharField(label=gettext_lazy("Who does it"), max_length=500)
    due = forms.DateField(
        label=gettext_lazy("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )


def _as_typed(row: MeetingRow) -> dict[str, Any]:
    return {
        "name": label_in(row.name, get_language() or "en"),
        "period": row.period,
        "when": row.when.edtf if row.when else "",
        "place": row.place,
        "attendees": "\n".join(row.attendees),
        "points": "\n".join(row.points),
    }


def _label(text: str, row: MeetingRow | None) -> dict[str, str]:
    """The name as it stands where it was not changed; else what was typed, for readers of every language."""
    if row is not None and label_in(row.name, get_language() or "en") == text.strip():
        return dict(row.name)
    return {EVERYWHERE: text.strip()}


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
