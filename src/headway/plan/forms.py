"""What is typed about the plan."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.lib.merging import marks, read_marks
from headway.plan.rules import HANDLED


class RiskForm(forms.Form):
    """What is done about a risk. `base` holds marks of the fields as they stood when the form was opened."""

    mitigation = forms.CharField(
        label=_("What is done about it"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20_000,
        required=False,
    )
    owner = forms.CharField(label=_("Who sees to it"), max_length=500, required=False)
    closed = forms.BooleanField(
        label=_("It can no longer come about, or has been dealt with"), required=False
    )
    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def __init__(self, *args: Any, risk: Any, **kw: Any) -> None:
        stands = {name: getattr(risk, name) for name in HANDLED}
        kw["initial"] = stands | {"base": json.dumps(marks(stands))}
        super().__init__(*args, **kw)

    def clean_base(self) -> dict[str, str]:
        return read_marks(self.cleaned_data["base"])

    def told(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in HANDLED}
        return given | {"mitigation": given["mitigation"].replace("\r\n", "\n")}
