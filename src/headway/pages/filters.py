"""By what a list can be narrowed: kinds of filters, whose choices come from the records at hand.

Each filter reads its choices in one query. A value that no record has, but some record could have (an office without
activities), narrows to nothing; a value that means nothing raises `BadListing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any, Protocol

from babel import Locale
from django.core.exceptions import BadRequest
from django.db.models import Exists, Max, Min, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from headway.lib.kinds import KindRow
from headway.pages.speech import speech
from headway.pages.vocabulary import kinds_for
from headway.pages.wording import wording

_YEAR = re.compile(r"[1-9][0-9]{3}")


class BadListing(BadRequest):
    """What the address asks of a list makes no sense; `message` says why, `mend` is the address of the list without it.

    `campaign` is the one whose list it is, so that the page about it keeps the way through it.
    """

    campaign: Any = None

    def __init__(self, message: str, mend: str = "?") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend


@dataclass(frozen=True)
class Scope:
    """For whom a list is made: what a reader may not know of is no choice for them either."""

    campaign: Any = None
    user: Any = None


@dataclass(frozen=True)
class Option:
    """One choice; `lang` is the language of its label where that is not the reader's."""

    value: str
    label: str
    lang: str = ""
    chosen: bool = False


class Filter(Protocol):
    """What a list needs of a filter. `many` says that several of its choices may be taken together (any of them)."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> Any: ...

    @property
    def many(self) -> bool: ...

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        """The choices that occur among these records."""
        ...

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        """The choice with this value where it does not occur; None where it means nothing."""
        ...

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]: ...


def related_model(records: QuerySet[Any], path: str) -> Any:
    """The model at the end of a path of foreign keys and sets of links."""
    model: Any = records.model
    for step in path.split("__"):
        model = model._meta.get_field(step).related_model
    return model


def _having(records: QuerySet[Any], condition: dict[str, Any]) -> QuerySet[Any]:
    """Those that meet a condition on what they are tied to, each once however many ties meet it."""
    found = records.model._default_manager.filter(**condition).order_by().values("pk")
    return records.filter(pk__in=found)


@dataclass(frozen=True)
class Related:
    """By a record that the listed ones point at, chosen by its key and shown by its label.

    `path` leads there ("office", "activity_kind__area", "focus_countries"); `among` gives the records that the reader may
    know of, where not all may be known. More than `most` choices are not shown: links from other pages still use them.
    `whole` says that the choices are a campaign's own, and that who sees one of its listed records sees all of them:
    then a choice occurs where anything at all is tied to it, and nobody asks whose that is.
    """

    name: str
    label: Any
    path: str
    field: str = "name"
    many: bool = True
    among: Callable[[Any, Any], QuerySet[Any]] | None = None
    most: int = 80
    whole: bool = False

    def _all(self, records: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
        if self.among is not None:
            return self.among(scope.campaign, scope.user)
        model: type[Model] = related_model(records, self.path)
        found: QuerySet[Any] = model._default_manager.all()
        belongs = any(field.name == "campaign" for field in model._meta.fields)
        return found.filter(campaign=scope.campaign) if belongs and scope.campaign is not None else found

    def _may_show(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """Names of restricted records are no choices, not even for those who know of them: who reads one is logged."""
        restrictable = any(field.name == "restricted" for field in found.model._meta.fields)
        return found.filter(restricted=False) if restrictable else found

    def _shown(self, found: QuerySet[Any]) -> list[Option]:
        said, pairs = speech(), found.values_list("key", self.field)
        return [
            Option(key, said.say(label), said.lang_of(label))
            if isinstance(label, dict)
            else Option(key, str(label))
            for key, label in pairs
        ]

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        if not self.most:
            return []
        known = self._may_show(self._all(records, scope))
        known = known.filter(self._occurs(records))
        shown = self._shown(known[: self.most + 1])
        return shown if len(shown) <= self.most else []

    def _occurs(self, records: QuerySet[Any]) -> Any:
        """The condition that any of the records is tied to a choice."""
        first: Any = records.model._meta.get_field(self.path.split("__")[0])
        if self.whole and first.many_to_many:
            ties = first.remote_field.through._default_manager
            return Exists(ties.filter(**{first.m2m_reverse_field_name(): OuterRef("pk")}))
        if self.whole:
            return Exists(records.model._default_manager.order_by().filter(**{self.path: OuterRef("pk")}))
        # Of what is kept from some there may be many, such as cases: the records are looked through once for all of them.
        if first.many_to_many or self.among is not None:
            return Q(pk__in=records.order_by().values(self.path))
        # Asked one by one, each ends at the first record that has it.
        return Exists(records.order_by().filter(**{self.path: OuterRef("pk")}))

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        known = self._all(records, scope).filter(key=value)
        found = self._shown(self._may_show(known))
        if found:
            return found[0]
        return Option(value, value) if known.exists() else None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        wanted = self._all(records, scope).filter(key__in=values).order_by().values("pk")
        return _having(records, {f"{self.path}__in": wanted})


@dataclass(frozen=True)
class Worded:
    """By one of a room's fixed values, shown by its words; `path` may lead to what stands inside the record."""

    name: str
    label: Any
    path: str
    kind: type[StrEnum]
    many: bool = True

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        occurring = set(records.order_by().values_list(self.path, flat=True).distinct())
        return [Option(value, wording(value)) for value in self.kind if value in occurring]

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        return Option(value, wording(self.kind(value))) if value in list(self.kind) else None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        condition = {f"{self.path}__in": values}
        return _having(records, condition) if "__" in self.path else records.filter(**condition)


