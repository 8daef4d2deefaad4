"""Why something is removed or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from headway.verify.forms.outcome import text_field


class ReasonForm(forms.Form):
    """The reason alone; `told` says who will read it."""

    reason = text_field(gettext_lazy("Reason"), required=True)

    def __init__(self, data: Mapping[str, Any] | None, *, told: str) -> None:
        super().__init__(data)
        self.fields["reason"].help_text = told
