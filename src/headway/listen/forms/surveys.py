"""Files of surveys as they are sent in: read at once, counted, and never kept."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.lib.polls import Found
from headway.lib.respondents import Respondents, country_of
from headway.lib.surveyfiles import read_survey
from headway.listen.forms.imports import DAYS, ForAnOffice, ManyFiles, ManyFilesField

SUFFIXES = ".csv,.tsv,.txt,.xlsx,.sav,.zsav"


class SurveyForm(ForAnOffice):
    """Files, whose they are, and what they do not say themselves."""

    surveys = ManyFilesField(
        label=gettext_lazy("Files"), max_length=200,
        help_text=gettext_lazy(
            "A table of results (question, answer, share, n, country, from, to) as CSV or XLSX, or a row for each person as CSV, "
            "XLSX or SPSS (.sav). Of people only counts are kept."
        ),
        widget=ManyFiles(attrs={"accept": SUFFIXES}),
    )  # fmt: skip
    office = forms.ChoiceField(
        label=gettext_lazy("Office"), help_text=gettext_lazy("Whose numbers they are."), required=False
    )
    began = forms.DateField(
        label=gettext_lazy("Asked from"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Where the file does not say when people were asked."),
    )  # fmt: skip
    ended = forms.DateField(
        label=gettext_lazy("Asked until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    country = forms.CharField(
        label=gettext_lazy("Country"), required=False, max_length=100,
        help_text=gettext_lazy("A country, or the name of the column that has it, where that is not called “country”."),
    )  # fmt: skip
    questions = forms.CharField(
        label=gettext_lazy("Columns that are questions"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For rows of people: names of columns, with commas between. In SPSS files labelled ones are found."),
    )  # fmt: skip
    weight = forms.CharField(
        label=gettext_lazy("Column of the weight"), required=False, max_length=100,
        help_text=gettext_lazy("For rows of people, where it is not called “weight”."),
    )  # fmt: skip
    days = forms.ChoiceField(
        label=gettext_lazy("Days such as 03/04/2014"), required=False,
        choices=[("", gettext_lazy("As the file shows")), *DAYS],
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        began, ended = cleaned.get("began"), cleaned.get("ended")
        if began and ended and ended < began:
            self.add_error("ended", _("This day lies before the first one."))
        return cleaned

    def asked(self) -> Respondents:
        """What was said of the files."""
        given = self.cleaned_data
        return Respondents(
            given["country"].strip(), given["weight"].strip(), split_names(given["questions"]), given["began"],
            given["ended"], given["days"],
        )  # fmt: skip


def split_names(said: str) -> tuple[str, ...]:
    return tuple(name for one in re.split(r"[,،;\n]", said) if (name := one.strip()))


def surveys_in(files: Sequence[Any], asked: Respondents) -> list[Found]:
    """Read files under their own names, which messages tell, and leave nothing of them behind."""
    found = []
    for file in files:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / (Path(str(file.name)).name[-100:] or "file")
            with path.open("wb") as out:
                for part in file.chunks():
                    out.write(part)
            found.append(read_survey(path, asked, today=timezone.localdate()))
    return found


class LookForm(forms.Form):
    """What of a question is looked at, as the address says it; what makes no sense there is passed over."""

    answer = forms.CharField(required=False, max_length=500)
    country = forms.CharField(required=False, max_length=100)

    def chosen(self, answers: Sequence[str], countries: Sequence[str]) -> tuple[str, str]:
        given = self.cleaned_data if self.is_valid() else {}
        answer, country = given.get("answer", ""), country_of(given.get("country", ""))
        return (answer if answer in answers else answers[0]), (country if country in countries else "")
