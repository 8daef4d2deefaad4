"""Photos and documents as they are sent in.

By field: `photo` and `document` hold files, any number of each. `photo_caption`, `photo_credit`, `photo_publish`,
`photo_fundraise`, `photo_consent_from` and `photo_consent_on` (and the same of `document`) hold what is said of each, in
the order of the files; where fewer are sent than files, the last one holds for all that follow. What was agreed to is
told once for all files, or of each: fewer values than files agree to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.lib.problems import Refused
from headway.lib.takenfiles import About, NewFile, Prepared, prepare_file

LARGEST = 15_000_000
# What each field offers to choose from.
ACCEPTED = {
    "photo": "image/jpeg,image/png,image/webp",
    "document": ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv",
}
AGREED = ("publish", "fundraise")


class AboutForm(forms.Form):
    """What is said of one file."""

    caption = forms.CharField(
        label=gettext_lazy("What it shows"), required=False, max_length=500,
        help_text=gettext_lazy("For those who cannot see it, too."),
    )  # fmt: skip
    credit = forms.CharField(
        label=pgettext_lazy("of a photo", "Credit"), required=False, max_length=500,
        help_text=gettext_lazy("Who took or made it."),
    )  # fmt: skip
    publish = forms.BooleanField(
        label=gettext_lazy("Whoever can be recognized in it agreed that it is published"), required=False
    )
    fundraise = forms.BooleanField(
        label=gettext_lazy("They agreed that it is used to raise funds"), required=False
    )
    consent_from = forms.CharField(
        label=gettext_lazy("Who agreed"), required=False, max_length=200,
        help_text=gettext_lazy("Shown only here, to those who may change this file."),
    )  # fmt: skip
    consent_on = forms.DateField(
        label=gettext_lazy("When they agreed"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def about(self) -> About:
        typed = self.cleaned_data
        return About(
            typed["caption"], typed["credit"], typed["publish"], typed["fundraise"], typed["consent_from"],
            typed["consent_on"],
        )  # fmt: skip


def files_in(
    files: MultiValueDict[str, UploadedFile[Any]], data: QueryDict
) -> tuple[list[Prepared], dict[str, list[str]]]:
    """The files that were sent, ready to be kept, and what is wrong with the others, by field."""
    ready: list[Prepared] = []
    wrong: dict[str, list[str]] = {}
    for field in ACCEPTED:
        sent = files.getlist(field)
        for at, file in enumerate(sent):
            try:
                ready.append(_ready(file, field, at, len(sent), data))
            except Refused as refused:
                wrong.setdefault(field, []).append(str(refused))
    return ready, wrong


def _ready(file: UploadedFile[Any], field: str, at: int, among: int, data: QueryDict) -> Prepared:
    name = (file.name or field).replace("\\", "/").rsplit("/", 1)[-1][:200]
    if (file.size or 0) > LARGEST:
        raise Refused(_("%(file)s is larger than 15 MB: make it smaller.") % {"file": name})
    given = {part: data.getlist(f"{field}_{part}") for part in AboutForm.base_fields}
    said = AboutForm(
        {part: _agreed(told, at, among) if part in AGREED else _at(told, at) for part, told in given.items()}
    )
    if not said.is_valid():
        raise Refused(f"{name}: {' '.join(str(one) for errors in said.errors.values() for one in errors)}")
    # A form that turns out to be a change of what it wrote before is gone through once more.
    file.seek(0)
    return prepare_file(NewFile(name, file.read(), field == "photo", said.about()))


def _agreed(given: Sequence[Any], at: int, among: int) -> Any:
    """A box that is not ticked sends nothing: only one tick for all, or a value for each, says whose it is."""
    if len(given) == 1:
        return given[0]
    return given[at] if len(given) == among else ""


def _at(given: Sequence[Any], at: int) -> Any:
    return given[min(at, len(given) - 1)] if given else ""
