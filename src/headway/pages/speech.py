"""How a page speaks: numbers, shares, dates, countries and names as a reader of its language writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from headway.lib.datewords import Phrases, format_when, in_digits
from headway.lib.edtf import ImpreciseDate
from headway.lib.labels import EVERYWHERE, label_in
from headway.lib.precision import Precision
from headway.lib.ratios import in_print

# British manners for English: day before month, no comma before "and".
_LOCALES = {"en": "en_GB"}


@lru_cache(maxsize=8_192)
def _written(number: str, locale: Locale) -> str:
    """A page says the same few numbers over and over, and Babel reads the pattern of the language for each."""
    return format_decimal(Decimal(number), locale=locale, decimal_quantization=False)


class Speech:
    """One language. Use it only while that language is active: its phrases come from the catalogs.

    `narrative` is the language in which the records at hand were written; the words that a source has for a date are
    shown only to readers of that language.
    """

    def __init__(self, language: str, narrative: str = "") -> None:
        self.language = language
        self.narrative = narrative
        self.locale = Locale.parse(_LOCALES.get(language, language).replace("-", "_"))

    @property
    def told_elsewhere(self) -> str:
        """The language of narrative where it is not the reader's own; empty where it is."""
        return "" if self.narrative.split("-")[0] == self.language.split("-")[0] else self.narrative

    def say(self, label: Mapping[str, str]) -> str:
        return label_in(label, self.language)

    def lang_of(self, label: Mapping[str, str]) -> str:
        """The language in which `say` says it where that is not the reader's; empty where it is, or is a name."""
        if self.language in label or EVERYWHERE in label or self.language.split("-")[0] in label:
            return ""
        return "en" if "en" in label else next(iter(label), "")

    def digits(self, text: str) -> str:
        return in_digits(text, self.locale)

    def number(self, value: Decimal | int | float) -> str:
        return self.digits(_written(str(value), self.locale))

    def share(self, value: Decimal) -> str:
        said = self.digits(format_percent(in_print(value), locale=self.locale, decimal_quantization=False))
        # After an Arabic word the sign would change sides, at the start of a line it would not.
        return f"\u200e{said}" if self.locale.text_direction == "rtl" else said

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
    def semicolon(self) -> str:
        return pgettext("between one thing and the next", "; ")

    @cached_property
    def colon(self) -> str:
        return pgettext("between a name and what is said of it", ": ")

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


@lru_cache(maxsize=64)
def _speech(language: str, narrative: str) -> Speech:
    return Speech(language, narrative)


def speech(narrative: str = "") -> Speech:
    """How to speak to the reader of the page at hand."""
    return _speech(get_language() or "en", narrative)
