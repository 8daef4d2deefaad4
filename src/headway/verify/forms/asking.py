"""Whom to ask about an outcome; and what they say of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.verify.rows import Extent, Substantiated
from headway.verify.rules import DAYS_TO_ANSWER
from headway.verify.words import answer_words

KEEP, SHOW = "keep", "show"


class AskForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Whom you ask"),
        help_text=gettext_lazy("You and the core team see the name; it is kept encrypted."),
        max_length=200,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language they read"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The link is sent there. Leave it empty to pass the link on yourself, by a way that is safe for them."),
        required=False,
    )  # fmt: skip
    days = forms.TypedChoiceField(label=gettext_lazy("The link works for"), coerce=int)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        languages: Any = self.fields["language"]
        languages.choices = [(code, speech().tongue(code)) for code, _name in settings.LANGUAGES]
        days: Any = self.fields["days"]
        days.choices = [
            (
                number,
                ngettext("%(number)s day", "%(number)s days", number) % {"number": speech().number(number)},
            )
            for number in DAYS_TO_ANSWER
        ]


class AnswerForm(forms.Form):
    """What somebody from outside says; all of it can be changed until their link runs out."""

    says = forms.ChoiceField(label=gettext_lazy("Is this what happened?"), widget=forms.RadioSelect)
    extent = forms.ChoiceField(
        label=gettext_lazy("How far did the campaign contribute?"), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("What you want to add"),
        help_text=gettext_lazy("What is right, what is not, who else had a part. Leave out what could put somebody at risk."),
        widget=forms.Textarea(attrs={"rows": 5}), max_length=20_000, required=False,
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    knows = forms.CharField(
        label=gettext_lazy("How you know of it"),
        help_text=gettext_lazy(
            "In a few words, such as: lawyer of the family. It is shown beside what you say."
        ),
        max_length=250,
    )
    keeps = forms.ChoiceField(label=gettext_lazy("Who may know your name"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        words = answer_words()
        for name, choices in (
            ("says", [(one.value, words[one]) for one in Substantiated]),
            ("extent", [(one.value, _capital(wording(one))) for one in Extent]),
            ("keeps", [(KEEP, _("Only the core team")), (SHOW, _("Everybody who works on the campaign"))]),
        ):
            field: Any = self.fields[name]
            field.choices = choices


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
