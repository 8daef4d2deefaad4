"""The log as a list, narrowed by who did what to which kind of record, and on what day."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from babel.dates import format_date
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.audit.queries import Known, choices, in_campaigns, names_of
from headway.movement.queries import names_of_actors
from headway.movement.rules import SignIn
from headway.movement.words import DEEDS, deed_name, deed_of
from headway.pages.kinds import is_kind, kind_name
from headway.pages.listing import Listing, Option, Scope, Sort
from headway.pages.speech import speech

MOST_DAYS = 60
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _known(scope: Scope) -> Known:
    """What the whole log can be narrowed by, asked for once for a reader."""
    if not hasattr(scope.user, "_known_of_the_log"):
        scope.user._known_of_the_log = choices()
    found: Known = scope.user._known_of_the_log
    return found


@dataclass(frozen=True)
class ByWhom:
    """By who did it, people and system actors alike."""

    name: str
    label: Any
    many: bool = False

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        named = [Option(pk, name) for pk, name in names_of_actors(_known(scope).actors).items()]
        return sorted(named, key=lambda option: option.label)

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        found = names_of_actors([value])
        return Option(value, found[value]) if value in found else None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        return records.filter(actor__in=values)


@dataclass(frozen=True)
class ByDeed:
    """By what was done: the first word of an entry's action, whatever it was done to."""

    name: str
    label: Any
    many: bool = True

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        there = {deed_of(action) for action in _known(scope).actions}
        return [Option(deed, deed_name(deed)) for deed in DEEDS if deed in there]

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        return Option(value, deed_name(value)) if value in DEEDS else None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        asked = (Q(action=deed) | Q(action__startswith=f"{deed}_") for deed in values)
        return records.filter(reduce(or_, asked))


@dataclass(frozen=True)
class OfKind:
    """By the kind of record that it was done to."""

    name: str
    label: Any
    many: bool = True

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        named = (Option(kind, kind_name(kind)) for kind in _known(scope).kinds)
        return sorted(named, key=lambda option: option.label)

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        return Option(value, kind_name(value)) if is_kind(value) else None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        return records.filter(kind__in=values)


@dataclass(frozen=True)
class OnDay:
    """By the day on which it was done, in UTC as the log keeps it; the latest days are offered, any can be asked for."""

    name: str
    label: Any
    many: bool = False

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        return [self._said(day) for day in sorted(_known(scope).days, reverse=True)[:MOST_DAYS]]

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        if not (value.isascii() and _DAY.fullmatch(value)):
            return None
        try:
            return self._said(value)
        except ValueError:
            return None

    def _said(self, day: str) -> Option:
        said = speech()
        return Option(day, said.digits(format_date(date.fromisoformat(day), "long", locale=said.locale)))

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        return records.filter(at__startswith=values[0])


@dataclass(frozen=True)
class OfCampaign:
    """By the campaign to which the record belongs; what belongs to the movement is in none."""

    name: str
    label: Any
    many: bool = False

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        said = speech()
        return [
            Option(key, said.say(name), said.lang_of(name)) for key, name in names_of("campaign").values()
        ]

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        return next((option for option in self.options(records, scope) if option.value == value), None)

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        return in_campaigns(records, values)


@dataclass(frozen=True)
class WithTheDoor:
    """Whether entries of the door are shown as well; where they are not, the view leaves them out."""

    name: str
    label: Any
    many: bool = True

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        return [Option("shown", str(_("Show these too")))]

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        return None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        return records


def without_the_door(records: QuerySet[Any], closed: Collection[str]) -> QuerySet[Any]:
    """Without what people do at the door, which is most of what a log holds; to a reader to whom entries about people
    are closed these all look the same, and none is left to guess which is which."""
    return records.exclude(kind__in=closed) if closed else records.exclude(action__in=AT_THE_DOOR)


AT_THE_DOOR = (*SignIn, "end_sessions")
SHOWS_THE_DOOR = "accounts"
FILTERS = (
    OfCampaign("campaign", _("Campaign")),
    ByWhom("who", _("Who")),
    ByDeed("what", _("What was done")),
    OfKind("kind", _("Kind of record")),
    OnDay("day", _("Day")),
    WithTheDoor(SHOWS_THE_DOOR, _("Signing in and accounts")),
)


LOG = Listing(
    name="log",
    ids_apart=True,
    filters=FILTERS,
    sorts=(Sort("latest", _("Latest first"), ("-seq",)),),
    size=50,
)
