"""Asking the lake for somebody: which files they may read, what is withheld from them, and at which moments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from headway.lake import Files
from headway.lake.answers import Answer, question_called
from headway.lake.asked import Asked, Window
from headway.lake.questions import Family
from headway.lake.session import ask, is_made_up
from headway.lake.tables import TABLE_OF
from headway.listen.models import ContentType, Moment
from headway.listen.queries import lake_files_of, may_set_up_listening, withheld_of
from headway.listen.rules import WithheldKind
from headway.listen.words import Sayer
from headway.movement.models import Office
from headway.plan.models import Campaign
from headway.plan.queries import countries_of_focus

_BEGINS_ON_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# How long a moment is thought to be heard of where nobody says when it ends.
_USUAL = timedelta(days=6)
_HIDDEN = {WithheldKind.WORD: "search", WithheldKind.ACCOUNT: "account"}


@dataclass(frozen=True)
class Asking:
    """What somebody asks beside the question itself."""

    by: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    days: int = 7
    rank: str = ""
    limit: int = 0
    with_whole: bool = True


@dataclass(frozen=True)
class Lake:
    """What one reader may ask of a campaign's lake, read from the database once for a page."""

    files: Files
    hidden: Mapping[str, frozenset[str]]
    windows: tuple[Window, ...]
    local: frozenset[str]

    def has(self, family: Family) -> bool:
        return bool(self.files.of(TABLE_OF[family]))

    def is_made_up(self, family: Family) -> bool:
        """True where practice rows are among those of the family; asked once of the same files."""
        return is_made_up(self.files, family)

    def ask(self, key: str, asking: Asking) -> Answer:
        """Raise HeadwayError where there is no such question, or it cannot be split like that."""
        asked = Asked(
            by=asking.by, since=asking.since, until=asking.until, only=asking.only, hidden=self.hidden,
            windows=self.windows, days=asking.days, local=self.local, rank=asking.rank, limit=asking.limit,
            with_whole=asking.with_whole,
        )  # fmt: skip
        return ask(self.files, question_called(key), asked)


def lake_of(campaign: Campaign, user: Any, *, public: bool = False) -> Lake:
    """`public` leaves out what is withheld, whoever asks: for exports and reports."""
    return Lake(
        lake_files_of(campaign, user),
        withheld_from(campaign, user, public=public),
        windows_of(campaign),
        frozenset().union(*countries_of_focus(campaign).values()),
    )


def ask_lake(campaign: Campaign, key: str, asking: Asking, user: Any, *, public: bool = False) -> Answer:
    return lake_of(campaign, user, public=public).ask(key, asking)


def withheld_from(campaign: Campaign, user: Any, *, public: bool = False) -> dict[str, frozenset[str]]:
    """What is left out of answers: nothing for those who set listening up, unless the answer goes further."""
    if not public and may_set_up_listening(user):
        return {}
    return withheld_of_everybody(campaign)


def withheld_of_everybody(campaign: Campaign) -> dict[str, frozenset[str]]:
    """What no export and no report holds."""
    return {_HIDDEN[WithheldKind(kind)]: texts for kind, texts in withheld_of(campaign).items() if texts}


def windows_of(campaign: Campaign) -> tuple[Window, ...]:
    """The moments whose first day is known; one of which only the month is known cannot be compared by days."""
    found = Moment.objects.filter(campaign=campaign).prefetch_related("focus_countries")
    windows = [
        window_of(
            one.key, one.when,
            frozenset(code for country in one.focus_countries.all() for code in country.countries),
        )
        for one in found
    ]  # fmt: skip
    return tuple(sorted((one for one in windows if one), key=lambda window: (window.begins, window.key)))


def window_of(key: str, when: Any, countries: frozenset[str]) -> Window | None:
    """The days of a moment; None where its first day is not known."""
    if when is None or when.earliest is None or not _BEGINS_ON_A_DAY.match(when.edtf):
        return None
    return Window(key, when.earliest, when.latest or when.earliest + _USUAL, countries)


def sayer_of(campaign: Campaign) -> Sayer:
    """Names of content types, offices and moments, for whoever reads an answer."""
    return Sayer(
        {
            "content_type": dict(ContentType.objects.filter(campaign=campaign).values_list("key", "name")),
            "moment": dict(Moment.objects.filter(campaign=campaign).values_list("key", "name")),
            "office": dict(Office.objects.values_list("key", "name")),
        }
    )
