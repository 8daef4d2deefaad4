"""Why something is removed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from headway.verify.forms.outcome import text_field


class RemoveForm(forms.Form):
    reason = text_field(
        gettext_lazy("Reason"),
        gettext_lazy("It stays with the outcome, and everybody who sees that can read it."),
        required=True,
    )
