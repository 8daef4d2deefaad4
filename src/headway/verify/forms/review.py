"""One step of a review with its reason, and what people hold of a claim instead of what is reckoned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.lib.bayes import Sure
from headway.pages.offered import LongChoice, offer
from headway.verify.forms.outcome import text_field, words_of
from headway.verify.rows import OutcomeState


class StepForm(forms.Form):
    """Which of the steps that can be taken is taken, and why. `seen` is the state in which the page showed it."""

    seen = forms.ChoiceField(
        widget=forms.HiddenInput, choices=[(state.value, state.value) for state in OutcomeState]
    )
    to = forms.ChoiceField(widget=forms.HiddenInput)
    reason = text_field(
        gettext_lazy("Reason"),
        gettext_lazy("It stays with the outcome, and everybody who sees that can read it."),
        required=True,
    )
    dissent = text_field(gettext_lazy("Who disagreed, and why"), rows=2)

    def __init__(self, data: Any, *, steps: Sequence[OutcomeState], now: str) -> None:
        super().__init__(data, initial={"seen": now})
        offer(self.fields["to"], [(state.value, state.value) for state in steps])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors.pop("to", None) or self.errors.pop("seen", None):
            self.add_error(None, _("This step cannot be taken, or not by you. The steps below can."))
        return cleaned


class OverruleForm(forms.Form):
    """What is held of a claim, with the reason; "" goes back to what is reckoned."""

    sure = forms.ChoiceField(label=gettext_lazy("How sure you are"), required=False)
    why = text_field(gettext_lazy("Why"), gettext_lazy("It stays beside the number, with your name."))

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["sure"], words_of(Sure, ("", _("what is reckoned"))))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("sure") and not cleaned.get("why"):
            self.add_error("why", _("Say why: it stays beside the number."))
        return cleaned

    def chosen(self) -> Sure | None:
        return Sure(self.cleaned_data["sure"]) if self.cleaned_data["sure"] else None


class MergeForm(forms.Form):
    """Into which other one an outcome is merged, and why; or why it is taken out of that again."""

    other = LongChoice(
        label=gettext_lazy("Merge it into"),
        help_text=gettext_lazy("That one stays, and takes the claims and the evidence of both."),
    )
    reason = text_field(gettext_lazy("Reason"), required=True)

    def __init__(self, data: Any, *, others: Sequence[tuple[str, str]], other: str, is_merged: bool) -> None:
        super().__init__(data, initial={"other": other})
        offer(self.fields["other"], [("", "—"), *others])
        if is_merged:
            del self.fields["other"]
