"""The fixed words of a report, in the reader's language: "Contents", "Figure", "Sources of figures"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext


@dataclass(frozen=True, slots=True)
class Words:
    """What the writers say themselves; everything else comes with the document."""

    contents: str
    sources: str
    sources_intro: str
    source: str
    figure: str
    table: str
    data_behind_chart: str
    skip_to_report: str
    key_figures: str
    timeline: str
    rows: str
    back_to_text: str
    about_this_edition: str
    fingerprint: str
    note: str
    method: str
    warning: str
    page: str
    colon: str = ": "
    sources_intro_on_screen: str = ""
    read_on: str = "Read on"
    open_all: str = "Open everything"

    def callout(self, kind: str) -> str:
        return {"method": self.method, "warning": self.warning}.get(kind, self.note)


def words_in(language: str) -> Words:
    """The words for a reader of `language`; English where a translation is missing."""
    with override(language):
        return Words(
            contents=_("Contents"),
            sources=_("Sources of figures"),
            sources_intro=_(
                "Each number in square brackets in the report leads to one entry here, which says where the "
                "figure comes from, which records stand behind it and how they were added."
            ),
            source=pgettext("where a figure comes from", "Source"),
            figure=pgettext("an illustration", "Figure"),
            table=_("Table"),
            data_behind_chart=_("Data behind this chart"),
            skip_to_report=_("Skip to the report"),
            key_figures=_("Key figures"),
            timeline=_("Timeline"),
            rows=_("Records behind this figure"),
            back_to_text=_("Back to the text"),
            about_this_edition=_("About this edition"),
            fingerprint=_("Fingerprint of the facts"),
            note=_("Note"),
            method=_("How we know"),
            warning=_("Take care"),
            page=_("Page"),
            colon=colon(),
            sources_intro_on_screen=_(
                "Each underlined figure in the report leads to one entry here, which says where the figure comes "
                "from, which records stand behind it and how they were added."
            ),
            read_on=pgettext("a chapter of the report", "Read on"),
            open_all=_("Open everything"),
        )


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """What a report says of itself where it stands on several pages."""

    home: str
    language: str
    whole_report: str
    take_away: str
    as_one_page: str
    start: str
    previous: str
    next: str
    turn_pages: str
    in_this_chapter: str
    sources_here: str
    all_sources: str
    moved: str


def reading_words_in(language: str) -> ReadingWords:
    with override(language):
        return ReadingWords(
            home=_("Home"),
            language=_("Language"),
            whole_report=_("The whole report"),
            take_away=_("Take it away"),
            as_one_page=_("one page (HTML)"),
            start=_("Start reading"),
            previous=pgettext("chapter of the report", "Previous"),
            next=pgettext("chapter of the report", "Next"),
            turn_pages=_("Previous and next chapter"),
            in_this_chapter=_("In this chapter"),
            sources_here=_("Sources of the figures on this page"),
            all_sources=_("All sources of figures"),
            moved=_("The chapters have pages of their own now. What you are looking for is here:"),
        )


def colon() -> str:
    """What stands between a name and what is said of it: some languages set a space before it."""
    return pgettext("between a name and what is said of it", ": ")


def date_in_words(day: date, language: str) -> str:
    """A full date as a reader of `language` writes it."""
    try:
        locale = Locale.parse({"en": "en-GB"}.get(language, language), sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en_GB")
    return format_date(day, "long", locale=locale)
