"""The log as a list, narrowed by who did what to which kind of record, and on what day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from babel.dates import format_date
from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from headway.movement.queries import names_of_actors
from headway.movement.words import DEEDS, deed_name
from headway.pages.kinds import is_kind, kind_name
from headway.pages.listing import Listing, Option, Scope, Sort
from headway.pages.speech import speech

MOST_DAYS = 60
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _all_of(records: QuerySet[Any]) -> QuerySet[Any]:
    """The choices are those of the whole log, whatever it is narrowed to."""
    found: QuerySet[Any] = records.model._default_manager.order_by()
    return found


@dataclass(frozen=True)
class ByWhom:
    """By who did it, people and system actors alike."""

    name: str
    label: Any
    many: bool = False

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        ids = _all_of(records).values_list("actor", flat=True).distinct()
        named = [Option(pk, name) for pk, name in names_of_actors(ids).items()]
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
        actions = set(_all_of(records).values_list("action", flat=True).distinct())
        there = {
            deed for deed in DEEDS for action in actions if action == deed or action.startswith(f"{deed}_")
        }
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
        kinds = _all_of(records).values_list("kind", flat=True).distinct()
        return sorted((Option(kind, kind_name(kind)) for kind in kinds), key=lambda option: option.label)

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
        days = _all_of(records).annotate(day=Substr("at", 1, 10)).values_list("day", flat=True)
        return [self._said(day) for day in sorted(set(days.distinct()), reverse=True)[:MOST_DAYS]]

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


FILTERS = (
    ByWhom("who", _("Who")),
    ByDeed("what", _("What was done")),
    OfKind("kind", _("Kind of record")),
    OnDay("day", _("Day")),
)
LOG = Listing(name="log", filters=FILTERS, sorts=(Sort("latest", _("Latest first"), ("-seq",)),), size=50)
