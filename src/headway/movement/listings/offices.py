"""The list of offices, narrowed by the campaigns in which they take part and by how they report there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from headway.audit.queries import matching, model_of, names_of
from headway.movement.queries import person_of
from headway.movement.rows import OfficeKind
from headway.movement.rules import may
from headway.pages.listing import InCountry, Listing, Option, Scope, Sort, Worded, by_label
from headway.pages.speech import speech
from headway.pages.wording import wording


@dataclass(frozen=True)
class InCampaign:
    """By a campaign in which the office takes part."""

    name: str
    label: Any
    many: bool = True

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        said = speech()
        named = [Option(key, said.say(name), said.lang_of(name)) for key, name in _campaigns(scope).items()]
        # With a single campaign there is nothing to choose.
        return sorted(named, key=lambda option: option.label) if len(named) > 1 else []

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        names = _campaigns(scope)
        return Option(value, speech().say(names[value])) if value in names else None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        parts = model_of("participation").objects.filter(campaign__key__in=values)
        return records.filter(pk__in=parts.values("office_id"))


def _campaigns(scope: Scope) -> dict[str, Any]:
    """Names of campaigns by their key; none for whoever may see none."""
    return dict(names_of("campaign").values()) if may(person_of(scope.user), "see") else {}


@dataclass(frozen=True)
class ReportsThrough:
    """By the way in which the office reports; the ways are the plan's own, and are read off its row."""

    name: str
    label: Any
    many: bool = True

    def _ways(self) -> type[StrEnum]:
        ways: Any = model_of("participation").row.model_fields["reports_through"].annotation
        found: type[StrEnum] = ways
        return found

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        if not may(person_of(scope.user), "see"):
            return []
        there = set(model_of("participation").objects.values_list("reports_through", flat=True).distinct())
        return [Option(way.value, wording(way)) for way in self._ways() if way.value in there]

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        ways = self._ways()
        return Option(value, wording(ways(value))) if value in list(ways) else None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        parts = model_of("participation").objects.filter(reports_through__in=values)
        return records.filter(pk__in=parts.values("office_id"))


OFFICES = Listing(
    name="offices",
    can_be_taken=True,
    filters=(
        Worded("kind", _("Kind"), "office_kind", OfficeKind),
        InCountry("country", _("Country")),
        ReportsThrough("through", _("Reports through")),
        InCampaign("campaign", _("Campaign")),
    ),
    sorts=(Sort("name", _("By name"), by_label()), Sort("place", _("By country"), ("country", "key"))),
    search=matching,
    size=50,
)
