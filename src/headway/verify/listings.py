"""Lists of outcomes and of meetings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.audit.queries.search import matching
from headway.engage.queries import visible_cases
from headway.pages.listing import (
    InYear,
    Listing,
    Option,
    Related,
    Scope,
    Sort,
    Worded,
    by_label,
    earliest_first,
    latest_first,
)
from headway.verify.rows import Course, Direction, Level, OutcomeState


@dataclass(frozen=True)
class Quiet(Related):
    """Offered only where it is in use: pages of other records lead to the list by it, and its chip takes it away.

    A record that is tied by `also` is one as well.
    """

    also: str = ""

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        return []

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        found = super().narrow(records, values, scope)
        return (
            found | replace(self, path=self.also, also="").narrow(records, values, scope)
            if self.also
            else found
        )


OUTCOMES = Listing(
    name="outcomes",
    can_be_taken=True,
    filters=(
        Related("country", _("Country of focus"), "focus_country"),
        Related("dimension", _("Dimension"), "change_areas__dimension"),
        Related("area", _("Change area"), "change_areas"),
        Worded("state", _("Review"), "state", OutcomeState),
        Worded("direction", _("Direction"), "direction", Direction, many=False),
        Worded("level", _("Kind of change"), "level", Level),
        Worded("course", _("Since then"), "course", Course),
        Related("office", _("Claimed by"), "contributions__offices"),
        InYear("year", _("Year")),
        Quiet("activity", _("Activity"), "contributions__activities"),
        Quiet("case", _("Case"), "cases", among=visible_cases),
        Quiet("partner", _("Partner"), "partners", also="contributions__partners"),
        Quiet("target", _("Target"), "targets"),
        Quiet("opportunity", _("Opportunity"), "opportunities"),
        Quiet("risk", _("Risk"), "risks"),
    ),
    sorts=(
        Sort("newest", _("Newest first"), latest_first("when")),
        Sort("oldest", _("Oldest first"), earliest_first("when")),
        Sort("as-given", _("In the campaign’s order"), ("position", "key")),
        Sort("most-evidence", _("Most evidence first"), (F("speaks_for").desc(), "position", "key")),
        Sort("least-evidence", _("Least evidence first"), (F("speaks_for").asc(), "position", "key")),
    ),
    search=matching,
)

UPDATES = Listing(
    name="updates",
    can_be_taken=True,
    filters=(Related("country", _("Country of focus"), "focus_country"), InYear("year", _("Year"))),
    sorts=(
        Sort("newest", _("Newest first"), latest_first("when")),
        Sort("oldest", _("Oldest first"), earliest_first("when")),
    ),
    search=matching,
)

MEETINGS = Listing(
    name="meetings",
    can_be_taken=True,
    filters=(Related("period", _("Period"), "period"), InYear("year", _("Year"))),
    sorts=(
        Sort("newest", _("Newest first"), latest_first("when")),
        Sort("oldest", _("Oldest first"), earliest_first("when")),
        Sort("name", _("By name"), by_label()),
    ),
    search=matching,
)
