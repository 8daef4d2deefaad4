"""What is withheld, as it is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.listen.rules import WithheldKind
from headway.pages.wording import wording


class WithheldForm(forms.Form):
    """`list` names the element of the page that offers the names that occur."""

    what = forms.ChoiceField(label=_("What it is"))
    text = forms.CharField(
        label=_("Its name"),
        help_text=_("As it stands in the imported rows; small and large letters are one."),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "names-that-occur", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        what: Any = self.fields["what"]
        what.choices = [(one.value, wording(one)) for one in WithheldKind]
