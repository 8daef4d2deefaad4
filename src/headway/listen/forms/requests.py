"""What is noted of a request for comment; there is no field for who asked, on purpose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.listen.forms.imports import ForAnOffice
from headway.listen.rules import Answered
from headway.pages.wording import wording


class RequestForm(ForAnOffice):
    none = _("no office: the campaign")
    asked_on = forms.DateField(label=_("Asked on"), widget=forms.DateInput(attrs={"type": "date"}))
    asked = forms.CharField(
        label=_("What was asked"),
        help_text=_("In your words. Leave out the name of the journalist, and how to reach them."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4_000,
    )
    answered = forms.ChoiceField(label=_("What became of it"))
    office = forms.ChoiceField(label=_("Who was asked"), required=False)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        answered: Any = self.fields["answered"]
        answered.choices = [(one.value, wording(one)) for one in Answered]

    def clean_asked(self) -> str:
        return str(self.cleaned_data["asked"]).replace("\r\n", "\n")
