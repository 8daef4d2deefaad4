"""Exports as they are sent in by page, and what is answered about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.lib.exports import guessing
from headway.lib.tables import folded
from headway.listen.rules import Kind
from headway.listen.words import field_words

LARGEST = 58_000_000
SUFFIXES = ".csv,.tsv,.txt,.xlsx"
DAYS = (("dmy", gettext_lazy("The day comes first")), ("mdy", gettext_lazy("The month comes first")))


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One file or several, which are one import; together no larger than a page takes."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, (list, tuple)) else [data]
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        cleaned = [super(ManyFilesField, self).clean(one, initial) for one in files]
        if sum(one.size for one in cleaned) > LARGEST:
            raise forms.ValidationError(
                _(
                    "Together these files are larger than 58 MB: send them in parts, or bring them in at the command line."
                )
            )
        return cleaned


class ForAnOffice(forms.Form):
    """A form with a field `office`: one of those that the person may speak for, or none where they may do without."""

    none: Any = "—"

    def __init__(
        self, *args: Any, offices: Sequence[tuple[str, str]], may_do_without: bool, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        field: Any = self.fields["office"]
        field.choices = [*([("", self.none)] if may_do_without else []), *offices]
        field.required = not may_do_without


class UploadForm(ForAnOffice):
    """Files, whose they are, and what they do not say themselves."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What they tell of"),
        choices=[(Kind.MEDIA, gettext_lazy("Media coverage")), (Kind.SOCIAL, gettext_lazy("Social media"))],
    )
    exports = ManyFilesField(
        label=gettext_lazy("Files"), max_length=200,
        help_text=gettext_lazy("CSV or XLSX as the tool exports them. Several files are one import."),
        widget=ManyFiles(attrs={"accept": SUFFIXES}),
    )  # fmt: skip
    office = forms.ChoiceField(
        label=gettext_lazy("Office"), help_text=gettext_lazy("Whose numbers they are."), required=False
    )
    exported = forms.DateField(
        label=gettext_lazy("Exported on"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Where that was not today: an older export does not count over a newer one."),
    )  # fmt: skip
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"), required=False, max_length=60,
        help_text=gettext_lazy("Where the clock of the tool stood, such as Europe/Paris; else that of the office."),
    )  # fmt: skip
    account = forms.CharField(
        label=gettext_lazy("Account"), required=False, max_length=200,
        help_text=gettext_lazy("Whose posts they are, where the files do not say."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What is asked of an import: which comes first in its days, and which column of an unknown table is what."""

    def __init__(self, *args: Any, told: Mapping[str, Any], kind: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.told, self.kind = told, kind
        asked = {one["about"] for one in told.get("questions", [])}
        if "days" in asked:
            self.fields["days"] = forms.ChoiceField(
                label=_("Days such as 03/04/2014"), choices=DAYS, widget=forms.RadioSelect
            )
        for at, file in self._unknown():
            choices = [
                ("", "—"),
                *((str(place), name or f"({place + 1})") for place, name in enumerate(file["header"])),
            ]
            for field in guessing(kind).columns:
                places = file["columns"].get(field, [])
                self.fields[f"{at}-{field}"] = forms.ChoiceField(
                    label=field_words()[field], choices=choices, required=False,
                    initial=str(places[0]) if places else "",
                )  # fmt: skip

    def _unknown(self) -> list[tuple[int, Mapping[str, Any]]]:
        files = self.told.get("files", [])
        return [
            (one["file"], files[one["file"]])
            for one in self.told.get("questions", [])
            if one["about"] == "columns"
        ]

    def columns(self) -> dict[str, dict[str, str]]:
        """By the fingerprint of the header, which field is which column."""
        found = {}
        for at, file in self._unknown():
            said = {
                field: self.cleaned_data.get(f"{at}-{field}", "") for field in guessing(self.kind).columns
            }
            found[file["fingerprint"]] = {
                field: folded(file["header"][int(place)]) for field, place in said.items() if place
            }
        return found
