"""How a report speaks: numbers, shares, dates, countries and names as a reader of its language writes them.

A narrative keeps the language in which it was written; a name falls back on another language where it must. Either is
marked with its language, so that screen readers, hyphenation and the direction of the script follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.lib.datewords import Phrases, format_when, in_digits
from headway.lib.edtf import ImpreciseDate
from headway.lib.labels import EVERYWHERE, label_in
from headway.lib.precision import Precision
from headway.report.blocks import Text
from headway.report.facts import Fact
from headway.report.words import colon

# British manners for English: day before month, no comma before "and".
_LOCALES = {"en": "en_GB"}


class Tongue:
    """One language of a report. Use it only inside `translation.override(language)`."""

    def __init__(self, language: str, narrative: str) -> None:
        self.language = language
        self.narrative = narrative
        self.locale = Locale.parse(_LOCALES.get(language, language).replace("-", "_"))

    @property
    def told_elsewhere(self) -> str:
        """The language of narrative where it is not the report's own; empty where it is."""
        return "" if self.narrative.split("-")[0] == self.language.split("-")[0] else self.narrative

    def told(self, text: str) -> Text:
        """Narrative, in the language in which it was written."""
        return Text(text, self.told_elsewhere)

    def say(self, label: Mapping[str, str]) -> str:
        return label_in(label, self.language)

    def lang_of(self, label: Mapping[str, str]) -> str:
        """The language in which `say` says it where that is not the report's; empty where it is, or is a name."""
        if self.language in label or EVERYWHERE in label or self.language.split("-")[0] in label:
            return ""
        return "en" if "en" in label else next(iter(label), "")

    def label(self, label: Mapping[str, str]) -> Text:
        return Text(self.say(label), self.lang_of(label))

    def digits(self, text: str) -> str:
        return in_digits(text, self.locale)

    def number(self, value: Decimal | int | float) -> str:
        return self.digits(format_decimal(value, locale=self.locale, decimal_quantization=False))

    def share(self, value: Decimal) -> str:
        return self.digits(format_percent(value, locale=self.locale, decimal_quantization=False))

    def amount(
        self, value: Decimal, precision: Precision = Precision.EXACT, *, is_share: bool = False
    ) -> str:
        """The value with how exactly it is known: "at least 1,000"."""
        said = self.share(value) if is_share else self.number(value)
        return self.precisely(said, precision)

    def precisely(self, said: str, precision: Precision) -> str:
        match precision:
            case Precision.AT_LEAST:
                return _("at least %(number)s") % {"number": said}
            case Precision.ABOUT:
                return _("about %(number)s") % {"number": said}
            case Precision.AT_MOST:
                return _("at most %(number)s") % {"number": said}
        return said

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

    def when(self, when: ImpreciseDate | None) -> str:
        """The date as well as it is known; empty where nothing is said of it."""
        if when is None:
            return ""
        return format_when(when, self.locale, self._phrases, self.narrative)

    def country(self, code: str) -> str:
        return str(self.locale.territories.get(code, code))

    def tongue(self, code: str) -> str:
        """The name of a language."""
        return str(self.locale.languages.get(code.split("-")[0], code))

    def join(self, words: Iterable[str]) -> str:
        """Names in a sentence: the language's commas, and its "and" before the last."""
        *firsts, last = [word for word in words if word] or [""]
        return format_list([self.listed(firsts), last], locale=self.locale) if firsts else last

    def listed(self, words: Iterable[str]) -> str:
        """Words in a row, without an "and"."""
        return self.comma.join(word for word in words if word)

    @cached_property
    def comma(self) -> str:
        return pgettext("between the parts of a row", ", ")

    @cached_property
    def colon(self) -> str:
        return colon()

    @cached_property
    def semicolon(self) -> str:
        return pgettext("between one thing and the next", "; ")

    def quoted(self, text: str) -> tuple[str, Text, str]:
        """Narrative in the quotation marks of the report's language."""
        before, after = pgettext("quotation marks", "“%(words)s”").split("%(words)s")
        return before, self.told(text), after

    @cached_property
    def months(self) -> tuple[str, ...]:
        names: Any = self.locale.months["stand-alone"]["abbreviated"]
        return tuple(str(names[month]) for month in range(1, 13))

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(
            about=pgettext("a date", "about {date}"),
            uncertain=pgettext("a date", "perhaps {date}"),
            about_uncertain=pgettext("a date", "perhaps about {date}"),
            interval=pgettext("a date", "from {start} to {end}"),
            since=pgettext("a date", "from {start} on"),
            until=pgettext("a date", "until {end}"),
            since_day=pgettext("a day", "from {start} on"),
            until_day=pgettext("a day", "until {end}"),
            end_unknown=pgettext("a date", "from {start}, end not known"),
            beginning_unknown=pgettext("a date", "until {end}, beginning not known"),
            unknown=_("date not known"),
            spring=pgettext("a date", "spring {year}"),
            summer=pgettext("a date", "summer {year}"),
            autumn=pgettext("a date", "autumn {year}"),
            winter=pgettext("a date", "winter {year}–{next_year}"),
            first_half=pgettext("a date", "first half of {year}"),
            second_half=pgettext("a date", "second half of {year}"),
            decade=pgettext("a date", "the {year}s"),
            years=pgettext("a date", "between {start} and {end}"),
        )
