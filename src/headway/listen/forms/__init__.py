"""What the address of a listening page asks for, cleaned: days, values, and nothing that the page does not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from headway.lake.questions import FILTERS, Family
from headway.listen.queries.asking import Asking
from headway.listen.rules import name_in_address
from headway.listen.words import dimension_in_words
from headway.pages.filters import BadListing, Option, unknown_value

LONGEST = 200
# Chosen from a list on the page; outlets and accounts are too many for that, and come by links.
CHOSEN: Mapping[Family, tuple[str, ...]] = {
    Family.MEDIA: ("country", "language", "media_type", "sentiment"),
    Family.SOCIAL: ("paid", "network", "content_type", "office", "country"),
}


@dataclass(frozen=True)
class Choice:
    """One filter as the page shows it."""

    name: str
    label: str
    options: Sequence[Option]


@dataclass(frozen=True)
class AskedFor:
    """What the address says, and addresses that say a little else."""

    family: Family
    since: date | None
    until: date | None
    only: Mapping[str, str]

    @property
    def asking(self) -> Asking:
        return Asking(
            since=self.since,
            until=self.until,
            only={name: frozenset([value]) for name, value in self.only.items()},
        )

    @property
    def query(self) -> str:
        given = {
            "from": self.since,
            "to": self.until,
            **{name_in_address(name): value for name, value in self.only.items()},
        }
        said = urlencode({name: value for name, value in given.items() if value not in (None, "")})
        return f"?{said}" if said else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.since or self.until or set(self.only) - {"paid"})


def read_address(query: QueryDict, family: Family, also: frozenset[str] = frozenset()) -> AskedFor:
    """Raise BadListing where the address makes no sense: what is misspelt would silently show too much."""
    named = {name: name_in_address(name) for name in FILTERS[family]}
    known = {"from", "to", "language", *named.values(), *also}
    if wrong := sorted(name for name in query if name not in known):
        raise BadListing(
            _("This list cannot be narrowed by “%(name)s”.") % {"name": wrong[0][:40].replace("\0", "")}
        )
    only = {name: value for name, said in named.items() if (value := query.get(said, ""))}
    for name, value in only.items():
        if "\0" in value or len(value) > LONGEST:
            raise BadListing(unknown_value(dimension_in_words(name), value.replace("\0", "")))
    since, until = _day(query, "from", _("From")), _day(query, "to", _("Until"))
    if since and until and since > until:
        raise BadListing(_("The first day is after the last."))
    return AskedFor(family, since, until, only)


def _day(query: QueryDict, name: str, label: str) -> date | None:
    given = query.get(name, "").strip()
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise BadListing(unknown_value(label, given.replace("\0", ""))) from None


def choices_of(asked: AskedFor, values: Mapping[str, Sequence[Any]], sayer: Any) -> list[Choice]:
    """The filters with the values that occur; one that is asked for stays a choice though it does not occur."""
    return [
        Choice(
            name_in_address(name), dimension_in_words(name), list(_options(name, asked, values[name], sayer))
        )
        for name in CHOSEN[asked.family]
        if values.get(name) or name in asked.only
    ]


def _options(name: str, asked: AskedFor, values: Sequence[Any], sayer: Any) -> Any:
    chosen = asked.only.get(name, "")
    for value in dict.fromkeys([*values, *([chosen] if chosen else [])]):
        if value:
            yield Option(value, sayer.value(name, value), chosen=value == chosen)
