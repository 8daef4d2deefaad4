"""The list of people, as whoever looks after them narrows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.movement.queries import HeldInWords, held_roles
from headway.movement.rules import Role
from headway.pages.export import Cell
from headway.pages.listing import Choice, InCountry, Listing, Related, Scope, Sort, Table, Worded
from headway.pages.speech import speech
from headway.pages.wording import wording


def _search(people: QuerySet[Any], text: str, scope: Scope) -> QuerySet[Any]:
    return people.filter(Q(name__icontains=text) | Q(email__icontains=text))


def _as_table(people: Any, scope: Scope) -> tuple[Sequence[str], list[Sequence[Cell]]]:
    heads = (
        _("Name"), _("E-mail address"), _("Roles"), _("Language"), _("State"), _("Second factor"), _("Last signed in"),
    )  # fmt: skip
    return [str(head) for head in heads], [
        (
            person.name,
            person.email,
            "; ".join(map(_role, held_roles(person))),
            person.language,
            gettext("Switched on") if person.is_active else gettext("Switched off"),
            gettext("yes") if person.has_factor else gettext("none"),
            person.last_login.date().isoformat() if person.last_login else gettext("never"),
        )
        for person in people
    ]


def _role(one: HeldInWords) -> str:
    """A role, and of what."""
    here = speech()
    of = here.say(one.office) if one.office else one.held.office
    of = of or (here.country(one.country) if one.country else "")
    return here.colon.join(filter(None, (wording(one.role), of)))


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
    can_be_taken=True,
    table=Table("user", _as_table),
)
