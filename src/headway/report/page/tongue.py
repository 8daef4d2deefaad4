"""How a report speaks: numbers, shares, dates, countries and names as a reader of its language writes them.

A narrative keeps the language in which it was written; a name falls back on another language where it must. Either is
marked with its language, so that screen readers, hyphenation and the direction of the script follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.lib.precision import Precision
from headway.pages.speech import Speech
from headway.report.blocks import Text
from headway.report.facts import Fact
from headway.report.words import colon


class Tongue(Speech):
    """One language of a report. Use it only inside `translation.override(language)`."""

    def told(self, text: str) -> Text:
        """Narrative, in the language in which it was written."""
        return Text(text, self.told_elsewhere)

    def label(self, label: Mapping[str, str]) -> Text:
        return Text(self.say(label), self.lang_of(label))

    def fact(self, fact: Fact) -> str:
        """A fact as it stands in running text: its value, the range in which it lies, or the words of its source."""
        if fact.refused is not None:
            return _("no total")
        if fact.value is None:
            return fact.words
        if fact.is_share and fact.precision is not Precision.EXACT and fact.words and not self.told_elsewhere:
            return fact.words  # "two thirds", not the decimals that stand for them
        if fact.high is not None and fact.high != fact.value:
            low = self.amount(fact.value, is_share=fact.is_share)
            high = self.amount(fact.high, is_share=fact.is_share)
            said = _("%(low)s to %(high)s") % {"low": low, "high": high}
            return self.precisely(said, fact.precision)
        return self.amount(fact.value, fact.precision, is_share=fact.is_share)

    @cached_property
    def colon(self) -> str:
        return colon()

    def quoted(self, text: str) -> tuple[str, Text, str]:
        """Narrative in the quotation marks of the report's language."""
        before, after = pgettext("quotation marks", "“%(words)s”").split("%(words)s")
        return before, self.told(text), after
