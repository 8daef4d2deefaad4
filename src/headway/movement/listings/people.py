"""The list of people, as whoever looks after them narrows it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.movement.rules import Role
from headway.pages.listing import Choice, InCountry, Listing, Related, Scope, Sort, Worded


def _search(people: QuerySet[Any], text: str, scope: Scope) -> QuerySet[Any]:
    return people.filter(Q(name__icontains=text) | Q(email__icontains=text))


PEOPLE = Listing(
    name="people",
    filters=(
        Worded("role", _("Role"), "grants__role", Role),
        Related("office", _("Office"), "grants__office"),
        InCountry("country", _("Country"), "grants__country"),
        Choice(
            "state",
            _("State"),
            (
                ("active", _("Switched on"), Q(is_active=True)),
                ("off", _("Switched off"), Q(is_active=False)),
                ("without-role", _("Without a role"), Q(grants=None)),
                ("without-factor", _("Without a second factor"), Q(has_factor=False)),
            ),
        ),
    ),
    sorts=(
        Sort("name", _("By name"), ("name",)),
        Sort("newest", _("Newest first"), ("-pk",)),
        Sort("seen", _("Last signed in first"), ("-last_login",)),
    ),
    search=_search,
    size=50,
)