@dataclass(frozen=True)
class OfKind:
    """By a kind that the campaign names itself, of this family."""

    name: str
    label: Any
    path: str
    family: type[KindRow]
    many: bool = True

    def _said(self, row: KindRow) -> Option:
        return Option(row.key, speech().say(row.name), speech().lang_of(row.name))

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        occurring = set(records.order_by().values_list(self.path, flat=True).distinct())
        kinds = kinds_for(scope.campaign, self.family)
        return [self._said(row) for row in kinds.rows if row.key in occurring]

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        row = kinds_for(scope.campaign, self.family).get(value)
        return self._said(row) if row is not None else None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        return records.filter(**{f"{self.path}__in": values})


@dataclass(frozen=True)
class InCountry:
    """By country; `listed` where the field holds a list of countries."""

    name: str
    label: Any
    path: str = "country"
    listed: bool = False
    many: bool = True

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        found = records.order_by().values_list(self.path, flat=True).distinct()
        codes = {code for entry in found for code in (entry if self.listed else [entry]) if code}
        named = [Option(code, speech().country(code)) for code in codes]
        return sorted(named, key=lambda option: option.label)

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        known = re.fullmatch(r"[A-Z]{2}", value) and value in Locale("en").territories
        return Option(value, speech().country(value)) if known else None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        if not self.listed:
            return records.filter(**{f"{self.path}__in": values})
        # SQLite cannot ask what a JSON list holds; codes stand in it between quotes.
        return records.filter(reduce(or_, (Q(**{f"{self.path}__icontains": f'"{code}"'}) for code in values)))


@dataclass(frozen=True)
class InYear:
    """By a year in which the imprecise date `path` may lie, at least in part; the undated lie in none."""

    name: str
    label: Any
    path: str = "when"
    many: bool = False

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        span = records.order_by().aggregate(
            first=Min(f"{self.path}_earliest"),
            end=Max(f"{self.path}_latest"),
            begin=Max(f"{self.path}_earliest"),
        )
        days = [day for day in span.values() if day is not None]
        if not days:
            return []
        years = range(max(day.year for day in days), min(day.year for day in days) - 1, -1)
        return [self._said(year) for year in list(years)[:60]]

    def _said(self, year: int) -> Option:
        return Option(str(year), speech().digits(str(year)))

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        return self._said(int(value)) if _YEAR.fullmatch(value) and value.isascii() else None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        return records.filter(reduce(or_, (in_days(self.path, *_days_of(int(value))) for value in values)))


def _days_of(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def in_days(path: str, first: date, last: date) -> Q:
    """Records whose imprecise date may lie, in part at least, within these days."""
    begins = Q(**{f"{path}_earliest__lte": last}) | Q(**{f"{path}_earliest__isnull": True})
    ends = Q(**{f"{path}_latest__gte": first}) | Q(**{f"{path}_latest__isnull": True})
    dated = Q(**{f"{path}_earliest__isnull": False}) | Q(**{f"{path}_latest__isnull": False})
    return begins & ends & dated


@dataclass(frozen=True)
class Choice:
    """By conditions of the room's own: each choice is (value, label, condition)."""

    name: str
    label: Any
    choices: tuple[tuple[str, Any, Q], ...]
    many: bool = False

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        return [Option(value, str(label)) for value, label, _condition in self.choices]

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        return None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        return records.filter(reduce(or_, (q for value, _label, q in self.choices if value in values)))


def unknown_value(label: Any, value: str) -> str:
    """What to say of a value that a filter does not know."""
    shown = value if len(value) <= 40 else f"{value[:40]}…"
    return _("“%(value)s” is no choice under “%(filter)s”.") % {"value": shown, "filter": label}
