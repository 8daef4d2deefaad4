"""What an office says of a period, and what the core team answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 20_000


def _told(label: Any, help_text: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, help_text=help_text, widget=box, max_length=LONGEST, required=False, strip=True
    )


class AssessmentForm(forms.Form):
    """An office's own judgement of a period. `seen` names the return as it stood when the form was opened."""

    worked = _told(_("What worked"), _("What went well, and why you think it did."))
    not_worked = _told(_("What did not work"), _("It helps others not to try the same."))
    learnt = _told(_("What you learnt"), _("What you would do again, and what you would do otherwise."))
    targets_met = _told(
        _("How far you met your targets"), _("Those of your sign-up, as far as you can tell.")
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)


class AnswerForm(forms.Form):
    """What the core team says where it sends a return back, or opens it again."""

    reason = forms.CharField(
        label=_("What has to be mended"),
        help_text=_("The office reads it, and it stands in the log."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
