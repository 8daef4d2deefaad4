"""Lists of activities, figures, published facts, offices' returns, sign-ups and testimonies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from headway.audit.queries.search import matching
from headway.collect.queries import in_state
from headway.collect.queries.activities import handed_over
from headway.collect.queries.named import figures_counted_for
from headway.collect.rows import PublishedKind, ReturnState
from headway.collect.rules import By
from headway.engage.queries import visible_cases
from headway.movement.rows import OfficeKind
from headway.pages.listing import (
    InCountry,
    InYear,
    Listing,
    Option,
    Related,
    Scope,
    Sort,
    Worded,
    by_label,
    latest_first,
)
from headway.pages.wording import wording

AS_GIVEN = Sort("as-given", _("In the campaign’s order"), ("position", "key"))
NEWEST = Sort("newest", _("Newest first"), latest_first("when"))
BY_NAME = Sort("name", _("By name"), by_label())
LARGEST = Sort("largest", _("Largest first"), (F("value").desc(nulls_last=True), "position", "key"))
OFFICE = Related("office", _("Office"), "office")
PERIOD = Related("period", _("Period"), "period")
FOCUS = Related("country", _("Country of focus"), "focus_country")
ACTIVITY = Related("activity", _("Activity"), "activity", most=40)
CASE = Related("case", _("Case"), "case", among=visible_cases, most=40)


@dataclass(frozen=True)
class CountedFor(Related):
    """By what a figure counts for in totals, whether it says so itself or its activity does."""

    by: By = By.PERIOD

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        wanted = self._all(records, scope).filter(key__in=values).order_by().values("pk")
        return figures_counted_for(records, self.by, wanted)


class CountedIn(InCountry):
    """By the country for which a figure counts."""

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        return figures_counted_for(records, By.COUNTRY, list(values))


@dataclass(frozen=True)
class HandedOver:
    """Petitions and the like by whether a delivery of them is recorded; kinds of which none ever was are not asked about."""

    name: str
    label: Any
    many: bool = False

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        return self._both() if handed_over(records, yes=True).exists() else []

    def _both(self) -> list[Option]:
        return [Option("yes", gettext("Handed over")), Option("no", gettext("No delivery recorded"))]

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        return next((one for one in self._both() if one.value == value), None)

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        return handed_over(records, yes="yes" in values)


ACTIVITIES = Listing(
    name="activities",
    can_be_taken=True,
    filters=(
        Related("area", _("Area"), "activity_kind__area", whole=True),
        Related("kind", _("Kind"), "activity_kind", whole=True),
        OFFICE,
        Related("country", _("Country of focus"), "focus_countries", whole=True),
        Related("case", _("Case"), "cases", among=visible_cases, most=40, whole=True),
        HandedOver("handed-over", _("Delivery")),
        Related("period", _("Period"), "period", whole=True),
        InYear("year", _("Year")),
        Related("partner", _("Partner"), "partners", most=0),
        Related("target", pgettext_lazy("of advocacy", "Target"), "targets", most=0),
        Related("opportunity", _("Opportunity"), "opportunities", most=0),
        Related("output", _("Publication"), "outputs", most=0),
    ),
    sorts=(
        NEWEST,
        Sort("oldest", _("Oldest first"), (F("when_earliest").asc(nulls_last=True), "position", "key")),
        BY_NAME,
        AS_GIVEN,
    ),
    search=matching,
)

FIGURES = Listing(
    name="figures",
    can_be_taken=True,
    filters=(
        OFFICE,
        FOCUS,
        CountedIn("in", _("Country")),
        CountedFor("case", _("Case"), "case", among=visible_cases, most=40, by=By.CASE),
        CountedFor(
            "target", pgettext_lazy("of advocacy", "Target"), "activity__targets", most=0, by=By.TARGET
        ),
        CountedFor("period", _("Period"), "period", by=By.PERIOD),
        InYear("year", _("Year")),
    ),
    sorts=(AS_GIVEN, LARGEST, NEWEST),
)

PUBLISHED = Listing(
    name="published-facts",
    can_be_taken=True,
    filters=(
        Worded("kind", _("Kind"), "published_kind", PublishedKind),
        Related("area", _("Area"), "area"),
        OFFICE,
        FOCUS,
        CASE,
        PERIOD,
        Related("measure", _("Measure"), "measure", most=0),
        Related("moment", _("Moment"), "moment", most=0),
    ),
    sorts=(AS_GIVEN, BY_NAME, LARGEST),
    search=matching,
)


@dataclass(frozen=True)
class InState:
    """Offices by the state of any of their returns, those that were never begun too."""

    name: str
    label: Any
    many: bool = True

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        return [Option(state.value, wording(state)) for state in ReturnState]

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        return None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        return in_state(records, scope.campaign, values)


RETURNS = Listing(
    name="returns",
    can_be_taken=True,
    filters=(
        InState("state", _("State")),
        Worded("kind", _("Kind"), "office_kind", OfficeKind),
        InCountry("country", _("Country")),
    ),
    sorts=(BY_NAME,),
    size=80,
)

SIGN_UPS = Listing(
    name="sign-ups",
    can_be_taken=True,
    filters=(Related("country", _("Country of focus"), "focus_countries"), OFFICE),
    sorts=(AS_GIVEN, Sort("office", _("By office"), by_label("office__name"))),
    search=matching,
)

TESTIMONIES = Listing(
    name="testimonies",
    can_be_taken=True,
    filters=(FOCUS, CASE, OFFICE, ACTIVITY),
    sorts=(AS_GIVEN, Sort("who", _("By name"), ("who", "key"))),
    search=matching,
)


@dataclass(frozen=True)
class InOrder:
    """What was put in order already, page by page: what a list asks of a query set."""

    records: Sequence[Any]

    def count(self) -> int:
        return len(self.records)

    def __getitem__(self, part: slice) -> Sequence[Any]:
        return self.records[part]


GROWTH = Listing(name="growth", size=50)
