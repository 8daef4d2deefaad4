"""By which day returns of a period are due."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class DueForm(forms.Form):
    """The day may be left empty: then nothing is late, and nobody is reminded."""

    due = forms.DateField(
        label=gettext_lazy("Returns are due on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy(
            "Reminders go out a week before, on the day, and three and fourteen days after it."
        ),
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, *args: Any, period: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"due": period.due}
        super().__init__(*args, **kwargs)
        self.period = period

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due is not None and due < self.period.begins:
            raise forms.ValidationError(_("That is before the period begins."))
        return due
